import type { NotificationCardRoute } from '@/lib/vocabulary/notification-card-route'

/** Phone registration (`/register`): the holder's own phone, top level, no facility involved. */
export const register = {
  pageTitle: 'スマートフォンの登録',
  progressLabel: '登録の進み具合',
  stepNames: {
    intro: '登録の流れ',
    password: 'パスワードの入力',
    confirm: 'ご本人の確認',
    trial: 'ためしの認証',
    done: '登録完了',
  },
  stepOf: '{total}ステップ中 {current}',
  checking: 'スマートフォンを確認しています…',
  intro: {
    heading: 'スマートフォンを登録します',
    lead: '毎日の本人認証に使うスマートフォンを、HPKIセカンド電子証明書にひも付けます。3分ほどで終わります。',
    flowHeading: 'これから行うこと',
    flow: [
      { title: 'パスワードを入力', detail: '通知カードとは別にお届けしたパスワードを入力します。' },
      { title: '生体認証を登録', detail: '指紋や顔で、このスマートフォンを登録します。' },
      { title: 'ためしに認証', detail: '翌日からの本人認証を一度ためして、登録完了です。' },
    ],
    privacy: '指紋や顔のデータがこのスマートフォンの外に出ることはありません。院内のシステムにも接続しません。',
    canStop: '途中でやめても通知カードは無効になりません。二次元コードを読み取り直せば、最初からやり直せます。',
    validUntil: 'お手元の通知カードの有効期限は{date}です。',
    start: 'はじめる',
  },
  noCode: {
    heading: '通知カードの二次元コードを読み取ってください',
    detail: '登録は、通知カードに印刷された二次元コードから始めます。スマートフォンのカメラで読み取ってください。',
    mynaportal: 'マイナポータルから申請された方は、マイナポータルに届いたURLを開いてください（有効期間は3か月です）。',
  },
  onComputer: {
    heading: 'スマートフォンで開いてください',
    detail:
      'この登録は、本人認証に使うスマートフォンで行います。通知カードの二次元コードをスマートフォンのカメラで読み取ってください。',
  },
  password: {
    heading: '通知カードの本人確認を行うためパスワードを入力してください',
    label: 'Password（パスワード）',
    hint: '通知カードとは別の用紙に印刷されています。',
    show: '表示',
    hide: '隠す',
    limit: '{limit}回間違えるとロックされ、通知カードの再発行が必要になります。',
    triesLeft: 'あと{tries}回',
    wrong: 'パスワードが違います。あと{tries}回間違えるとロックされます。',
    lastTry:
      'あと1回間違えるとロックされ、通知カードの再発行が必要になります。パスワードが分からないときは入力をやめ、発行元の認証局にお問い合わせください。',
    empty: 'パスワードを入力してください。',
    submit: 'OK',
    submitting: '確認しています…',
  },
  confirm: {
    heading: 'この方で間違いありませんか',
    name: '氏名',
    kana: 'フリガナ',
    qualification: '資格',
    route: '申請方法',
    routes: { ca_direct: '認証局への直接申請', mynaportal: 'マイナポータルからの申請' } satisfies Record<
      NotificationCardRoute,
      string
    >,
    next: '間違いなければ「生体認証を登録」をタップし、画面の案内に従って指紋や顔を確認してください。',
    remaining: '残り {time}',
    submit: '生体認証を登録',
    submitting: '画面の案内に従ってください…',
    preparing: '準備しています…',
    notMe: '違います',
  },
  notMe: {
    heading: '登録を中止しました',
    detail:
      'ほかの方の通知カードの可能性があります。このスマートフォンは登録されておらず、通知カードも無効になっていません。',
    nextStep: '通知カードの氏名をご確認のうえ、医療機関の担当部署または発行元の認証局にご連絡ください。',
  },
  synced: {
    heading: 'このスマートフォンの鍵は同期されます',
    detail:
      '登録した鍵は、同じアカウント（Apple AccountやGoogleアカウント）でお使いのほかの機器からも利用できます。アカウントをほかの方と共有していないことをご確認ください。',
    accept: '確認しました',
  },
  trial: {
    heading: 'ためしに認証します',
    detail: '翌日からの本人認証と同じ操作です。もう一度、指紋や顔を確認してください。',
    registered: '生体認証を登録しました',
    submit: 'ためしに認証する',
    preparing: '準備しています…',
    submitting: '画面の案内に従ってください…',
    failed: '認証を確認できませんでした。登録した内容は残っています。もう一度お試しください。',
  },
  done: {
    heading: '登録が完了しました',
    phone: '登録したスマートフォン',
    registeredAt: '登録日時',
    tomorrowHeading: '毎朝の本人認証',
    tomorrow: [
      '電子カルテの画面で「FIDO（生体認証）」を選びます。',
      '表示された二次元コードを、このスマートフォンのカメラで読み取ります。',
      '電子カルテに表示された2桁の番号を入力し、指紋や顔を確認します。',
    ],
    caution:
      'ご自身が目の前の画面で始めた認証だけを承認してください。認証用の二次元コードがメールなどで届くことはありません。',
    readAgain: 'この案内をもう一度読む',
    my: '登録したスマートフォンと認証の状況を見る',
    close: 'このページは閉じてかまいません。通知カードは使用済みです。',
  },
  /** This phone had a key of the same person before; nothing new was made. */
  existing: {
    heading: 'このスマートフォンで認証できます',
    detail: '登録済みの鍵が使えることを確認しました。新しい登録は行っていないため、通知カードは使用されていません。',
  },
  guide: {
    pageTitle: '毎日の本人認証の手順',
    lead: 'スマートフォンの登録を終えた方への案内です。',
    again: '登録していない方は、通知カードの二次元コードから登録してください。',
  },
  /** What the browser's WebAuthn API reported; none of these costs a try or the card. */
  ceremony: {
    cancelled: {
      title: '生体認証が完了しませんでした',
      detail: '操作が取り消されたか、時間切れになりました。通知カードは無効になっていません。',
      nextStep: '準備ができたら、もう一度ボタンをタップしてください。',
    },
    blocked: {
      title: '確認の画面を表示できませんでした',
      detail: 'このブラウザでは、指紋や顔の確認に進めないようです。通知カードは無効になっていません。',
      nextStep: '下の手順で、Safari（Androidの場合はChrome）で開いてください。',
    },
    already_registered: {
      title: 'このスマートフォンは登録済みです',
      detail: '同じ方の鍵が、すでにこのスマートフォンにあります。',
      nextStep: '「ためしに認証する」で、使えることを確認してください。',
    },
    not_supported: {
      title: 'このスマートフォンでは登録できません',
      detail: '生体認証による登録に必要な機能がありません。通知カードは無効になっていません。',
      nextStep: 'OSとブラウザを最新にするか、別のスマートフォンでお試しください。HPKIカードでも本人認証ができます。',
    },
    failed: {
      title: '生体認証を利用できませんでした',
      detail: 'スマートフォンから応答がありませんでした。通知カードは無効になっていません。',
      nextStep: 'もう一度お試しください。続くときは、スマートフォンを再起動してからお試しください。',
    },
    interrupted: {
      title: '通信が途切れました',
      detail: '登録は完了していません。通知カードは無効になっておらず、入力回数にも数えられていません。',
      nextStep: '電波の届く場所で、もう一度お試しください。',
    },
  },
}
