import type { ReactNode } from 'react'
import { Phrases, PhrasesIn } from './phrases'

export type Fact = { term: string; value: ReactNode }

/** Names and values, such as who, where and when; one pair per line, aligned where there is room. A value keeps its direction of writing to itself, and does not decide that of its line. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid divide-y divide-line">
      {facts.map(({ term, value }) => (
        <div
          className="grid gap-x-4 py-2.5 first:pt-0 last:pb-0 min-[22rem]:grid-cols-[minmax(6.5em,1fr)_2fr]"
          key={term}
        >
          <dt className="text-ink-muted text-sm leading-7">
            <Phrases text={term} />
          </dt>
          <dd className="wrap-anywhere min-w-0 font-bold">
            <bdi dir="ltr">
              <PhrasesIn>{value}</PhrasesIn>
            </bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}
