'use client'

import type { MouseEvent } from 'react'
import { ButtonLink } from '@/lib/ui/base/button-link'

const features = 'popup,noopener,width=820,height=740'

/** Opens the phone in the browser in a window of its own, next to this one; without script in a tab. */
export function PhoneWindowLink({ href, label }: { href: string; label: string }) {
  const open = (event: MouseEvent) => {
    event.preventDefault()
    window.open(href, '_blank', features)
  }
  return (
    <ButtonLink block href={href} onClick={open} rel="noopener" target="_blank">
      {label}
    </ButtonLink>
  )
}
