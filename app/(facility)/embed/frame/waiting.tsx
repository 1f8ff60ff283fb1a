import { Phrases } from '@/lib/ui/base/phrases'
import { Spinner } from '@/lib/ui/base/spinner'

/** Something is under way; its text is read out. */
export function Waiting({ text }: { text: string }) {
  return (
    <div className="grid flex-1 place-content-center justify-items-center gap-3 text-ink-muted" role="status">
      <Spinner />
      <p>
        <Phrases text={text} />
      </p>
    </div>
  )
}
