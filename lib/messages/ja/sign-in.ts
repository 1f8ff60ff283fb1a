/** Daily personal authentication on the phone (`/sign-in`), opened by the two-dimensional code on the EMR screen. */
export const signIn = {
  pageTitle: '本人認証',
  checking: '二次元コードを確認しています…',
  noCode: {
    heading: '電子カルテの二次元コードを読み取ってください',
    detail: '本人認証は、電子カルテの画面に表示された二次元コードをスマートフォンのカメラで読み取って始めます。',
  },
  context: {
    heading: '本人認証の内容をご確認ください',
    username: '利用者名（Username）',
    facility: '医療機関',
    facilityValue: '{facility} {department}',
    place: '場所',
    placeValue: '{place}（{terminal}）',
    startedAt: '{time} 開始',
    remaining: '残り {time}',
    remainingLabel: '残り時間は{duration}です',
    consequence:
      '認証すると、{duration}のあいだ、この医療機関で発行する電子処方箋（薬剤師の場合は調剤結果）に、ご本人名義の電子署名が付与されます。',
    caution: 'ご自身が始めた認証だけを続けてください。',
    notMe: '心当たりがない',
    cancel: 'キャンセル',
  },
  number: {
    heading: '電子カルテの画面の番号を入力してください',
    chooseHeading: '電子カルテの画面と同じ番号を選んでください',
    entered: '入力した番号',
    emptyDigit: '未入力',
    deleteDigit: '1文字消す',
    keypadLabel: '数字キー',
    hint: '2桁を入力すると生体認証に進みます。番号が違うと、この本人認証は終了します。',
    chooseHint: '番号を選ぶと生体認証に進みます。番号が違うと、この本人認証は終了します。',
    sending: '送信します（訂正は「1文字消す」）',
    chooseSending: '送信します（訂正は「選び直す」）',
    chooseAgain: '選び直す',
    checking: '番号を確認しています…',
    /** In place of the caution, so that the keys stay in view. */
    again: '{title}。もう一度お試しください。',
  },
  ready: {
    heading: '番号が一致しました',
    detail: '「Sign In」をタップすると、指紋や顔の確認に進みます。',
    confirming: 'スマートフォンの案内に従って、生体認証を行ってください。',
    signIn: 'Sign In（認証する）',
    submitting: '画面の案内に従ってください…',
    preparing: '準備しています…',
  },
  success: {
    heading: '認証に成功しました',
    method: 'FIDO（生体認証）',
    expiry: 'アクセストークンの有効期限は {expiresAt} までです。',
    back: 'カルテの画面に戻ってください',
    close: 'このページを閉じていただいて結構です。',
    my: '認証の状況を見る',
  },
  /** Asked once before a denial, because it is recorded as an attack. */
  decline: {
    heading: 'この本人認証に心当たりがありませんか',
    detail: '「心当たりがない」を選ぶと、この本人認証を拒否し、電子カルテの画面にも表示します。',
    confirm: '心当たりがない',
    back: '押し間違い',
  },
  denied: {
    heading: '本人認証を拒否しました',
    detail: 'この本人認証では、電子署名は行われません。',
    moreHeading: 'すべての認証を終了できます',
    endAll: 'すべて終了する（生体認証）',
    endAllDetail: 'すべての医療機関で、ご本人の有効な認証を終了します。次の発行時に、改めて本人認証が必要です。',
    endAllDone: 'ご本人の有効な認証をすべて終了しました。',
    endAllShown:
      '終了した認証では、電子署名はもう行われません。電子カルテの表示が変わるまで、1分ほどかかることがあります。',
    ceremonyFailed: {
      title: '生体認証が完了しませんでした',
      detail: '操作が取り消されたか、時間切れになったか、このスマートフォンが登録されていません。',
      lost: 'この本人認証はすでに拒否されています。ほかの認証は終了していません。',
      nextStep:
        'もう一度お試しください。登録済みのスマートフォンがお手元にないときは、医療機関の担当部署に終了を依頼してください。',
    },
    my: '認証の状況を見る',
    nothing: '終了せずに閉じる',
    finish: '閉じる',
    preparing: '準備しています…',
    working: '画面の案内に従ってください…',
    finished: 'このページを閉じていただいて結構です。',
  },
  /** How a sign-in can end without success: what happened, whether anything was lost, the next way. */
  failures: {
    /** Added to an end in the authority's words. */
    notDone: 'この本人認証は、このスマートフォンでは続けられません。',
    expired: {
      title: '時間切れになりました',
      detail: '本人認証の有効時間が過ぎました。',
      lost: 'この本人認証では、電子署名は行われていません。',
      nextStep: '電子カルテの画面で本人認証をもう一度始め、新しい二次元コードを読み取ってください。',
    },
    stale_code: {
      title: 'この二次元コードは使えません',
      detail: '二次元コードの有効時間が過ぎているか、正しく読み取れませんでした。',
      lost: 'この読み取りでは、本人認証は行われていません。',
      nextStep: '電子カルテの画面に表示中の二次元コードを、もう一度読み取ってください。',
    },
    taken: {
      title: '別のスマートフォンで読み取り済みです',
      detail: 'この二次元コードは、先に別のスマートフォンで読み取られました。',
      lost: 'このスマートフォンでは、本人認証は行われていません。',
      nextStep: '心当たりがないときは電子カルテの画面でキャンセルし、新しい二次元コードで始めてください。',
    },
    wrong_number: {
      title: '番号が違います',
      detail: '入力した番号が電子カルテの画面と一致しないため、この本人認証を終了しました。',
      lost: 'この本人認証では、電子署名は行われていません。',
      nextStep: '電子カルテの画面で本人認証をもう一度始め、新しい二次元コードを読み取ってください。',
    },
    cancelled: {
      title: '本人認証がキャンセルされました',
      detail: '電子カルテの画面で、この本人認証がキャンセルされました。',
      lost: 'この本人認証では、電子署名は行われていません。',
      nextStep: '続けるときは、電子カルテの画面で本人認証をもう一度始めてください。',
    },
    cancelled_here: {
      title: '本人認証をキャンセルしました',
      detail: 'このスマートフォンで、この本人認証をキャンセルしました。',
      lost: 'この本人認証では、電子署名は行われていません。',
      nextStep: '続けるときは、電子カルテの画面で本人認証をもう一度始めてください。',
    },
    not_here: {
      title: 'この本人認証は終了しています',
      detail: 'このスマートフォンの別の画面で、終了したか、ほかの二次元コードを読み取りました。',
      lost: 'この画面では、本人認証は行われていません。',
      nextStep: '続けるときは、電子カルテの画面に表示中の二次元コードを読み取ってください。',
    },
    ceremony_cancelled: {
      title: '生体認証が完了しませんでした',
      detail:
        '操作が取り消されたか、時間切れになったか、このスマートフォンが{username}様の登録済みスマートフォンではありません。',
      lost: 'まだ電子署名は行われていません。',
      nextStep:
        '登録済みのスマートフォンのときは、もう一度「Sign In」をタップしてください。違うときは「キャンセル」をタップし、登録済みのスマートフォンで始め直してください。',
    },
    ceremony_blocked: {
      title: '確認の画面を表示できませんでした',
      detail:
        'このスマートフォンが{username}様の登録済みスマートフォンではないか、このブラウザでは指紋や顔の確認に進めません。',
      lost: 'まだ電子署名は行われていません。',
      nextStep: '登録済みのスマートフォンかご確認ください。登録済みのときは、下の手順をお試しください。',
    },
    ceremony_failed: {
      title: '生体認証を利用できませんでした',
      detail: 'スマートフォンから応答がありませんでした。',
      lost: 'まだ電子署名は行われていません。',
      nextStep: 'もう一度「Sign In」をタップしてください。',
    },
    wrong_phone: {
      title: '{username}様の登録済みスマートフォンではありません',
      detail: '登録済みの鍵が、このスマートフォンにありません。機種変更や初期化で失われることがあります。',
      lost: 'この本人認証では、電子署名は行われていません。',
      nextStep:
        '「キャンセル」をタップし、登録済みのスマートフォンで始め直してください。登録し直すには、新しい通知カードが必要です。',
    },
    phone_removed: {
      title: 'スマートフォンの登録が解除されています',
      detail: '紛失届出などにより、登録が解除されました。',
      lost: 'この本人認証では、電子署名は行われていません。',
      nextStep: '登録し直すには、新しい通知カードが必要です。医療機関の担当部署にご相談ください。',
    },
    unavailable: {
      title: '認証局に接続できません',
      detail: '一時的に本人認証を行えません。',
      lost: 'まだ電子署名は行われていません。',
      nextStep: '少し待って、もう一度お試しください。お急ぎのときは、紙の処方箋（引換番号付き）で発行してください。',
    },
  },
}
