import type { ErrorText } from '../error-text'

export const service = {
  'service.internal': {
    title: '処理を続けられませんでした',
    detail: '予期しない問題が起きました。',
    nextStep: '少し待ってから、もう一度お試しください。続くときは問い合わせ番号を担当部署にお知らせください。',
  },
  'service.unavailable': {
    title: '一時的に利用できません',
    detail: 'サーバーの準備が整っていません。',
    nextStep: '少し待ってから、もう一度お試しください。',
  },
} satisfies Record<string, ErrorText>
