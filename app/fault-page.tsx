'use client'

import { useSyncExternalStore } from 'react'
import { fault as en } from '@/lib/messages/en/fault'
import { fault as ja } from '@/lib/messages/ja/fault'
import { Button } from '@/lib/ui/base/button'
import { Icon } from '@/lib/ui/base/icon'

/** What a person sees when a page broke: nothing was lost, try again, and the reference that the log carries too. */
export function FaultPage({ reference, onRetry }: { reference: string | undefined; onRetry: () => void }) {
  const language = useSyncExternalStore(neverChanges, pageLanguage, () => 'ja')
  const texts = language === 'en' ? en : ja
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-xl content-center gap-4 p-5">
      <div className="grid justify-items-start gap-4" role="alert">
        <Icon className="size-10 text-caution" name="alert" />
        <h1 className="text-2xl">{texts.title}</h1>
        <p className="text-ink-muted">{texts.detail}</p>
        <Button onClick={onRetry}>{texts.retry}</Button>
        {reference ? (
          <p className="text-ink-muted text-sm">
            {texts.reference}: <span className="font-mono">{reference}</span>
          </p>
        ) : null}
      </div>
    </main>
  )
}

function neverChanges(): () => void {
  return () => {}
}

function pageLanguage(): string {
  const asked = new URLSearchParams(window.location.search).get('lang')
  return asked ?? (document.documentElement.lang || window.navigator.language).slice(0, 2)
}
