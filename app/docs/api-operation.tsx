import type { ReactNode } from 'react'
import type { Messages } from '@/lib/messages/messages-for'
import { Icon } from '@/lib/ui/base/icon'
import type { DescribedOperation, Payload } from './describe-operations'
import { describeFields, describeType } from './describe-schema'
import { FieldTable, TypeName } from './field-table'
import { OperationRefusals } from './operation-refusals'
import { examplePath, toCurl } from './to-curl'
import { TryIt } from './try-it'

type Texts = Messages['docs']
/** `origin`: of the server that answers. `canTry`: it is a sandbox. */
type ApiOperationProps = { operation: DescribedOperation; texts: Texts; origin: string; canTry: boolean }

const methodColours: Readonly<Record<string, string>> = {
  GET: 'bg-accent-soft text-accent',
  POST: 'bg-good-soft text-good',
  DELETE: 'bg-danger-soft text-danger',
}

/** One operation; its details open without script. */
export function ApiOperation({ operation, texts, origin, canTry }: ApiOperationProps) {
  const { id, method, path, summary, security, parameters, bodies, answers, refusals } = operation
  return (
    <details className="group rounded-md border border-line bg-surface" id={id}>
      <summary className="flex min-h-11 list-none items-start gap-3 rounded-md px-[min(1rem,4vw)] py-3 hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <span className="grid min-w-0 flex-1 gap-1">
          <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <span
              className={`rounded-sm px-2 font-bold font-mono text-xs ${methodColours[method] ?? 'bg-sunken text-ink-muted'}`}
            >
              {method}
            </span>
            <code className="wrap-anywhere font-bold font-mono text-sm">{path}</code>
            <code className="wrap-anywhere text-ink-muted text-sm">{id}</code>
          </span>
          <span className="text-ink-muted text-sm" lang="en">
            {summary}
          </span>
        </span>
        <Icon
          className="mt-1 size-5 shrink-0 text-ink-muted transition-transform group-open:rotate-180"
          name="chevron_down"
        />
      </summary>
      <div className="grid gap-5 border-line border-t p-[min(1rem,4vw)]">
        <Block heading={texts.authentication}>
          {security.length > 0 ? (
            <code className="font-mono text-sm">{security.join(', ')}</code>
          ) : (
            texts.noAuthentication
          )}
        </Block>
        {parameters.length > 0 ? (
          <Block heading={texts.parameters}>
            <FieldTable caption={texts.parameters} rows={parameters} texts={texts} />
          </Block>
        ) : null}
        {bodies.length > 0 ? (
          <Block heading={texts.body}>
            {bodies.map((payload) => (
              <PayloadView key={payload.mediaType} payload={payload} texts={texts} />
            ))}
          </Block>
        ) : null}
        <Block heading={texts.answers}>
          {answers.map(({ status, description, payloads }) => (
            <div className="grid gap-1" key={status}>
              <p>
                <b className="font-mono">{status}</b> <span lang="en">{description}</span>
              </p>
              {payloads.map((payload) => (
                <PayloadView key={payload.mediaType} payload={payload} texts={texts} />
              ))}
            </div>
          ))}
        </Block>
        <OperationRefusals refusals={refusals} texts={texts} />
        <Block heading={texts.command}>
          <pre className="wrap-anywhere whitespace-pre-wrap rounded-md bg-sunken p-3 font-mono text-sm">
            {toCurl(operation, origin)}
          </pre>
        </Block>
        {canTry && isTriable(operation) ? <OperationTrial operation={operation} texts={texts} /> : null}
      </div>
    </details>
  )
}

function OperationTrial({ operation, texts }: { operation: DescribedOperation; texts: Texts }) {
  return (
    <TryIt
      body={toTryBody(operation)}
      headers={operation.requiredHeaders}
      method={operation.method}
      path={examplePath(operation)}
      showsBearer={operation.showsBearer}
      texts={texts.tryIt}
    />
  )
}

/** Streams never end, and bytes cannot be typed. */
function isTriable({ path, bodies }: DescribedOperation): boolean {
  const typed = ['application/json', 'application/x-www-form-urlencoded']
  return !path.endsWith('/events') && bodies.every(({ mediaType }) => typed.includes(mediaType))
}

function toTryBody({ bodies: [body] }: DescribedOperation): { mediaType: string; text: string } | null {
  if (body === undefined) return null
  const { mediaType, example } = body
  const isForm = mediaType === 'application/x-www-form-urlencoded'
  const form = new URLSearchParams(Object.entries((example ?? {}) as Record<string, string>)).toString()
  return { mediaType, text: isForm ? form : JSON.stringify(example, null, 2) }
}

function Block({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <div className="grid gap-2">
      <h3 className="text-ink-muted text-sm">{heading}</h3>
      {children}
    </div>
  )
}

/** Its schema's name, which leads to the fields; those at once where it has no name. */
function PayloadView({ payload, texts }: { payload: Payload; texts: Texts }) {
  const { mediaType, schema, example } = payload
  const rows = mediaType === 'application/problem+json' ? [] : describeFields(schema)
  return (
    <div className="grid gap-2 text-sm">
      <p>
        <code className="text-ink-muted">{mediaType}</code> <TypeName type={describeType(schema)} />
      </p>
      {rows.length > 0 ? <FieldTable caption={mediaType} rows={rows} texts={texts} /> : null}
      {example === undefined ? null : (
        <details>
          <summary>{texts.example}</summary>
          <pre className="wrap-anywhere whitespace-pre-wrap rounded-md bg-sunken p-3 font-mono">
            {JSON.stringify(example, null, 2)}
          </pre>
        </details>
      )}
    </div>
  )
}
