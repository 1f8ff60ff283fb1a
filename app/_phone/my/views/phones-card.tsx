import { isolateText } from '@/lib/kernel/display-text'
import { formatDateTime } from '@/lib/messages/date-time'
import { withoutPhraseBreaks } from '@/lib/messages/phrases/phrase-break'
import { Button } from '@/lib/ui/base/button'
import { Card } from '@/lib/ui/base/card'
import { FactList } from '@/lib/ui/base/fact-list'
import { Icon } from '@/lib/ui/base/icon'
import { Phrases } from '@/lib/ui/base/phrases'
import { StatusPill } from '@/lib/ui/base/status-pill'
import type { MyPhone } from '../my-api'
import { livePhones } from './live-phones'
import type { ViewProps } from './view-props'

/** The holder's phones: name, last use, whether its key is synced, and which one this is. */
export function PhonesCard(props: ViewProps<'open'>) {
  const { texts, state } = props
  const phones = livePhones(state.page)
  return (
    <Card heading={texts.phones.heading}>
      {phones.length === 0 ? (
        <p className="text-ink-muted">
          <Phrases text={texts.phones.empty} />
        </p>
      ) : null}
      <ul className="grid gap-5 divide-y divide-line empty:hidden">
        {phones.map((phone) => (
          <li className="grid gap-3 not-last:pb-5" key={phone.id}>
            <PhoneRow {...props} phone={phone} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function PhoneRow({ shell, texts, page, state, phone }: ViewProps<'open'> & { phone: MyPhone }) {
  const { phones: text } = texts
  const at = (instant: string) => formatDateTime(new Date(instant), shell.locale)
  return (
    <>
      <h3 className="flex flex-wrap items-center gap-2 text-base">
        <Icon className="size-6 shrink-0 text-accent" name="phone" />
        <bdi>{phone.name}</bdi>
        {phone.this_phone ? <StatusPill icon="check" text={text.thisPhone} tone="progress" /> : null}
      </h3>
      <FactList
        facts={[
          { term: text.lastUsed, value: phone.last_used_at === null ? text.neverUsed : at(phone.last_used_at) },
          { term: text.registeredAt, value: at(phone.created_at) },
          { term: text.key, value: phone.synced ? text.synced : text.deviceBound },
        ]}
      />
      <Button
        aria-label={`${withoutPhraseBreaks(text.remove)}: ${isolateText(phone.name)}`}
        disabled={state.doing !== null}
        onClick={() => page.ask({ kind: 'remove_phone', id: phone.id })}
        variant="secondary"
      >
        {text.remove}
      </Button>
    </>
  )
}
