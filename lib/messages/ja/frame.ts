import type { SignInMethod } from '@/lib/vocabulary/sign-in-method'

/** The iframe inside the EMR (`/embed`): sign-in and badge. Fixed 420×560, so texts are short. */
export const frame = {
  title: 'HPKI 本人認証',
  loading: '準備しています…',
  starting: '認証局に接続しています…',
  username: 'Username',
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
      not_yet_offered: 'この版ではまだ利用できません',
      not_linked: '利用登録が済んでいません',
      authority_down: '認証局に接続できません',
    },
    availableAt: '利用できる場所：{places}',
    lastUsed: '前回使用',
  },
  fido: {
    heading: 'スマートフォンで読み取ってください',
    hint: '登録したスマートフォンのカメラを二次元コードに向けてください。',
    codeLabel: '本人認証用の二次元コード。スマートフォンのカメラで読み取ってください。',
    remaining: '残り {time}',
    remainingLabel: '残り時間は{duration}です',
    back: 'ほかの方法',
  },
  claimed: {
    heading: 'この番号をスマートフォンに入力してください',
    numberLabel: '照合番号 {digits}',
    hint: 'スマートフォンの画面で医療機関名とUsernameを確認し、番号を入力してください。',
    waitingForNumber: 'スマートフォンでの番号の入力を待っています…',
    waiting: 'スマートフォンでの生体認証を待っています…',
    matched: '番号が一致しました。スマートフォンで生体認証を行ってください',
    matchedHint: 'スマートフォンの画面の案内に従って、顔または指紋で認証してください。',
    secondScan: '別のスマートフォンからも読み取りがありました。心当たりがないときは中止してください。',
    cancel: '中止する',
  },
  success: {
    heading: '認証に成功しました',
    expiry: 'アクセストークンの有効期限は {expiresAt} までです。',
    nightDuty: '有効期限が勤務時間中に切れます。早めに再認証すると、期限を延ばせます。',
    closing: 'この画面はまもなく自動的に閉じます。',
    done: '閉じる',
  },
  badge: {
    label: 'HPKI 本人認証の状態',
    signed_in: 'HPKI 有効 残り {time}',
    expiring: 'HPKI まもなく期限 残り {time}',
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
      signOutConfirm: 'すべての端末で認証が終了します。終了しますか。',
      signOutYes: '終了する',
      signOutNo: 'やめる',
      notRegistered: 'スマートフォンの登録またはHPKIカードが必要です。担当部署にお問い合わせください。',
      locked: '安全のため利用を停止しています。担当部署にお問い合わせください。',
      unknown: 'サーバーに接続できません。自動で再接続します。',
    },
  },
  /** How a sign-in ends without success: what happened, whether anything was lost. The next way is the fallback method below. */
  failures: {
    expired: {
      title: '時間切れになりました',
      detail: '二次元コードが読み取られないまま、または承認されないまま時間が過ぎました。',
      lost: '処方の内容は失われていません。',
    },
    denied: {
      title: 'スマートフォンで「違います」が選ばれました',
      detail: '安全のため、この認証を取り消しました。',
      lost: '処方の内容は失われていません。',
    },
    wrong_number: {
      title: '番号が一致しませんでした',
      detail: 'スマートフォンに入力された番号が違うため、この認証を終了しました。',
      lost: '処方の内容は失われていません。',
    },
    cancelled: {
      title: '認証を中止しました',
      detail: 'スマートフォンまたはこの画面で中止されました。',
      lost: '処方の内容は失われていません。',
    },
    rejected: {
      title: '認証できませんでした',
      detail: '読み取ったスマートフォンは、この職員の方のものとして登録されていません。',
      lost: '処方の内容は失われていません。',
    },
    paused: {
      title: '少し待ってから始めてください',
      detail: '短い時間に認証の開始が続いたため、新しい認証を一時的に止めています。',
      lost: '処方の内容は失われていません。',
    },
    not_registered: {
      title: '登録が済んでいません',
      detail: 'この職員コードにHPKIセカンド電子証明書がひも付いていません。担当部署にお問い合わせください。',
      lost: '処方の内容は失われていません。',
    },
    authority_unavailable: {
      title: '認証局に接続できません',
      detail: 'リモート署名のための本人認証を、いまは行えません。有効期限内の認証はそのまま使えます。',
      lost: '処方の内容は失われていません。',
    },
    disconnected: {
      title: '通信が途切れました',
      detail: '自動で再接続しています。',
      lost: '処方の内容は失われていません。',
    },
    session_ended: {
      title: '画面の有効時間が過ぎました',
      detail: '電子カルテの画面から、もう一度本人認証を開いてください。',
      lost: '処方の内容は失われていません。',
    },
    unexpected: {
      title: '処理を続けられませんでした',
      detail: '時間をおいて、もう一度お試しください。',
      lost: '処方の内容は失われていません。',
    },
  },
  /** The fallback methods, offered from the first step that can work here. */
  fallbackMethods: {
    heading: '次の方法',
    retry: 'もう一度',
    fido: { title: 'FIDO（生体認証）', detail: 'スマートフォンで本人認証を行います。' },
    hpki_card: { title: 'HPKIカードで認証', detail: 'カードリーダーのある端末で本人認証を行います。' },
    my_number_card: { title: 'マイナンバーカードで認証', detail: 'カードリーダーのある端末で本人認証を行います。' },
    local_signing: { title: 'HPKIカードで署名（ローカル署名）', detail: '処方箋ごとにHPKIカードとPINで署名します。' },
    paper_registered: {
      title: '紙の処方箋（登録あり）',
      detail: '引換番号を印字した紙の処方箋を発行します。電子署名は不要です。',
    },
    paper: { title: '紙の処方箋', detail: '記名押印または署名した紙の処方箋を発行します。' },
    unavailable: 'いまは使えません',
  },
  connection: { live: '接続中', retrying: '再接続しています…' },
}
