import type { SignInMethod } from '@/lib/vocabulary/sign-in-method'

/** The iframe inside the EMR (`/embed`): sign-in and badge. Fixed 420×560, so texts are short. */
export const frame = {
  title: 'HPKI 本人認証',
  loading: '準備しています…',
  openedDirectly: 'この画面は電子カルテの中で表示されます。電子カルテの画面から本人認証を開いてください。',
  starting: '認証局に接続しています…',
  username: '利用者名（Username）',
  methods: {
    heading: '認証方法を選択してください',
    names: { fido: 'FIDO（生体認証）', hpki_card: 'HPKIカード', my_number_card: 'マイナンバーカード' } satisfies Record<
      SignInMethod,
      string
    >,
    details: {
      fido: '登録したスマートフォンで二次元コードを読み取ります',
      hpki_card: 'カードをカードリーダーに置き、PINを入力します',
      my_number_card: 'カードをカードリーダーに置き、数字4桁のパスワードを入力します',
    },
    /** Why a method stays visible but cannot be chosen. */
    unavailable: {
      no_reader_at_terminal: 'この端末にカードリーダーがありません',
      helper_missing: 'この端末にカード読み取りソフトが入っていません',
      mynaportal_required: 'マイナポータルからの申請が必要です',
      no_phone: 'スマートフォンが登録されていません',
      no_card: 'HPKIカードが登録されていません',
      not_allowed_here: 'この医療機関では利用していません',
      not_yet_offered: '現在ご利用いただけません',
      not_linked: '利用登録が済んでいません',
      authority_down: '認証局に接続できません',
    },
    lastUsed: '前回使用',
  },
  fido: {
    heading: 'スマートフォンで読み取ってください',
    hint: '登録したスマートフォンのカメラを二次元コードに向けてください。',
    larger: '大きく表示',
    smaller: '元の大きさで表示',
    extend: '時間を延長する',
    ending: 'まもなく時間切れになります。',
    codeLabel: '本人認証用の二次元コード。スマートフォンのカメラで読み取ってください。',
    remaining: '残り {time}',
    remainingLabel: '残り時間は{duration}です',
    back: 'ほかの方法',
  },
  claimed: {
    heading: 'この番号をスマートフォンに入力してください',
    numberLabel: '照合番号 {digits}',
    hint: 'スマートフォンの画面で医療機関名と利用者名（Username）をご確認のうえ、番号を入力してください。',
    waitingForNumber: 'スマートフォンでの番号の入力を待っています…',
    waiting: 'スマートフォンでの生体認証を待っています…',
    confirming: '認証の結果を確認しています…',
    matched: '番号が一致しました。スマートフォンで生体認証を行ってください',
    matchedHint: 'スマートフォンの画面の案内に従って、顔または指紋で認証してください。',
    secondScan: '別のスマートフォンからも読み取りがありました。心当たりがない場合は、キャンセルしてください。',
    cancel: 'キャンセル',
  },
  success: {
    heading: '認証に成功しました',
    expiry: 'アクセストークンの有効期限は {expiresAt} までです。',
    closing: '電子カルテの操作に戻ってください。',
    done: '閉じる',
  },
  badge: {
    label: 'HPKI 本人認証の状態',
    signed_in: 'HPKI 有効（{time}まで）',
    expiring: 'HPKI 期限間近（{time}まで）',
    sign_in_required: 'HPKI 認証が必要です',
    not_registered: 'HPKI 未登録',
    locked: 'HPKI 利用停止中',
    unknown: 'HPKI 状態を確認できません',
    open: '詳細を開く',
    close: '閉じる',
    detail: {
      heading: '本人認証',
      expiresAt: '有効期限',
      method: '認証方法',
      signedInAt: '認証した場所',
      signIn: '認証する',
      signInAgain: '再認証する',
      signOut: '認証を終了する',
      signOutConfirm: 'すべての端末で認証が終了します。よろしいですか。',
      signOutYes: '終了する',
      signOutNo: 'キャンセル',
      notRegistered: 'この職員コードにHPKIセカンド電子証明書が紐付いていません。管理担当部署にお問い合わせください。',
      locked: '安全のため、利用を停止しています。管理担当部署にお問い合わせください。',
      unknown: 'サーバーに接続できません。自動で再接続します。',
    },
  },
  /** What has become of the work in the EMR, in every failure. */
  kept: {
    prescription: '入力中の処方内容は保持されています。',
    dispensing: '入力中の調剤内容は保持されています。',
  },
  /** How a sign-in ends without success: what happened. The ways on are below. */
  failures: {
    expired: {
      title: '二次元コードの有効時間が過ぎています',
      detail: '時間内に、スマートフォンでの読み取りまたは認証が完了しませんでした。',
    },
    denied: {
      title: 'スマートフォンで認証が拒否されました',
      detail: '安全のため、この本人認証を取り消しました。',
    },
    wrong_number: {
      title: '番号が一致しませんでした',
      detail: 'スマートフォンに入力された番号が異なるため、この本人認証を終了しました。',
    },
    cancelled: {
      title: '本人認証をキャンセルしました',
      detail: 'スマートフォンまたはこの画面でキャンセルされました。',
    },
    rejected: {
      title: '認証できませんでした',
      detail: '読み取ったスマートフォンは、この職員の登録済みスマートフォンではありません。',
    },
    paused: {
      title: '少し待ってから始めてください',
      detail: '短い時間に本人認証の開始が続いたため、新しい本人認証を一時的に停止しています。',
    },
    not_registered: {
      title: 'HPKIセカンド電子証明書が紐付いていません',
      detail: 'この職員コードでは本人認証を行えません。管理担当部署にお問い合わせください。',
    },
    no_phone: {
      title: 'スマートフォンが登録されていません',
      detail: '通知カードでスマートフォンを登録すると、FIDO（生体認証）をご利用いただけます。',
    },
    locked: {
      title: '利用を停止しています',
      detail: '安全のため、この職員の本人認証を停止しています。管理担当部署にお問い合わせください。',
    },
    authority_unavailable: {
      title: '認証局に接続できません',
      detail: '新しい本人認証を一時的に行えません。有効期限内の認証は失われません。',
    },
    client_refused: {
      title: '認証局がこの医療機関の接続を受け付けていません',
      detail: 'この画面では解消できません。管理担当部署にお問い合わせください。',
    },
    session_ended: {
      title: '画面の有効時間が過ぎています',
      detail: '電子カルテの画面から、本人認証を開き直してください。',
    },
    outdated: {
      title: '現在の状態を表示できません',
      detail: 'システムが更新されています。電子カルテの画面から、本人認証を開き直してください。',
    },
    unexpected: {
      title: '処理を続けられませんでした',
      detail: '時間をおいて、もう一度お試しください。',
    },
  },
  /** The ways on after a failure. Methods are buttons where they work at this terminal. */
  fallbackMethods: {
    heading: 'そのほかの方法',
    retry: 'もう一度認証する',
    fido: 'FIDO（生体認証）で認証する',
    hpki_card: 'HPKIカードで認証する',
    my_number_card: 'マイナンバーカードで認証する',
    paper: {
      title: '紙の処方箋（引換番号付き）',
      detail: '電子署名は不要です。電子カルテの画面から発行してください。',
    },
  },
  connection: { retrying: 'サーバーとの通信が途切れました。自動で再接続しています…' },
}
