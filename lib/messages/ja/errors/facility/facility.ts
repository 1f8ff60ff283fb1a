import type { ErrorText } from '../../error-text'

export const facility = {
  'facility.unknown': {
    title: '医療機関が見つかりません',
    detail: '指定された医療機関は登録されていません。',
  },
  'facility.disabled': {
    title: 'この医療機関では利用できません',
    detail: '医療機関の利用が停止されています。',
    nextStep: '医療機関の担当部署にお問い合わせください。',
  },
} satisfies Record<string, ErrorText>
