import type { HelperTexts } from './helper-texts'

export const ja: HelperTexts = {
  settingsRight: '設定に問題はありません。',
  settingsWrong: '設定に誤りがあります。',
  cardsNotSupported: 'このバージョンはカードの読み取りに対応していません。設定の確認だけができます。',
  errors: {
    'helper.no_pcsc': 'スマートカードサービスが利用できません。情報システム担当者に連絡してください。',
    'helper.no_reader': 'カードリーダーが接続されていません。接続を確認してください。',
    'helper.no_card': 'カードをカードリーダーにセットしてください。',
    'helper.card_unknown': 'このカードは利用できません。HPKIカードまたはマイナンバーカードをセットしてください。',
    'helper.card_removed': 'カードが取り外されました。もう一度セットしてください。',
    'helper.card_in_use': '別のソフトウェアがカードを使用しています。終了してから、もう一度お試しください。',
    'helper.pin_wrong': 'PINが正しくありません。',
    'helper.pin_blocked': 'PINがロックされています。カードの発行元の窓口で解除してください。',
    'helper.cancelled': '操作が取り消されました。',
    'helper.timed_out': '時間内に操作が完了しませんでした。もう一度お試しください。',
    'helper.busy': '別の操作を処理しています。終わってから、もう一度お試しください。',
    'helper.origin_refused': 'このサイトからの接続は許可されていません。',
    'helper.message_malformed': '受信した内容が正しくありません。',
    'helper.version_unsupported': 'バージョンが対応していません。情報システム担当者に連絡してください。',
    'helper.internal': '処理中に問題が発生しました。もう一度お試しください。',
  },
}
