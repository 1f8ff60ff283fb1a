import type { ErrorText } from '../../error-text'

export const frameSession = {
  'frame_session.expired': {
    title: '画面の有効時間が過ぎました',
    detail: '安全のため、この画面の利用を終了しました。',
    nextStep: '電子カルテの画面から、もう一度本人認証を開いてください。',
  },
} satisfies Record<string, ErrorText>
