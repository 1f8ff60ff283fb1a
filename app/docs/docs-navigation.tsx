import type { ReactNode } from 'react'

export type DocsLink = { href: string; text: string; isCurrent?: boolean; links?: readonly DocsLink[] }

type DocsNavigationProps = { label: string; links: readonly DocsLink[]; children: ReactNode }

/** The pages of the reference and the places of this one: next to the text, on a narrow screen a list that opens before it. */
export function DocsNavigation({ label, links, children }: DocsNavigationProps) {
  return (
    <div className="grid gap-6 lg:grid-cols-[15rem_minmax(0,1fr)]">
      <details className="rounded-md border border-line bg-surface px-3 py-2 lg:hidden">
        <summary className="min-h-11 content-center font-bold">{label}</summary>
        <nav aria-label={label}>
          <LinkList links={links} />
        </nav>
      </details>
      <nav
        aria-label={label}
        className="hidden max-h-dvh self-start overflow-y-auto py-1 text-sm lg:sticky lg:top-0 lg:block"
      >
        <LinkList links={links} />
      </nav>
      <div className="flex min-w-0 flex-col gap-8">{children}</div>
    </div>
  )
}

function LinkList({ links }: { links: readonly DocsLink[] }) {
  return (
    <ul className="grid gap-1 [&_ul]:border-line [&_ul]:border-l [&_ul]:pl-3">
      {links.map(({ href, text, isCurrent = false, links: inner = [] }) => (
        <li className="grid min-w-0 gap-1" key={href}>
          <a
            aria-current={isCurrent ? 'page' : undefined}
            className={`wrap-anywhere py-1 ${isCurrent ? 'font-bold' : ''}`}
            href={href}
          >
            {text}
          </a>
          {inner.length > 0 && <LinkList links={inner} />}
        </li>
      ))}
    </ul>
  )
}
