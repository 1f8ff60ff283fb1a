import { withoutPhraseBreaks } from '@/lib/messages/phrases/phrase-break'

/** Says a change of state to screen readers without moving the focus. Keep it mounted and change `text`. */
export function Announcement({ text, urgent = false }: { text: string; urgent?: boolean }) {
  return (
    <span aria-atomic="true" aria-live={urgent ? 'assertive' : 'polite'} className="sr-only">
      {withoutPhraseBreaks(text)}
    </span>
  )
}
