import { fill } from '@/lib/messages/fill'
import { ConfirmDialog } from '@/lib/ui/base/confirm-dialog'
import { livePhones } from './live-phones'
import { PhoneChoice } from './phone-choice'
import type { ViewProps } from './view-props'

/** Asks once more before something that cannot be taken back. */
export function AskDialogs({ texts, page, state }: ViewProps<'open'>) {
  const { asking, doing } = state
  const phones = livePhones(state.page)
  const asked = {
    busy: doing !== null,
    onCancel: page.withdraw,
    onConfirm: () => {
      if (asking) page.carryOut(asking)
    },
    tone: 'danger' as const,
  }
  const phoneId = asking !== null && 'id' in asking ? asking.id : ''
  const { removeConfirm } = texts.phones
  const { endAllConfirm } = texts.tokens
  const { confirm: lossConfirm } = texts.loss
  return (
    <>
      <ConfirmDialog
        {...asked}
        cancelLabel={endAllConfirm.cancel}
        confirmLabel={endAllConfirm.submit}
        detail={endAllConfirm.detail}
        heading={endAllConfirm.heading}
        open={asking?.kind === 'end_all_tokens'}
      />
      <ConfirmDialog
        {...asked}
        cancelLabel={removeConfirm.cancel}
        confirmLabel={removeConfirm.submit}
        detail={removeConfirm.detail}
        heading={fill(removeConfirm.heading, { name: phones.find(({ id }) => id === phoneId)?.name ?? '' })}
        open={asking?.kind === 'remove_phone'}
      />
      <ConfirmDialog
        {...asked}
        cancelLabel={lossConfirm.cancel}
        confirmLabel={lossConfirm.submit}
        detail={lossConfirm.detail}
        heading={lossConfirm.heading}
        open={asking?.kind === 'report_loss'}
      >
        <PhoneChoice
          legend={texts.loss.choose}
          onChange={(id) => page.ask({ kind: 'report_loss', id })}
          phones={phones}
          thisPhone={texts.phones.thisPhone}
          value={phoneId}
        />
      </ConfirmDialog>
    </>
  )
}
