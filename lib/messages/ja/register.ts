/** Phone registration (`/register`): the holder's own phone, top level, no facility involved. */
export const register = {
  pageTitle: 'スマートフォンの登録',
  progressLabel: '登録の進み具合',
  /** The three steps, by the same names on every page. */
  stepNames: {
    password: 'パスワードの入力',
    biometrics: '生体認証の登録',
    trial: '動作確認（テスト認証）',
  },
  stepOf: '{total}ステップ中 {current}',
  stepsAhead: '全{total}ステップ',
  stepsDone: '{total}ステップ完了',
  checking: 'スマートフォンを確認しています…',
  intro: {
    heading: 'スマートフォンを登録します',
    lead: '毎日の本人認証に使うスマートフォンを、HPKIセカンド電子証明書に紐付けます。',
    details: {
      password: '通知カードとは別にお届けしたもの',
      biometrics: '指紋や顔などで、このスマートフォンを登録',
      trial: '毎日の本人認証と同じ操作を練習',
    },
    privacy: '指紋や顔のデータがこのスマートフォンの外に出ることはありません。院内のシステムにも接続しません。',
    canStop:
      '生体認証を登録するまでは、途中でやめても通知カードは無効になりません。二次元コードを読み取り直せば、最初からやり直せます。',
    validUntil: 'お手元の通知カードの有効期限は{date}です。',
    start: 'はじめる',
  },
  noCode: {
    heading: '通知カードの二次元コードを読み取ってください',
    detail: '登録は、通知カードに印刷された二次元コードから始めます。スマートフォンのカメラで読み取ってください。',
    mynaportal:
      'マイナポータルから申請された方は、マイナポータルに届いたURLを開いてください。有効期限は、開いた画面に表示されます。',
  },
  onComputer: {
    heading: 'スマートフォンで開いてください',
    detail:
      'この登録は、本人認証に使うスマートフォンで行います。通知カードの二次元コードをスマートフォンのカメラで読み取ってください。',
  },
  password: {
    heading: '通知カードの本人確認を行うためパスワードを入力してください',
    label: 'パスワード',
    hint: '通知カードとは別の用紙に印刷されています。区切りのハイフンは自動で入ります。',
    show: '表示',
    hide: '隠す',
    limit: '0回になると通知カードがロックされ、再発行が必要になります。',
    triesLeft: '残り入力回数：{tries}回',
    wrong: 'パスワードが違います。',
    lastTry:
      'あと1回間違えると通知カードがロックされ、再発行が必要になります。パスワードが分からないときは入力をやめ、発行元の認証局にお問い合わせください。',
    unanswered: {
      title: '結果を確認できませんでした',
      detail: '通信が途切れました。パスワードが違っていた場合は、入力回数に含まれていることがあります。',
      nextStep: '電波の届く場所で、パスワードをお確かめのうえ、もう一度「次へ」をタップしてください。',
    },
    empty: 'パスワードを入力してください。',
    submit: '次へ',
    submitting: '確認しています…',
  },
  confirm: {
    heading: '内容にお間違いがないかご確認ください',
    name: '氏名',
    kana: 'フリガナ',
    qualification: '資格',
    next: '「生体認証を登録」をタップし、画面の案内に従って指紋や顔などを確認してください。',
    remaining: '残り {time}',
    submit: '生体認証を登録',
    submitting: '画面の案内に従ってください…',
    preparing: '準備しています…',
    notMe: '本人ではありません',
  },
  notMe: {
    heading: 'スマートフォンは登録されていません',
    detail: 'ほかの方の通知カードの可能性があります。通知カードは無効になっていません。',
    nextStep:
      'この操作は、認証局や医療機関には通知されません。通知カードの氏名をご確認のうえ、医療機関の担当部署または発行元の認証局にご連絡ください。',
  },
  synced: {
    heading: 'パスキーはアカウントで同期されます',
    detail:
      '登録したパスキーは、同じアカウント（Apple AccountやGoogleアカウント）でお使いのほかの機器からも利用できます。アカウントをほかの方と共有していないことをご確認ください。',
    accept: '確認しました',
  },
  trial: {
    heading: '動作確認（テスト認証）',
    registered: '生体認証を登録しました',
    detail: '毎日と同じ操作の練習です。実際の認証や電子署名は行われません。',
    sample: '電子カルテの画面（見本）',
    number: '見本の番号を入力してください',
    hint: '2桁目を入力すると、生体認証に進みます。',
    wrong: '番号が違います。実際の本人認証では、番号が違うと認証が終了します。',
    matched: '番号が一致しました。指紋や顔などを確認してください。',
    entered: '入力した番号',
    emptyDigit: '未入力',
    deleteDigit: '1文字消す',
    keypadLabel: '数字キー',
    submit: '動作確認をする',
    preparing: '準備しています…',
    submitting: '画面の案内に従ってください…',
    failed: '認証を確認できませんでした。登録した内容は保持されています。もう一度お試しください。',
  },
  /** The time for the practice is over; the phone was bound before and stays so. */
  trialOver: {
    title: '動作確認の時間が過ぎました',
    detail: '生体認証の登録は完了しており、このスマートフォンで毎日の本人認証ができます。',
    nextStep: '通知カードは使用済みです。読み取り直す必要はありません。',
  },
  done: {
    heading: '登録が完了しました',
    phone: '登録したスマートフォン',
    registeredAt: '登録日時',
    tomorrowHeading: '毎日の本人認証',
    tomorrow: [
      '電子カルテで本人認証の画面を開いてください。二次元コードが表示されないときは「FIDO（生体認証）」を選んでください。',
      '表示された二次元コードを、このスマートフォンのカメラで読み取ってください。',
      '電子カルテに表示された2桁の番号を入力し、指紋や顔などを確認してください。',
    ],
    caution:
      'ご自身が目の前の画面で始めた本人認証だけを行ってください。認証用の二次元コードがメールなどで届くことはありません。',
    readAgain: 'この案内をもう一度読む',
    my: 'マイページを開く',
    close: 'このページを閉じていただいて結構です。通知カードは使用済みです。',
  },
  /** This phone had a key of the same person before; nothing new was made. */
  existing: {
    heading: 'このスマートフォンで本人認証ができます',
    detail:
      '登録済みのパスキーが使えることを確認しました。新しい登録は行っていません。通知カードは使用されていません。',
  },
  guide: {
    pageTitle: '毎日の本人認証の手順',
    lead: 'スマートフォンの登録を終えた方への案内です。',
    again: '登録していない方は、通知カードの二次元コードから登録してください。',
  },
  /** What is kept when a ceremony gave nothing: by the page it was on. */
  kept: {
    card: '通知カードは無効になっていません。',
    phone: '生体認証の登録は保持されています。通知カードを読み取り直す必要はありません。',
  },
  /** What the browser's WebAuthn API reported; none of these costs a try or the card. */
  ceremony: {
    cancelled: {
      title: '生体認証が完了しませんでした',
      detail: '操作が取り消されたか、時間切れになりました。',
      nextStep: '準備ができたら、もう一度ボタンをタップしてください。',
    },
    blocked: {
      title: '確認の画面を表示できませんでした',
      detail: 'このブラウザでは、指紋や顔の確認に進めないようです。',
      nextStep: '下の手順で、Safari（Androidの場合はChrome）で開いてください。',
    },
    already_registered: {
      title: 'このスマートフォンは登録済みです',
      detail: '同じ方のパスキーが、すでにこのスマートフォンにあります。',
      nextStep: '「動作確認をする」をタップし、使えることを確認してください。',
    },
    not_supported: {
      title: 'このスマートフォンでは登録できません',
      detail: '生体認証による登録に必要な機能がありません。',
      nextStep: 'OSとブラウザを最新にするか、別のスマートフォンでお試しください。',
    },
    failed: {
      title: '生体認証を利用できませんでした',
      detail: 'スマートフォンから応答がありませんでした。',
      nextStep: 'もう一度お試しください。続くときは、スマートフォンを再起動してからお試しください。',
    },
    interrupted: {
      title: '通信が途切れました',
      detail: '送信した結果を確認できませんでした。パスワードの入力回数には含まれません。',
      nextStep: '電波の届く場所で、もう一度ボタンをタップしてください。登録が済んでいる場合は、そのまま次に進みます。',
    },
  },
}
