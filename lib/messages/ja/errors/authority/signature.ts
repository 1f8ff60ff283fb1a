import type { ErrorText } from '../../error-text'

export const signature = {
  'signature.token_invalid': {
    title: 'アクセストークンが有効ではありません',
    detail: 'そのようなアクセストークンはありません。',
    nextStep: 'もう一度本人認証を行ってください。',
  },
  'signature.token_ended': {
    title: 'アクセストークンの有効期限が切れています',
    detail: '本人認証の有効期限が切れたか、本人認証が終了しています。',
    nextStep: 'もう一度本人認証を行ってください。',
  },
  'signature.credential_unknown': {
    title: '電子証明書が見つかりません',
    detail: '指定された電子証明書は存在しないか、ご本人のものではありません。',
  },
  'signature.credential_disabled': {
    title: 'この電子証明書では署名できません',
    detail: '電子証明書が失効または停止されているか、有効期間外です。',
    nextStep: '電子証明書の発行元にお問い合わせください。',
  },
  'signature.certificate_expired': {
    title: '電子証明書の有効期間が終わっています',
    detail: '有効期間が終わった電子証明書では署名できません。',
    nextStep: '電子証明書を更新してください。',
  },
  'signature.document_kind_unfit': {
    title: 'この資格では署名できない文書です',
    detail: '処方箋には医師または歯科医師、調剤結果には薬剤師の電子証明書が必要です。',
  },
  'signature.algorithm_unfit': {
    title: '署名方式が鍵と合いません',
    detail: 'この電子証明書の鍵では、指定された署名方式を使えません。',
  },
  'signature.budget_exceeded': {
    title: '署名できる件数を超えています',
    detail: '一度の本人認証または一日に署名できる件数の上限を超えています。',
  },
  'signature.sad_invalid': {
    title: '署名の許可が有効ではありません',
    detail: '署名の許可が存在しないか、使用済みか、別の利用者のものです。',
  },
  'signature.sad_expired': {
    title: '署名の許可の期限が切れています',
    detail: '署名の許可を受けてから時間がたちすぎました。',
    nextStep: 'もう一度署名をお試しください。',
  },
  'signature.hash_not_authorized': {
    title: '許可されていない文書です',
    detail: '署名の許可に含まれていない文書か、すでに署名に使われた許可です。',
  },
  'signature.repeat_differs': {
    title: '同じ要求番号で内容が異なります',
    detail: '以前と同じIdempotency-Keyで、異なる内容の署名が求められました。',
  },
  'signature.in_progress': {
    title: '署名の処理中です',
    detail: '同じ署名の要求を処理しています。',
    nextStep: '少し待ってから、もう一度お試しください。',
  },
  'signature.keystore_refused': {
    title: '署名装置を利用できません',
    detail: '署名は行われていません。',
    nextStep: '少し待ってから、もう一度お試しください。続くときは担当部署にご連絡ください。',
  },
  'signature.in_doubt': {
    title: '署名の結果を確認できません',
    detail: '署名の結果が分からないため、この許可では再び署名しません。署名は返されていません。',
    nextStep: '改めて署名の許可を受けてください。',
  },
  'signature.record_altered': {
    title: '署名の記録に異常があります',
    detail: '安全のため署名を止めました。',
    nextStep: '問い合わせ番号を担当部署にお知らせください。',
  },
} satisfies Record<string, ErrorText>
