import type { ErrorText } from '../../error-text'

export const staff = {
  'staff.unknown': {
    title: '職員が見つかりません',
    detail: '指定された職員は登録されていません。',
    nextStep: '職員コードをご確認ください。',
  },
  'staff.locked': {
    title: '利用を停止しています',
    detail: 'この職員の本人認証は停止されています。',
    nextStep: '担当部署にお問い合わせください。',
  },
  'staff.not_linked': {
    title: '名義人と紐付いていません',
    detail: 'この職員は、HPKIセカンド電子証明書の名義人と紐付いていません。',
    nextStep: '担当部署に、紐付けを依頼してください。',
  },
} satisfies Record<string, ErrorText>
