import type { ErrorText } from '../../error-text'

export const notificationCard = {
  'notification_card.unknown': {
    title: '通知カードを確認できません',
    detail: '読み取った二次元コードに対応する通知カードが見つかりません。',
    nextStep: '通知カードの二次元コードを、もう一度読み取ってください。',
  },
  'notification_card.expired': {
    title: '通知カードの有効期限が切れています',
    detail: 'この通知カードでは、スマートフォンを登録できません。',
    nextStep:
      '発行元の認証局に、通知カードの再発行を申請してください。それまでの本人認証については、医療機関の担当部署にご相談ください。',
  },
  'notification_card.locked': {
    title: '通知カードがロックされています',
    detail: 'パスワードの誤りが上限に達したため、この通知カードは使えません。',
    nextStep:
      '発行元の認証局に、通知カードの再発行を申請してください。それまでの本人認証については、医療機関の担当部署にご相談ください。',
  },
  'notification_card.voided': {
    title: 'この通知カードは無効です',
    detail: '新しい通知カードが発行されたか、発行が取り消されています。',
    nextStep: '新しい通知カードが届いている場合は、そちらの二次元コードを読み取ってください。',
  },
  'notification_card.consumed': {
    title: 'この通知カードは使用済みです',
    detail: 'この通知カードで、すでにスマートフォンが登録されています。',
    nextStep: '登録したスマートフォンをご利用ください。心当たりがないときは、すぐに発行元の認証局にご連絡ください。',
  },
  'notification_card.wrong_password': {
    title: 'パスワードが違います',
    detail: '残り入力回数：{tries}回。すべて間違えると、この通知カードはロックされます。',
    nextStep: '通知カードとは別の用紙に印刷されたパスワードを確かめてください。',
  },
} satisfies Record<string, ErrorText>
