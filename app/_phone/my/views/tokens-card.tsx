import { isolateText } from '@/lib/kernel/display-text'
import { formatDateTime } from '@/lib/messages/date-time'
import { fill } from '@/lib/messages/fill'
import { Button } from '@/lib/ui/base/button'
import { Card } from '@/lib/ui/base/card'
import { FactList } from '@/lib/ui/base/fact-list'
import type { MethodNames } from '../my-texts'
import type { ViewProps } from './view-props'

/** Where the holder is signed in now, by which method and until when. */
export function TokensCard({ shell, texts, page, state, methods }: ViewProps<'open'> & { methods: MethodNames }) {
  const { tokens: text } = texts
  const { tokens } = state.page
  const { doing } = state
  return (
    <Card heading={text.heading}>
      {tokens.length === 0 ? <p className="text-ink-muted">{text.empty}</p> : null}
      <ul className="grid gap-5 divide-y divide-line empty:hidden">
        {tokens.map((token) => (
          <li className="grid gap-3 not-last:pb-5" key={token.id}>
            <FactList
              facts={[
                { term: text.facility, value: token.facility_name },
                {
                  term: text.place,
                  value: fill(text.placeValue, {
                    place: isolateText(token.place),
                    terminal: isolateText(token.terminal_name),
                  }),
                },
                { term: text.method, value: methods[token.method] },
                { term: text.issuedAt, value: formatDateTime(new Date(token.issued_at), shell.locale) },
                { term: text.expiresAt, value: formatDateTime(new Date(token.expires_at), shell.locale) },
              ]}
            />
            <Button
              aria-label={`${text.end}: ${isolateText(token.facility_name)}`}
              busy={doing?.kind === 'end_token' && doing.id === token.id}
              disabled={doing !== null && !(doing.kind === 'end_token' && doing.id === token.id)}
              onClick={() => page.carryOut({ kind: 'end_token', id: token.id })}
              variant="secondary"
            >
              {text.end}
            </Button>
          </li>
        ))}
      </ul>
      {tokens.length > 1 ? (
        <Button disabled={doing !== null} onClick={() => page.ask({ kind: 'end_all_tokens' })} variant="danger">
          {text.endAll}
        </Button>
      ) : null}
    </Card>
  )
}
