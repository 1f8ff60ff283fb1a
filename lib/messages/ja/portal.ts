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
    lead: '医師・歯科医師・薬剤師が一日一度、スマートフォンやHPKIカードで本人であることを示すと、その日の電子処方箋にHPKIの電子署名を付与できるようになります。',
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
    startHeading: 'はじめる',
    links: {
      register: { title: 'スマートフォンを登録する', detail: '通知カードの二次元コードとパスワードを使います。' },
      my: { title: 'マイページ', detail: '登録したスマートフォンと有効な認証を確認します。' },
      console: { title: '管理画面', detail: '「今日の認証」で職員の認証の状況を確認します。' },
      api: { title: 'APIの仕様', detail: '電子カルテから利用するAPIの一覧（OpenAPI 3.1）です。' },
    },
    demonstration: {
      heading: 'デモンストレーション',
      notice: '登場する人物・医療機関はすべて架空です。実際のHPKI証明書は使用していません。',
      registerHeading: 'スマートフォンの登録をためす',
      cardHolder: '通知カードの名義',
      cardPassword: 'パスワード',
      openCard: '通知カードを開く',
      emrHeading: '電子カルテで本人認証をためす',
      openEmr: 'テスト用電子カルテを開く',
      consoleHeading: '管理画面をためす',
      openConsole: '管理画面を開く',
      facilityCode: '医療機関コード',
      staffCode: '職員コード',
      password: 'パスワード',
      noPhone: 'スマートフォンがお手元にないときは、次のコマンドで仮想のスマートフォンを起動できます。',
    },
  },
}
