import type { ReactNode } from 'react'

type PageHeadingProps = {
  heading: string
  lead?: string
  /** Next to the heading, such as 「08:41:07 時点」. */
  aside?: ReactNode
}

/** The heading of a console page. */
export function PageHeading({ heading, lead, aside }: PageHeadingProps) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
      <div className="grid gap-1">
        <h1 className="text-2xl">{heading}</h1>
        {lead ? <p className="text-ink-muted">{lead}</p> : null}
      </div>
      {aside}
    </div>
  )
}
