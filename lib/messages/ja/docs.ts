/** `/docs` (APIs), `/docs/errors` (error codes) and `/docs/findings` (codes of verdicts), for developers who integrate an EMR. */
export const docs = {
  pageTitle: 'APIの仕様',
  heading: 'APIの仕様',
  lead: 'このサーバーで動いているプログラムから生成したOpenAPI 3.1の文書です。各項目の説明は英語で書かれています。',
  contents: '目次',
  backToEntrance: 'トップ',
  /** Description of this service in the CSC API's `info`. */
  signingService: {
    name: 'Shomei',
    description: '医師・歯科医師・薬剤師の電子証明書（HPKIセカンド電子証明書）によるリモート署名',
  },
  parts: {
    emr: {
      title: '電子カルテ用API',
      detail:
        '電子カルテのサーバーが医療機関のポータルを呼び出すAPIです。client_credentialsで取得したBearerトークン（15分以内）を使います。',
    },
    facility: {
      title: '医療機関の画面用API',
      detail: '電子カルテに組み込む画面（iframe）と管理画面が使うAPIです。電子カルテから直接呼び出す必要はありません。',
    },
    authority: {
      title: '認証局のAPI',
      detail:
        'スマートフォンのブラウザと、OAuthクライアントとしての医療機関が使うAPIです。クライアント認証はprivate_key_jwtで行います。',
    },
    csc2: {
      title: 'CSC API v2（リモート署名）',
      detail:
        'Cloud Signature Consortium API v2.0です。当日の本人認証で発行されたアクセストークンで、文書のハッシュ値に署名します。エラーの文言は標準のとおりです。',
    },
    csc1: {
      title: 'CSC API v1（リモート署名）',
      detail: 'Cloud Signature Consortium API v1.0です。v2に対応していない署名クライアントのために提供しています。',
    },
  },
  download: 'OpenAPIの文書（JSON）',
  collection: 'Postmanコレクション（JSON）',
  refusals: '返されるエラーコード',
  example: '例',
  command: 'コマンドの例（$TOKENはBearerトークン）',
  tryIt: {
    heading: '試してみる',
    note: 'このテスト環境に実際に送信します。入力した内容はこのページにだけ保持され、保存されません。',
    address: 'アドレス',
    token: 'Bearerトークン',
    body: '本文',
    send: '送信する',
    sending: '送信中',
    noAnswer: '応答がありませんでした',
    headers: '応答ヘッダー',
  },
  authentication: '認証',
  noAuthentication: 'なし（Cookieまたは本文の値で確認）',
  parameters: 'パラメーター',
  body: '本文',
  answers: '応答',
  schemas: 'データの形',
  required: '必須',
  optional: '任意',
  columns: { field: '項目', type: '型', required: '必須', detail: '説明' },
  errorsLink: 'エラーコード一覧',
  errorsTitle: 'エラーコード一覧',
  errorsLead:
    'JSON APIが返す問題文書（RFC 9457）のcodeの一覧です。処理の分岐にはcodeだけを使ってください。文面は変わることがあります。{…}には応答ごとの値が入ります。',
  errorColumns: { code: 'コード', status: 'ステータス', meaning: '内容', next: '次にすること' },
  findings: {
    title: '署名検証の結果コード一覧',
    lead: '署名検証のAPI（documents/verify）が返すコードの一覧です。処理の分岐にはresultとcodeだけを使ってください。文面は変わることがあります。有効（VALID）と確認できない文書で調剤しないでください。',
    link: '署名検証の結果コード一覧',
    results: '検証結果',
    rules: '検出事項（規則 {rule}）',
    causes: {
      pki: '原因：証明書・失効情報',
      hpki: '原因：HPKI証明書の要件',
      timestamp: '原因：タイムスタンプ',
    },
    columns: { code: 'コード', result: '結果', meaning: '内容', next: '次にすること', clause: '根拠' },
  },
}
