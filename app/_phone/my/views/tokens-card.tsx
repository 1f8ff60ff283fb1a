import { isolateText } from '@/lib/kernel/display-text'
import { formatDateTime } from '@/lib/messages/date-time'
import { fill } from '@/lib/messages/fill'
import { withoutPhraseBreaks } from '@/lib/messages/phrases/phrase-break'
import { Button } from '@/lib/ui/base/button'
import { Card } from '@/lib/ui/base/card'
import { FactList } from '@/lib/ui/base/fact-list'
import { Phrases } from '@/lib/ui/base/phrases'
import { StatusPill } from '@/lib/ui/base/status-pill'
import type { MyToken } from '../my-api'
import type { MethodNames } from '../my-texts'
import type { ShownToken } from '../shown-tokens'
import type { ViewProps } from './view-props'

type TokensCardProps = ViewProps<'open'> & { methods: MethodNames; tokens: readonly ShownToken[] }

/** Where the holder is signed in now, by which method and until when; what has ended meanwhile is said to have ended. */
export function TokensCard(props: TokensCardProps) {
  const { texts, page, state, tokens } = props
  const { tokens: text } = texts
  const live = tokens.filter(({ end }) => end === null)
  return (
    <Card heading={text.heading}>
      {live.length === 0 ? (
        <p className="text-ink-muted">
          <Phrases text={text.empty} />
        </p>
      ) : null}
      <ul aria-live="polite" className="grid gap-5 divide-y divide-line empty:hidden">
        {tokens.map(({ token, end }) => (
          <li className="grid gap-3 not-last:pb-5" key={token.id}>
            <TokenFacts {...props} token={token} />
            {end === null ? (
              <EndButton {...props} token={token} />
            ) : (
              <StatusPill text={end === 'expired' ? text.expired : text.gone} tone="neutral" />
            )}
          </li>
        ))}
      </ul>
      {live.length > 1 ? (
        <Button disabled={state.doing !== null} onClick={() => page.ask({ kind: 'end_all_tokens' })} variant="danger">
          {text.endAll}
        </Button>
      ) : null}
    </Card>
  )
}

function TokenFacts({ shell, texts: { tokens: text }, methods, token }: TokensCardProps & { token: MyToken }) {
  const at = (instant: string) => formatDateTime(new Date(instant), shell.locale)
  const place = { place: isolateText(token.place), terminal: isolateText(token.terminal_name) }
  return (
    <FactList
      facts={[
        { term: text.facility, value: token.facility_name },
        { term: text.place, value: fill(text.placeValue, place) },
        { term: text.method, value: methods[token.method] },
        { term: text.issuedAt, value: at(token.issued_at) },
        { term: text.expiresAt, value: at(token.expires_at) },
      ]}
    />
  )
}

function EndButton({ texts: { tokens: text }, page, state: { doing }, token }: TokensCardProps & { token: MyToken }) {
  const isThis = doing?.kind === 'end_token' && doing.id === token.id
  return (
    <Button
      aria-label={`${withoutPhraseBreaks(text.end)}: ${isolateText(token.facility_name)}`}
      busy={isThis}
      disabled={doing !== null && !isThis}
      onClick={() => page.carryOut({ kind: 'end_token', id: token.id })}
      variant="secondary"
    >
      {text.end}
    </Button>
  )
}
