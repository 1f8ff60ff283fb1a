import { fill } from '@/lib/messages/fill'
import type { Messages } from '@/lib/messages/messages-for'
import { ButtonLink } from '@/lib/ui/base/button-link'
import { Card } from '@/lib/ui/base/card'
import { Disclosure } from '@/lib/ui/base/disclosure'
import { AccountFacts } from './account-facts'
import { CardCode } from './card-code'
import { PhoneWindowLink } from './phone-window-link'
import type { Demonstration } from './read-demonstration'

type RegisterCardProps = {
  demonstration: Pick<Demonstration, 'notification_cards' | 'phone_url' | 'phone_command'>
  texts: Messages['portal']['landing']['demonstration']['register']
}

/** ① The notification cards as they are printed, and the phones to register with them. */
export function RegisterCard({ demonstration, texts }: RegisterCardProps) {
  const { notification_cards: cards, phone_url: phoneUrl, phone_command: command } = demonstration
  const [first, ...others] = cards
  if (first === undefined) return null
  return (
    <Card heading={texts.heading}>
      <NotificationCard card={first} texts={texts} />
      <p className="text-sm">{texts.lead}</p>
      <PhoneWindowLink href={phoneUrl} label={texts.openPhone} />
      <p className="text-ink-muted text-sm">{texts.phoneHint}</p>
      <ButtonLink block href={first.url} variant="secondary">
        {texts.openCard}
      </ButtonLink>
      <p className="text-ink-muted text-sm">{texts.cardHint}</p>
      <Disclosure summary={texts.command}>
        <code className="wrap-anywhere font-mono text-sm">{command}</code>
      </Disclosure>
      <Disclosure summary={texts.others}>
        <div className="grid gap-6">
          {others.map((card) => (
            <NotificationCard card={card} key={card.url} texts={texts} />
          ))}
        </div>
      </Disclosure>
    </Card>
  )
}

type NotificationCardProps = { card: Demonstration['notification_cards'][number]; texts: RegisterCardProps['texts'] }

function NotificationCard({ card: { holder, url, password }, texts }: NotificationCardProps) {
  return (
    <div className="grid gap-3">
      <AccountFacts name={holder} facts={[{ term: texts.cardPassword, value: password }]} />
      <CardCode label={fill(texts.code, { name: holder })} url={url} />
    </div>
  )
}
