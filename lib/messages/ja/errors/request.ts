import type { ErrorText } from '../error-text'

export const request = {
  'request.malformed': {
    title: '送信内容に誤りがあります',
    detail: '入力内容の形式が正しくありません。',
    nextStep: '内容を確かめて、もう一度お試しください。',
  },
  'request.text_not_displayable': {
    title: '使用できない文字が含まれています',
    detail:
      '項目「{field}」に、改行や制御文字、文字の向きを変える文字など、画面に正しく表示されない文字が含まれています。',
    nextStep: '該当する文字を削除して、もう一度お試しください。',
  },
  'request.unauthorized': {
    title: '認証が必要です',
    detail: '認証情報がないか、有効ではありません。',
    nextStep: 'もう一度ログインまたは認証を行ってください。',
  },
  'request.forbidden': {
    title: '権限がありません',
    detail: 'この操作を行う権限がありません。',
    nextStep: '必要なときは管理者にご相談ください。',
  },
  'request.not_found': {
    title: '見つかりません',
    detail: '指定された対象は存在しないか、参照する権限がありません。',
  },
  'request.method_not_allowed': {
    title: 'この操作はできません',
    detail: 'このアドレスでは利用できないHTTPメソッドです。',
    nextStep: 'APIの仕様をご確認ください。',
  },
  'request.timeout': {
    title: '送信が時間内に終わりませんでした',
    detail: 'リクエストがすべて届く前に、待ち時間の上限を過ぎました。',
    nextStep: '通信状況をご確認のうえ、もう一度お試しください。',
  },
  'request.too_large': {
    title: '送信データが大きすぎます',
    detail: '受け付けられる大きさを超えています。',
    nextStep: 'データを分けて送信してください。',
  },
  'request.unsupported_media_type': {
    title: '受け付けられない形式です',
    detail: 'このデータ形式（Content-Type）には対応していません。',
    nextStep: 'APIの仕様をご確認ください。',
  },
  'request.rate_limited': {
    title: '操作の回数が多すぎます',
    detail: '安全のため、一時的に受け付けを停止しています。',
    nextStep: '{time}ほど待ってから、もう一度お試しください。',
  },
  'request.header_too_large': {
    title: 'ヘッダーが大きすぎます',
    detail: 'HTTPヘッダーが受け付けられる大きさを超えています。',
    nextStep: 'CookieやヘッダーのサイズをAPIの呼び出し元でご確認ください。',
  },
} satisfies Record<string, ErrorText>
