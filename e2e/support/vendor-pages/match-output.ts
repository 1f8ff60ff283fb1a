/**
 * Whether a command printed what its page shows. `…` in the page is for any text; spaces and line ends are not compared, because a page
 * folds long answers.
 */
export function isAsShown(printed: string, shown: string): boolean {
  const parts = withoutSpace(shown).split('…').map(quoted)
  return new RegExp(`^${parts.join('[^]*?')}$`).test(withoutSpace(printed))
}

function withoutSpace(text: string): string {
  return text.replaceAll(/\s/g, '')
}

function quoted(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
