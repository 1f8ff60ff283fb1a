import type { ReactNode } from 'react'
import { BrandMark } from './brand-mark'

type PlainPageProps = { brand: string; corner?: ReactNode; children: ReactNode; width?: 'narrow' | 'wide' }

/** A page without navigation: entrance, sign-in, missing page, fault. */
export function PlainPage({ brand, corner, children, width = 'narrow' }: PlainPageProps) {
  return (
    <div
      className={`mx-auto flex min-h-dvh w-full flex-col px-[min(1rem,4vw)] pb-10 sm:px-6 ${width === 'narrow' ? 'max-w-xl' : 'max-w-5xl'}`}
    >
      <header className="flex flex-wrap items-center justify-between gap-x-4 py-3">
        <span className="flex items-center gap-2 font-bold text-lg">
          <BrandMark />
          {brand}
        </span>
        {corner}
      </header>
      <main className="flex flex-1 flex-col gap-8 pt-6 sm:pt-10" id="content">
        {children}
      </main>
    </div>
  )
}
