'use client'

import { useState } from 'react'
import { Button } from './button'
import { Icon } from './icon'
import { Phrases } from './phrases'

type CopyButtonProps = { text: string; label: string; copiedLabel: string; block?: boolean }

/** Copies a text. Where the browser forbids it, the label stays as it is, so show the text nearby as well. */
export function CopyButton({ text, label, copiedLabel, block = false }: CopyButtonProps) {
  const [copied, setCopied] = useState(false)
  const copy = () =>
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <>
      <Button block={block} onClick={copy} variant="secondary">
        <Icon name={copied ? 'check' : 'copy'} />
        <Phrases text={copied ? copiedLabel : label} />
      </Button>
      <span aria-live="polite" className="sr-only">
        <Phrases text={copied ? copiedLabel : ''} />
      </span>
    </>
  )
}
