import type { ReactNode } from 'react'
import { PhrasesIn } from './phrases'

/** Steps to follow, in order. */
export function NumberedList({ items }: { items: readonly { key: string; content: ReactNode }[] }) {
  return (
    <ol className="grid gap-4">
      {items.map(({ key, content }, index) => (
        <li className="flex gap-[min(0.75rem,3vw)]" key={key}>
          <span
            aria-hidden="true"
            className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft font-bold text-accent text-sm tabular-nums"
          >
            {index + 1}
          </span>
          <div className="min-w-0 pt-px">
            <PhrasesIn>{content}</PhrasesIn>
          </div>
        </li>
      ))}
    </ol>
  )
}
