import type { Messages } from '@/lib/messages/messages-for'
import type { DescribedOperation } from './describe-operations'

type OperationRefusalsProps = { refusals: DescribedOperation['refusals']; texts: Messages['docs'] }

/** Every code that an operation refuses with, by status; a code of our own list leads to its text. */
export function OperationRefusals({ refusals, texts }: OperationRefusalsProps) {
  return (
    <div className="grid gap-2">
      <h3 className="text-ink-muted text-sm">{texts.refusals}</h3>
      <dl className="grid gap-2 text-sm">
        {refusals.map(({ status, codes }) => (
          <div className="flex flex-wrap gap-x-3" key={status}>
            <dt className="font-bold font-mono">{status}</dt>
            <dd className="flex min-w-0 flex-1 flex-wrap gap-x-4 gap-y-1">
              {codes.map((code) => (
                <code className="wrap-anywhere" key={code}>
                  {code.includes('.') ? <a href={`/docs/errors#${code}`}>{code}</a> : code}
                </code>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
