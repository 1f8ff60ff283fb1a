import type { Profession } from '@/lib/vocabulary/profession'

/** Help shared by every page that a phone opens: what to do when the browser or the phone is not ready. */
export const phone = {
  platformTabs: { ios: 'iPhone', android: 'Android' },
  inAppBrowser: {
    heading: 'Safari または Chrome で開き直してください',
    detail: 'アプリの中のブラウザで開かれているため、生体認証を利用できません。',
    nothingLost: '通知カードは無効になっておらず、パスワードの入力回数には含まれません。',
    ios: [
      '画面の端にある「…」または共有ボタンをタップしてください。',
      '「Safariで開く」または「ブラウザで開く」を選んでください。',
      '見当たらないときは下の「リンクをコピー」をタップし、Safariのアドレス欄に貼り付けてください。',
    ],
    android: [
      '画面の右上にある「︙」をタップしてください。',
      '「Chromeで開く」または「ブラウザで開く」を選んでください。',
      '見当たらないときは下の「リンクをコピー」をタップし、Chromeのアドレス欄に貼り付けてください。',
    ],
    copyLink: 'リンクをコピー',
    copied: 'コピーしました',
    openInChrome: 'Chromeで開く',
    openInBrowser: 'ブラウザで開き直す',
    scanAgain: {
      heading: '標準のカメラで読み取り直してください',
      detail:
        'アプリの中のブラウザで開かれているため、生体認証を利用できません。この読み取りで二次元コードは無効になっていません。',
      ios: [
        'このアプリを閉じ、iPhoneの「カメラ」を開いてください。',
        '二次元コードに向け、表示された黄色いリンクをタップしてください。Safariで開きます。',
      ],
      android: [
        'このアプリを閉じ、「カメラ」または「Googleレンズ」を開いてください。',
        '二次元コードに向け、表示されたリンクをタップしてください。Chromeで開きます。',
      ],
    },
  },
  /** Next to a ceremony without a result, because an app's browser cannot always be recognised before. */
  browserHelp: {
    summary: {
      ios: '確認の画面が表示されない場合は、Safariで開いてください',
      android: '確認の画面が表示されない場合は、Chromeで開いてください',
    },
    detail: 'アプリの中のブラウザでは、指紋や顔の確認に進めないことがあります。',
    ownPage: {
      ios: [
        '下の「リンクをコピー」をタップしてください。',
        'Safariを開き、アドレス欄に貼り付けてください。マイページで、有効な認証を終了できます。',
      ],
      android: [
        '下の「リンクをコピー」をタップしてください。',
        'Chromeを開き、アドレス欄に貼り付けてください。マイページで、有効な認証を終了できます。',
      ],
    },
    startAgain: {
      ios: [
        '「キャンセル」をタップしてください。',
        '電子カルテの画面で、本人認証をもう一度始めてください。',
        'iPhoneの「カメラ」を開いて二次元コードに向け、表示された黄色いリンクをタップしてください。Safariで開きます。',
      ],
      android: [
        '「キャンセル」をタップしてください。',
        '電子カルテの画面で、本人認証をもう一度始めてください。',
        '「カメラ」または「Googleレンズ」を開いて二次元コードに向け、表示されたリンクをタップしてください。Chromeで開きます。',
      ],
    },
  },
  noScreenLock: {
    heading: '画面ロックを設定してください',
    detail: '生体認証を使うには、スマートフォンの画面ロック（指紋・顔・パスコード）の設定が必要です。',
    nothingLost: '通知カードは無効になっていません。設定を終えたら、このページに戻って続けられます。',
    ios: [
      '「設定」を開き、「Face IDとパスコード」または「Touch IDとパスコード」をタップしてください。',
      '「パスコードをオンにする」でパスコードを決め、顔または指紋を登録してください。',
      '「設定」の一番上の名前から「iCloud」→「パスワードとキーチェーン」を開き、オンにしてください。',
    ],
    android: [
      '「設定」を開き、「セキュリティ」（機種により「セキュリティとプライバシー」「ロック画面」）をタップしてください。',
      '「画面ロック」でPINまたはパスワードを決めてください。',
      '「指紋」または「顔認証」を登録してください。',
    ],
    checkAgain: 'もう一度確認する',
  },
  outdated: {
    heading: 'ソフトウェアの更新が必要です',
    detail: 'お使いのOSまたはブラウザが古いため、生体認証を利用できません。',
    ios: ['「設定」→「一般」→「ソフトウェアアップデート」で、iOS 16以降に更新してください。'],
    android: [
      '「設定」→「システム」→「ソフトウェア アップデート」で、Android 9以降に更新してください。',
      'Playストアで「Chrome」と「Google Play開発者サービス」を更新してください。',
    ],
    checkAgain: 'もう一度確認する',
  },
  notAPhone: {
    heading: 'スマートフォンで開いてください',
    detail: 'この端末では生体認証を利用できません。本人認証に使うスマートフォンで開いてください。',
  },
  noScript: 'このページを使うには、ブラウザの設定でJavaScriptを有効にしてください。',
  reference: '問い合わせ番号',
  qualifications: { physician: '医師', dentist: '歯科医師', pharmacist: '薬剤師' } satisfies Record<Profession, string>,
  offline: {
    heading: '通信できません',
    detail: '電波の届く場所で、もう一度お試しください。',
    retry: '再試行',
  },
}
