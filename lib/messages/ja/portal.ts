/** Shell of every page and the landing page: language, missing page, fault, what runs here. */
export const portal = {
  productName: 'Shomei',
  tagline: '電子処方箋のための本人認証ポータル',
  skipToContent: '本文へ移動',
  languageLabel: '表示言語',
  languages: { ja: '日本語', en: 'English' },
  notFound: {
    title: 'ページが見つかりません',
    detail: 'アドレスが間違っているか、このサーバーでは提供していないページです。',
    home: 'トップへ戻る',
  },
  landing: {
    lead: '医師・歯科医師・薬剤師が一日一度、スマートフォンで本人認証を行うと、その日の電子処方箋にHPKIの電子署名を付与できるようになります。',
    runsHere: 'このサーバーの役割',
    roles: {
      all: {
        title: '認証局と医療機関の両方',
        detail: '1台で両方の役割を受け持っています（評価・デモンストレーション向け）。',
      },
      authority: {
        title: '認証局',
        detail: '通知カード、スマートフォンの登録、本人認証、アクセストークンを受け持ちます。',
      },
      facility: { title: '医療機関', detail: '電子カルテへの組み込み、職員と端末、認証の状況の表示を受け持ちます。' },
    },
    startHeading: 'ページ一覧',
    links: {
      register: { title: 'スマートフォンを登録する', detail: '通知カードの二次元コードとパスワードを使います。' },
      my: { title: 'マイページ', detail: '登録したスマートフォンと有効なアクセストークンを確認します。' },
      console: { title: '管理画面', detail: '「本日の認証状況」で職員の認証状況を確認します。' },
      api: { title: 'APIの仕様', detail: '電子カルテから利用するAPIの一覧（OpenAPI 3.1）です。' },
    },
    demonstration: {
      heading: '試してみる',
      notice: '登場する人物・医療機関はすべて架空です。実際のHPKI証明書は使用していません。',
      register: {
        heading: '① 登録',
        lead: '通知カードの二次元コードをスマートフォンで読み取り、パスワードを入力して、生体認証を登録します。',
        code: '{name} 様の通知カードの二次元コード',
        cardPassword: 'パスワード',
        openPhone: 'ブラウザの中のスマートフォンを開く',
        phoneHint:
          'スマートフォンがなくても、このパソコンのブラウザだけで最後まで試せます。開いたウィンドウで、この画面の二次元コードを読み取ってください。',
        openCard: 'この端末の生体認証で登録する',
        cardHint: 'Touch ID や Windows Hello などの生体認証がある端末で利用できます。',
        command: 'コマンドで起動する場合',
        others: 'ほかの通知カード',
      },
      signIn: {
        heading: '② 認証',
        lead: '電子カルテにログインして「国家資格認証」を押し、表示された二次元コードを登録したスマートフォンで読み取ります。',
        open: 'テスト用電子カルテを開く',
        others: 'ほかの利用者',
      },
      manage: {
        heading: '③ 管理',
        lead: '医療機関の管理画面で、本日の認証状況を確認します。',
        open: '医療機関の管理画面を開く',
        authorityLead: '認証局の管理画面では、担当者のアカウントを確認します。',
        openAuthority: '認証局の管理画面を開く',
        operatorCode: '担当者コード',
      },
      facilityCode: '医療機関コード',
      staffCode: '職員コード',
      password: 'パスワード',
    },
  },
}
