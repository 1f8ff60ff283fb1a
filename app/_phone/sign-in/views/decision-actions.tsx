import { type ReactNode, useState } from 'react'
import { Button } from '@/lib/ui/base/button'
import { ConfirmDialog } from '@/lib/ui/base/confirm-dialog'
import type { SignInTexts } from '../sign-in-texts'
import type { SignInPage } from '../use-sign-in'

type DecisionActionsProps = { texts: SignInTexts; page: SignInPage; working: boolean; children?: ReactNode }

/**
 * The way on, if it is a button, and below it the two ways out, on every page, because doubt may come late. To deny is easy but not
 * accidental: it is asked once more (RFC 10027, user experience).
 */
export function DecisionActions({ texts, page, working, children }: DecisionActionsProps) {
  const [asking, setAsking] = useState(false)
  const { context, decline } = texts
  const ask = () => {
    page.doubt()
    setAsking(true)
  }
  return (
    <>
      {children}
      <div className="flex flex-wrap gap-3">
        <span className="flex-[2_1_6rem]">
          <Button block disabled={working} onClick={page.cancel} variant="quiet">
            {context.cancel}
          </Button>
        </span>
        <span className="flex-[3_1_9rem]">
          <Button block disabled={working} onClick={ask} variant="secondary">
            {context.notMe}
          </Button>
        </span>
      </div>
      <ConfirmDialog
        cancelLabel={decline.back}
        confirmLabel={decline.confirm}
        detail={decline.detail}
        heading={decline.heading}
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          page.deny()
        }}
        open={asking}
        tone="danger"
      />
    </>
  )
}
