/** Shown when a page breaks. Both languages travel to the browser, because the server may be what failed: keep it small. */
export const fault = {
  title: '一時的に表示できません',
  detail: '処理の途中で問題が起きました。少し待ってから、もう一度お試しください。',
  retry: 'もう一度試す',
  reference: '問い合わせ番号',
}
