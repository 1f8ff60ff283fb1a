import type { ErrorText } from '../../error-text'

export const signing = {
  'signing.authentication_required': {
    title: '本人認証が必要です',
    detail: 'この職員の本人認証が、この端末では有効ではありません。',
    nextStep: '本人認証を行ってから、同じ内容をもう一度送信してください。',
  },
  'signing.in_progress': {
    title: '同じ要求を処理しています',
    detail: '同じ Idempotency-Key の要求を処理しているところです。二重に署名されることはありません。',
    nextStep: '{time}ほど待ってから、同じ内容をもう一度送信してください。',
  },
  'signing.key_reused': {
    title: 'Idempotency-Key が別の内容に使われています',
    detail: 'この Idempotency-Key は、内容の異なる要求に使われています。',
    nextStep: '新しい処方箋には、新しい Idempotency-Key を付けてください。',
  },
  'signing.refused': {
    title: '認証局が署名を受け付けませんでした',
    detail: '認証局は次の理由で署名を行いませんでした：{reason}',
    nextStep:
      '証明書の有効期限と署名回数の上限を、担当部署にご確認ください。お急ぎのときは紙の処方箋をご利用ください。',
  },
  'signing.not_set_up': {
    title: '署名の設定が完了していません',
    detail: '署名を検証するための証明書（トラストアンカー）が設定されていないため、署名していません。',
    nextStep: '担当部署にご連絡ください。お急ぎのときは紙の処方箋をご利用ください。',
  },
  'signing.no_credential': {
    title: '署名に使える証明書がありません',
    detail: 'この職員のHPKIセカンド電子証明書のうち、いま署名に使えるものがありません。',
    nextStep: '証明書の発行状況と有効期限を、担当部署にご確認ください。',
  },
  'signing.credential_unfit': {
    title: 'この証明書では署名できません',
    detail:
      '証明書の資格（医師・歯科医師・薬剤師）または種類が、この文書の署名に合っていません。署名は行っていません。',
    nextStep: '処方箋は医師または歯科医師、調剤結果は薬剤師の証明書で署名してください。',
  },
  'signing.signer_changed': {
    title: '証明書の名義が、これまでの署名者と異なります',
    detail:
      'この職員がこれまで署名に使ってきた証明書とは名義が異なるか、ほかの職員の証明書と同じ名義です。処理中に職員の登録が変更された場合にも表示されます。安全のため、署名した文書はお渡ししていません。',
    nextStep:
      '担当部署に連絡し、証明書の名義が本人のものか確認を依頼してください。お急ぎのときは紙の処方箋を発行してください。',
  },
  'signing.in_doubt': {
    title: '署名の結果を確認できません',
    detail: '署名の途中で障害が起き、結果を確認できませんでした。署名済みの文書は、どこにも渡していません。',
    nextStep: '新しい Idempotency-Key を付けて、もう一度送信してください。',
  },
  'signing.document_wiped': {
    title: '署名済み文書の保存期間が過ぎています',
    detail: 'この要求の署名は完了していますが、文書は保存期間を過ぎたため消去しました。',
    nextStep:
      '電子カルテに保存した文書をご利用ください。保存していないときは、新しい Idempotency-Key で署名し直してください。',
  },
  'signing.verification_failed': {
    title: '署名した文書を検証できませんでした',
    detail: '署名した文書が検証に合格しなかったため、お渡ししていません。',
    nextStep: '問い合わせ番号を担当部署にお知らせください。お急ぎのときは紙の処方箋をご利用ください。',
  },
} satisfies Record<string, ErrorText>
