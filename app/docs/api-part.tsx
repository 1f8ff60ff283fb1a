import type { ApiPart as ApiPartName } from '@/lib/http/api/openapi-document'
import type { Messages } from '@/lib/messages/messages-for'
import { ApiOperation } from './api-operation'
import type { DescribedApi } from './describe-operations'
import { describeDetail, describeFields, describeType } from './describe-schema'
import { FieldTable, schemaId, TypeName } from './field-table'

type ApiPartProps = { part: ApiPartName; api: DescribedApi; documentUrl: string; texts: Messages['docs'] }

/** One API: what it is for, its operations by word, its schemas. */
export function ApiPart({ part, api, documentUrl, texts }: ApiPartProps) {
  const { title, detail } = texts.parts[part]
  const schemas = new Map(api.schemas.map(({ name, schema }) => [name, schema]))
  return (
    <section aria-labelledby={part} className="grid gap-6">
      <div className="grid max-w-3xl gap-2 border-line border-t pt-8">
        <h2 className="text-xl" id={part}>
          {title}
        </h2>
        <p>{detail}</p>
        <p>
          <a href={documentUrl}>{texts.download}</a>
        </p>
      </div>
      {api.groups.map(({ name, operations }) => (
        <section aria-labelledby={`${part}-${name}`} className="grid gap-2" key={name}>
          <h3 className="font-mono text-base" id={`${part}-${name}`}>
            {name}
          </h3>
          {operations.map((operation) => (
            <ApiOperation key={operation.id} operation={operation} part={part} schemas={schemas} texts={texts} />
          ))}
        </section>
      ))}
      <div className="grid gap-4">
        <h3 className="text-base" id={`${part}-schemas`}>
          {texts.schemas}
        </h3>
        {api.schemas.map(({ name, schema }) => {
          const rows = describeFields(schema)
          return (
            <div
              className="grid scroll-mt-4 gap-2 rounded-md border border-line bg-surface p-[min(1rem,4vw)] target:border-accent"
              id={schemaId(part, name)}
              key={name}
            >
              <h4 className="font-mono text-sm">{name}</h4>
              {rows.length > 0 ? (
                <FieldTable caption={name} part={part} rows={rows} texts={texts} />
              ) : (
                <p className="text-sm">
                  <TypeName part={part} type={describeType(schema)} /> <span lang="en">{describeDetail(schema)}</span>
                </p>
              )}
            </div>
          )
        })}
      </div>
    </section>
  )
}
