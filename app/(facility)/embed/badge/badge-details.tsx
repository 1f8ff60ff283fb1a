import { useEffect, useRef, useState } from 'react'
import { formatDateTime } from '@/lib/messages/date-time'
import type { Locale } from '@/lib/messages/locale'
import type { Messages } from '@/lib/messages/messages-for'
import { Button } from '@/lib/ui/base/button'
import { Phrases } from '@/lib/ui/base/phrases'
import type { SignInStatus } from '@/lib/wire/emr'
import type { BadgeState } from './badge-look'

type BadgeDetailsProps = {
  texts: Messages['frame']
  locale: Locale
  state: BadgeState
  status: SignInStatus | null
  /** Name of the terminal at which the valid sign-in took place. */
  place: string | null
  onSignIn: () => void
  onSignOut: () => Promise<void>
  onClose: () => void
}

/** End, method and place of the sign-in; sign in again or end it. */
export function BadgeDetails(props: BadgeDetailsProps) {
  const { texts, locale, state, status, place, onSignIn, onSignOut, onClose } = props
  const [isAsking, setIsAsking] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const { detail } = texts.badge
  const isGreen = state === 'signed_in' || state === 'expiring'
  useEffect(() => heading.current?.focus(), [])
  return (
    <section
      aria-labelledby="badge-heading"
      className="grid w-72 gap-3 rounded-lg border border-line bg-surface p-4 text-ink shadow-raised"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <h1 className="text-base" id="badge-heading" ref={heading} tabIndex={-1}>
        <Phrases text={detail.heading} />
      </h1>
      {isGreen && status ? <SignInFacts locale={locale} place={place} status={status} texts={texts} /> : null}
      {state === 'not_registered' ? (
        <p className="text-sm">
          <Phrases text={detail.notRegistered} />
        </p>
      ) : null}
      {state === 'locked' ? (
        <p className="text-sm">
          <Phrases text={detail.locked} />
        </p>
      ) : null}
      {state === 'unknown' ? (
        <p className="text-sm">
          <Phrases text={detail.unknown} />
        </p>
      ) : null}
      {isAsking ? (
        <SignOutQuestion onNo={() => setIsAsking(false)} onYes={onSignOut} texts={detail} />
      ) : (
        <div className="grid gap-2">
          {isGreen || state === 'sign_in_required' ? (
            <Button block onClick={onSignIn} variant={isGreen ? 'secondary' : 'primary'}>
              {isGreen ? detail.signInAgain : detail.signIn}
            </Button>
          ) : null}
          {isGreen ? (
            <Button block onClick={() => setIsAsking(true)} variant="quiet">
              {detail.signOut}
            </Button>
          ) : null}
          <Button block onClick={onClose} variant="quiet">
            {texts.badge.close}
          </Button>
        </div>
      )}
    </section>
  )
}

/** End, method and place of the sign-in. */
function SignInFacts({
  texts,
  locale,
  status,
  place,
}: Pick<BadgeDetailsProps, 'texts' | 'locale' | 'place'> & { status: SignInStatus }) {
  const { detail } = texts.badge
  if (!status.expires_at) return null
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-sm">
      <dt className="text-ink-muted">{detail.expiresAt}</dt>
      <dd className="font-bold tabular-nums">{formatDateTime(new Date(status.expires_at), locale)}</dd>
      {status.method ? (
        <>
          <dt className="text-ink-muted">{detail.method}</dt>
          <dd>{texts.methods.names[status.method]}</dd>
        </>
      ) : null}
      {place ? (
        <>
          <dt className="text-ink-muted">{detail.signedInAt}</dt>
          <dd>{place}</dd>
        </>
      ) : null}
    </dl>
  )
}

type QuestionProps = { texts: Messages['frame']['badge']['detail']; onYes: () => Promise<void>; onNo: () => void }

function SignOutQuestion({ texts, onYes, onNo }: QuestionProps) {
  const [isBusy, setIsBusy] = useState(false)
  return (
    <div className="grid gap-2">
      <p className="text-sm" role="alert">
        <Phrases text={texts.signOutConfirm} />
      </p>
      <Button
        block
        busy={isBusy}
        onClick={() => {
          setIsBusy(true)
          void onYes()
        }}
        variant="danger"
      >
        {texts.signOutYes}
      </Button>
      <Button block onClick={onNo} variant="secondary">
        {texts.signOutNo}
      </Button>
    </div>
  )
}
