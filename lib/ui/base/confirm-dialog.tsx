'use client'

import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Button } from './button'
import { Phrases } from './phrases'

type ConfirmDialogProps = {
  open: boolean
  heading: string
  detail: string
  confirmLabel: string
  cancelLabel: string
  /** danger when something ends or is removed. */
  tone?: 'primary' | 'danger'
  busy?: boolean
  onConfirm: () => void
  onCancel: () => void
  /** More to fill in, such as a reason. */
  children?: ReactNode
}

/** Asks once more before something that cannot be undone. Native modal dialog: focus is kept inside and given back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, heading, detail, confirmLabel, cancelLabel, tone = 'primary', busy = false, children } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const headingId = useId()
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal()
    if (!open && dialog.current?.open) dialog.current.close()
  }, [open])
  return (
    <dialog
      aria-labelledby={headingId}
      className="m-auto w-[min(28rem,calc(100vw-2rem))] rounded-lg border border-line bg-surface p-6 text-ink shadow-raised"
      onCancel={(event) => {
        event.preventDefault()
        if (!busy) props.onCancel()
      }}
      ref={dialog}
    >
      <div className="grid gap-4">
        <h2 className="text-lg" id={headingId}>
          <Phrases text={heading} />
        </h2>
        <p>
          <Phrases text={detail} />
        </p>
        {children}
        <div className="-mx-6 -mb-6 sticky bottom-0 flex flex-wrap justify-end gap-3 bg-surface px-6 pt-2 pb-6">
          <Button disabled={busy} onClick={props.onCancel} variant="secondary">
            {cancelLabel}
          </Button>
          <Button busy={busy} onClick={props.onConfirm} variant={tone}>
            {confirmLabel}
          </Button>
        </div>
      </div>
    </dialog>
  )
}
