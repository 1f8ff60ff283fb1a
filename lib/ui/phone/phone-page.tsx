import type { ReactNode } from 'react'
import { BrandMark } from '../base/brand-mark'

type PhonePageProps = {
  brand: string
  /** Such as a language switch. */
  corner?: ReactNode
  /** Such as `Steps`. */
  progress?: ReactNode
  children: ReactNode
  /** The one or two buttons of the page: at the lower edge, in reach of the thumb, never covering what is above. */
  actions?: ReactNode
}

/** A page held in one hand: one decision, buttons at the bottom. Nothing is fixed, so 200 % text still fits. */
export function PhonePage({ brand, corner, progress, children, actions }: PhonePageProps) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-md flex-col px-[min(1rem,4vw)] pb-[max(1.25rem,env(safe-area-inset-bottom))] sm:px-6">
      <header className="flex flex-wrap items-center justify-between gap-x-2 py-2 min-h-15">
        <span className="flex items-center gap-2 font-bold">
          <BrandMark className="size-7 shrink-0" />
          {brand}
        </span>
        {corner}
      </header>
      {progress ? <div className="pt-1 pb-4">{progress}</div> : null}
      <main className="flex flex-1 flex-col" id="content">
        <div className="flex flex-1 flex-col gap-5 pt-2 pb-6">{children}</div>
        {actions ? <div className="grid gap-3 pt-2">{actions}</div> : null}
      </main>
    </div>
  )
}
