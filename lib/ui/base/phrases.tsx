import { Fragment, type ReactNode } from 'react'
import { PHRASE_BREAK } from '@/lib/messages/phrases/phrase-break'

/**
 * A text whose lines end between phrases, in every browser. The server has put the marks (`markedMessagesFor`); a text without
 * marks, such as English or a name, is shown as it is. A phrase longer than the line is still broken.
 */
export function Phrases({ text }: { text: string }) {
  if (!text.includes(PHRASE_BREAK)) return text
  const phrases = text.split(PHRASE_BREAK).map((phrase, place) => ({ phrase, key: `${place} ${phrase}` }))
  return (
    <span className="[overflow-wrap:anywhere] [word-break:keep-all]">
      {phrases.map(({ phrase, key }, place) => (
        <Fragment key={key}>
          {place > 0 ? <wbr /> : null}
          {phrase}
        </Fragment>
      ))}
    </span>
  )
}

/** `Phrases` for a part that is handed texts or elements: a text is broken between its phrases, an element is left as it is. */
export function PhrasesIn({ children }: { children: ReactNode }) {
  return typeof children === 'string' ? <Phrases text={children} /> : children
}
