import type { ErrorText } from '../../error-text'

export const holder = {
  'holder.unknown': {
    title: '名義人が見つかりません',
    detail: '認証局に登録された名義人を確認できません。',
    nextStep: '職員と名義人の紐付けを、担当部署にご確認ください。',
  },
  'holder.exists': {
    title: 'この名義人は登録済みです',
    detail: '同じ資格と登録番号の名義人が、すでに登録されています。',
  },
  'holder.disabled': {
    title: '利用が停止されています',
    detail: 'この名義人のHPKIセカンド電子証明書は、現在利用できません。',
    nextStep: '発行元の認証局にお問い合わせください。',
  },
} satisfies Record<string, ErrorText>
