import { isolateText } from '@/lib/kernel/display-text'
import { formatClock } from '@/lib/messages/date-time'
import { fill } from '@/lib/messages/fill'
import { withoutPhraseBreaks } from '@/lib/messages/phrases/phrase-break'
import type { Claim } from '../claim-api'
import type { SignInTexts } from '../sign-in-texts'

/** Who signs in and where, in as little height as the names allow. */
export function ClaimFacts({ claim, texts: { context } }: { claim: Claim; texts: SignInTexts }) {
  const facility = fill(withoutPhraseBreaks(context.facilityValue), {
    facility: isolateText(claim.facility_name),
    department: isolateText(claim.department),
  })
  const place = fill(withoutPhraseBreaks(context.placeValue), {
    place: isolateText(claim.place),
    terminal: isolateText(claim.terminal_name),
  })
  const startedAt = fill(withoutPhraseBreaks(context.startedAt), {
    time: formatClock(new Date(claim.started_at), 'minutes'),
  })
  return (
    <dl className="grid gap-0.5 rounded-md border border-line bg-surface px-3 py-1.5">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <dt className="text-ink-muted text-xs">{withoutPhraseBreaks(context.username)}</dt>
        <dd className="wrap-anywhere min-w-0 font-bold text-lg leading-snug">
          <bdi dir="ltr">{claim.username}</bdi>
        </dd>
      </div>
      <Line term={context.facility} value={facility} />
      <Line after={startedAt} term={context.place} value={place} />
    </dl>
  )
}

/** The term is for screen readers: a hospital and a place are recognised without it. */
function Line({ term, value, after }: { term: string; value: string; after?: string }) {
  return (
    <div>
      <dt className="sr-only">{withoutPhraseBreaks(term)}</dt>
      <dd className="wrap-anywhere flex min-w-0 flex-wrap gap-x-3 text-sm leading-snug">
        <bdi dir="ltr">{value}</bdi>
        {after ? <span className="text-ink-muted">{after}</span> : null}
      </dd>
    </div>
  )
}
