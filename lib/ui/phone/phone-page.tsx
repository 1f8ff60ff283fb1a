import type { ReactNode } from 'react'
import { BrandMark } from '../base/brand-mark'
import { classNames } from '../base/class-names'

type PhonePageProps = {
  brand: string
  /** Such as a language switch. */
  corner?: ReactNode
  /** Such as `Steps`. */
  progress?: ReactNode
  children: ReactNode
  /** The one or two buttons of the page: at the lower edge, in reach of the thumb. */
  actions?: ReactNode
  /** Less room between the parts, for a page that shows much at once. */
  dense?: boolean
}

/**
 * A page held in one hand: one decision, buttons at the bottom. Where the content is longer than the screen, it scrolls
 * behind the buttons, which stay in view (decision 0062); on a screen too low for that, such as a phone held sideways, they follow it.
 */
export function PhonePage({ brand, corner, progress, children, actions, dense = false }: PhonePageProps) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-md flex-col px-[min(1rem,4vw)] sm:px-6">
      <header className="flex min-h-15 short:min-h-11 flex-wrap items-center justify-between gap-x-2 short:py-0 py-2">
        <span className="flex items-center gap-2 font-bold">
          <BrandMark className="size-7 shrink-0" />
          {brand}
        </span>
        {corner}
      </header>
      {progress ? <div className="pt-1 short:pt-0 short:pb-2 pb-4">{progress}</div> : null}
      <main className="flex flex-1 flex-col" id="content">
        <div
          className={classNames(
            'flex flex-1 flex-col short:pt-1 pt-2',
            dense ? 'gap-2.5 short:gap-1.5 short:pt-0 pb-2' : 'gap-5 short:gap-3 short:pb-3 pb-6',
          )}
        >
          {children}
        </div>
        {actions ? (
          <div
            className="-mx-[min(0.5rem,2vw)] relative tall:sticky bottom-0 grid gap-3 short:gap-2 bg-canvas px-[min(0.5rem,2vw)] pt-2 pb-[max(0.75rem,env(safe-area-inset-bottom))] before:pointer-events-none before:absolute before:inset-x-0 before:bottom-full before:h-3 before:bg-linear-to-t before:from-canvas"
            data-actions
          >
            {actions}
          </div>
        ) : null}
      </main>
    </div>
  )
}
