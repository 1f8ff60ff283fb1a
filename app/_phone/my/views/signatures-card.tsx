import { isolateText } from '@/lib/kernel/display-text'
import { formatDateTime } from '@/lib/messages/date-time'
import { fill } from '@/lib/messages/fill'
import { Card } from '@/lib/ui/base/card'
import { FactList } from '@/lib/ui/base/fact-list'
import { Phrases } from '@/lib/ui/base/phrases'
import type { ViewProps } from './view-props'

/** What was signed in the holder's name, newest first. */
export function SignaturesCard({ shell, texts, state }: Pick<ViewProps<'open'>, 'shell' | 'texts' | 'state'>) {
  const { signatures: text, tokens } = texts
  const { signatures } = state.page
  return (
    <Card heading={text.heading}>
      <p className="text-ink-muted text-sm">
        <Phrases text={signatures.length === 0 ? text.empty : text.lead} />
      </p>
      <ul className="grid gap-5 divide-y divide-line empty:hidden">
        {signatures.map((signature) => (
          <li className="not-last:pb-5" key={signature.id}>
            <FactList
              facts={[
                { term: text.signedAt, value: formatDateTime(new Date(signature.signed_at), shell.locale) },
                { term: text.facility, value: signature.facility_name },
                {
                  term: tokens.place,
                  value: fill(tokens.placeValue, {
                    place: isolateText(signature.place),
                    terminal: isolateText(signature.terminal_name),
                  }),
                },
                {
                  term: text.kind,
                  value: fill(text.kindValue, {
                    kind: text.kinds[signature.document_kind ?? 'other'],
                    count: signature.count,
                  }),
                },
              ]}
            />
          </li>
        ))}
      </ul>
      {signatures.length === 0 ? null : (
        <p className="text-sm">
          <Phrases text={text.notMine} />
        </p>
      )}
    </Card>
  )
}
