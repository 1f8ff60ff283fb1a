import { Button } from '@/lib/ui/base/button'
import { Card } from '@/lib/ui/base/card'
import { Phrases } from '@/lib/ui/base/phrases'
import { livePhones } from './live-phones'
import type { ViewProps } from './view-props'

/** Reporting a loss ends everything at once; the phone that was lost is rarely the one in the hand. */
export function LossCard({ texts, page, state }: ViewProps<'open'>) {
  const phones = livePhones(state.page)
  const likely = phones.find((phone) => !phone.this_phone) ?? phones[0]
  if (likely === undefined) return null
  return (
    <Card heading={texts.loss.heading}>
      <p className="text-sm">
        <Phrases text={texts.loss.detail} />
      </p>
      <Button
        disabled={state.doing !== null}
        onClick={() => page.ask({ kind: 'report_loss', id: likely.id })}
        variant="danger"
      >
        {texts.loss.submit}
      </Button>
    </Card>
  )
}
