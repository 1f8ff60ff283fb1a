import type { ReactNode } from 'react'
import { Button } from '@/lib/ui/base/button'
import type { SignInTexts } from '../sign-in-texts'
import type { SignInPage } from '../use-sign-in'

type DecisionActionsProps = {
  texts: SignInTexts
  page: SignInPage
  working: boolean
  /** Offer to leave without an alarm: on the first page, and after a failure, to begin again elsewhere. */
  canLeave?: boolean
  children: ReactNode
}

/** The way on, and 「違います」 of the same size and weight below it; on every page, because doubt may come late. */
export function DecisionActions({ texts, page, working, canLeave = false, children }: DecisionActionsProps) {
  return (
    <>
      {children}
      <Button block disabled={working} onClick={page.deny} size="large" variant="danger">
        {texts.context.notMe}
      </Button>
      {canLeave ? (
        <Button block disabled={working} onClick={page.cancel} variant="quiet">
          {texts.context.cancel}
        </Button>
      ) : null}
    </>
  )
}
