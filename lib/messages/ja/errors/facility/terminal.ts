import type { ErrorText } from '../../error-text'

export const terminal = {
  'terminal.unknown': {
    title: '端末が登録されていません',
    detail: '指定された端末は登録されていません。',
    nextStep: '担当部署に、端末の登録を依頼してください。',
  },
  'terminal.retired': {
    title: 'この端末は利用を終了しています',
    detail: 'この端末では、本人認証を始められません。',
    nextStep: '別の端末をお使いください。',
  },
} satisfies Record<string, ErrorText>
