/** Zero width space: a line may end here. Invisible, and ignored by screen readers. */
export const PHRASE_BREAK = '\u200b'

/** The text without its marks, where it is not shown as lines: titles, comparisons, the clipboard. */
export function withoutPhraseBreaks(text: string): string {
  return text.replaceAll(PHRASE_BREAK, '')
}
