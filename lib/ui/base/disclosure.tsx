import type { ReactNode } from 'react'
import { Icon } from './icon'
import { Phrases } from './phrases'

/** Something that only some people need to read. Native `details`, no script. */
export function Disclosure({ summary, open, children }: { summary: string; open?: boolean; children: ReactNode }) {
  return (
    <details className="group rounded-md border border-line bg-surface" open={open}>
      <summary className="flex min-h-11 list-none items-center justify-between gap-2 rounded-md px-4 py-2 font-bold hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <Phrases text={summary} />
        <Icon
          className="size-5 shrink-0 text-ink-muted transition-transform group-open:rotate-180"
          name="chevron_down"
        />
      </summary>
      <div className="border-line border-t p-[min(1rem,4vw)]">{children}</div>
    </details>
  )
}
