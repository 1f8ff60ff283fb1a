import { messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import { ButtonLink } from '@/lib/ui/base/button-link'
import { PlainPage } from '@/lib/ui/base/plain-page'

export default async function NotFound() {
  const { portal } = messagesFor(await requestLocale())
  return (
    <PlainPage brand={portal.productName}>
      <div className="grid justify-items-start gap-4">
        <title>{`${portal.notFound.title} – ${portal.productName}`}</title>
        <h1 className="text-2xl">{portal.notFound.title}</h1>
        <p className="text-ink-muted">{portal.notFound.detail}</p>
        <ButtonLink href="/" variant="secondary">
          {portal.notFound.home}
        </ButtonLink>
      </div>
    </PlainPage>
  )
}
