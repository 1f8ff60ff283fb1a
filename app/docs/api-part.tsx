import type { Messages } from '@/lib/messages/messages-for'
import { ApiOperation } from './api-operation'
import type { DescribedApi } from './describe-operations'
import { describeDetail, describeFields, describeType } from './describe-schema'
import { FieldTable, schemaId, TypeName } from './field-table'

type ApiPartProps = { part: string; api: DescribedApi; texts: Messages['docs']; origin: string; canTry: boolean }

/** One API: its operations by word, then its schemas, each once. */
export function ApiPart({ part, api, texts, origin, canTry }: ApiPartProps) {
  return (
    <>
      {api.groups.map(({ name, operations }) => (
        <section aria-labelledby={name} className="grid gap-2" key={name}>
          <h2 className="font-mono text-lg" id={name}>
            {name}
          </h2>
          {operations.map((operation) => (
            <ApiOperation canTry={canTry} key={operation.id} operation={operation} origin={origin} texts={texts} />
          ))}
        </section>
      ))}
      <section aria-labelledby={`${part}-schemas`} className="grid gap-4">
        <h2 className="text-lg" id={`${part}-schemas`}>
          {texts.schemas}
        </h2>
        {api.schemas.map(({ name, schema }) => {
          const rows = describeFields(schema)
          return (
            <div
              className="grid scroll-mt-4 gap-2 rounded-md border border-line bg-surface p-[min(1rem,4vw)] target:border-accent"
              id={schemaId(name)}
              key={name}
            >
              <h3 className="font-mono text-sm">{name}</h3>
              {rows.length > 0 ? (
                <FieldTable caption={name} rows={rows} texts={texts} />
              ) : (
                <p className="text-sm">
                  <TypeName type={describeType(schema)} /> <span lang="en">{describeDetail(schema)}</span>
                </p>
              )}
            </div>
          )
        })}
      </section>
    </>
  )
}
