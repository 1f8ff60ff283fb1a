import type { WayOn } from '@/lib/vocabulary/way-on'

/** The ways to a prescription, shown when one of them is closed; the best first. */
export const waysOn: Record<WayOn, string> = {
  retry: '少し待ってから、同じ内容をもう一度送信してください（二重に署名されることはありません）。',
  fido: 'スマートフォンの生体認証（FIDO）で本人認証を行ってください。',
  my_number_card: 'マイナンバーカードと利用者証明用パスワード（数字4桁）で本人認証を行ってください。',
  hpki_card: 'HPKIカードとPINで本人認証を行ってください。',
  paper_registered: '「紙の処方箋（登録あり）」で発行し、引換番号をお渡しください。電子署名は不要です。',
  paper: '紙の処方箋に記名押印または署名をしてお渡しください。',
}
