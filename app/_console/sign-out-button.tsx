'use client'

import { useState } from 'react'
import type { Locale } from '@/lib/messages/locale'
import { Button } from '@/lib/ui/base/button'
import type { Side } from '@/lib/vocabulary/settings/side'
import { signOutOfConsole } from './console-auth'

type SignOutButtonProps = { side: Side; label: string; failed: string; leaveTo: string; locale: Locale }

/** Ends the session on the server, then leaves the page; when the server did not answer it says so and stays. */
export function SignOutButton({ side, label, failed, leaveTo, locale }: SignOutButtonProps) {
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const signOut = async () => {
    setState('busy')
    const answer = await signOutOfConsole(side, locale)
    if (answer.ok) location.assign(leaveTo)
    else setState('failed')
  }
  return (
    <>
      <Button busy={state === 'busy'} onClick={signOut} variant="secondary">
        {label}
      </Button>
      <span className="font-bold text-danger empty:hidden" role="alert">
        {state === 'failed' ? failed : ''}
      </span>
    </>
  )
}
