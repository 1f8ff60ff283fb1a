import type { ReactNode } from 'react'
import { Phrases } from './phrases'

/** A group of things that belong together. With a heading it is a section of the page's outline. */
export function Card({ heading, children }: { heading?: string; children: ReactNode }) {
  return (
    <section className="grid gap-4 rounded-lg border border-line bg-surface p-[min(1.25rem,5vw)] shadow-card sm:p-6">
      {heading ? (
        <h2 className="text-lg">
          <Phrases text={heading} />
        </h2>
      ) : null}
      {children}
    </section>
  )
}
