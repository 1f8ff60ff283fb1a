import type { ReactNode } from 'react'
import { BrandMark } from '../base/brand-mark'

export type ConsoleLink = { href: string; label: string; current: boolean }

type ConsoleShellProps = {
  brand: string
  skipLabel: string
  navigationLabel: string
  links: readonly ConsoleLink[]
  /** Who is signed in, language, sign-out. */
  corner?: ReactNode
  children: ReactNode
}

/** What is around a page of a console, on a wide screen that also works on a narrow one. */
export function ConsoleShell(props: ConsoleShellProps) {
  const { brand, skipLabel, navigationLabel, links, corner, children } = props
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        className="sr-only focus:not-sr-only focus:absolute focus:z-10 focus:m-2 focus:rounded-md focus:bg-surface focus:p-3"
        href="#content"
      >
        {skipLabel}
      </a>
      <header className="border-line border-b bg-surface">
        <div className="mx-auto flex w-full max-w-7xl flex-wrap items-center gap-x-6 gap-y-1 px-4 py-1.5 sm:px-6">
          <span className="flex items-center gap-2 font-bold">
            <BrandMark className="size-7 shrink-0" />
            {brand}
          </span>
          <nav aria-label={navigationLabel} className="flex flex-1 basis-full flex-wrap gap-1 sm:basis-auto">
            {links.map(({ href, label, current }) => (
              <a
                aria-current={current ? 'page' : undefined}
                className="grid min-h-11 content-center whitespace-nowrap rounded-md px-3 text-ink-muted no-underline hover:bg-sunken aria-[current=page]:font-bold aria-[current=page]:text-accent"
                href={href}
                key={href}
              >
                {label}
              </a>
            ))}
          </nav>
          <div className="flex flex-wrap items-center gap-2 text-sm">{corner}</div>
        </div>
      </header>
      <main className="mx-auto flex w-full max-w-7xl flex-1 flex-col gap-6 px-4 py-6 sm:px-6" id="content">
        {children}
      </main>
    </div>
  )
}
