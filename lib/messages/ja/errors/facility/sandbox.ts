import type { ErrorText } from '../../error-text'

export const sandbox = {
  'sandbox.not_a_test_person': {
    title: '試験用の職員ではありません',
    detail: 'API からの本人認証ができるのは、試験用として登録された架空の職員だけです。',
    nextStep: '試験用の職員コードを指定してください。ほかの職員は、スマートフォンで本人認証を行ってください。',
  },
  'sandbox.unknown_request': {
    title: 'リクエストの記録がありません',
    detail: 'このリクエストIDの記録は、このクライアントにはありません。記録は1時間で削除されます。',
    nextStep: '自分のクライアントが1時間以内に送信したリクエストのIDを指定してください。',
  },
  'sandbox.sign_in_not_finished': {
    title: '試験用の本人認証が完了しませんでした',
    detail: '本人認証の途中で終了しました（理由：{reason}）。',
    nextStep: '同じ端末で別の本人認証が始まっていないことを確かめて、もう一度実行してください。',
  },
} satisfies Record<string, ErrorText>
