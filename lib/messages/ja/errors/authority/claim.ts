import type { ErrorText } from '../../error-text'

export const claim = {
  'claim.invalid': {
    title: 'この二次元コードは使えません',
    detail: '有効時間が過ぎたか、正しく読み取れませんでした。',
    nextStep: '電子カルテの画面に表示中の二次元コードを、もう一度読み取ってください。',
  },
  'claim.taken': {
    title: '別のスマートフォンで読み取り済みです',
    detail: 'この二次元コードは、先に別のスマートフォンで読み取られました。',
    nextStep: '心当たりがないときは電子カルテの画面で中止し、新しい二次元コードで始めてください。',
  },
  'claim.wrong_number': {
    title: '番号が違います',
    detail: '電子カルテの画面の番号と一致しないため、この認証を終了しました。',
    nextStep: '電子カルテの画面から、最初からやり直してください。',
  },
  'claim.out_of_order': {
    title: 'この操作は今はできません',
    detail: '認証の手順の順番が違います。番号の入力は一度だけです。',
    nextStep: 'ページを開き直して、続きから進めてください。',
  },
  'claim.ended': {
    title: 'この認証は終了しています',
    detail: '承認、拒否、中止または時間切れで終わった認証です。',
    nextStep: '続けるときは、電子カルテの画面から新しく始めてください。',
  },
} satisfies Record<string, ErrorText>
