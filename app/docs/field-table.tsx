import type { Messages } from '@/lib/messages/messages-for'
import { DataTable } from '@/lib/ui/data-table'
import type { FieldRow, TypePart } from './describe-schema'

type FieldTableProps = { caption: string; rows: readonly FieldRow[]; part: string; texts: Messages['docs'] }

/** Fields of a schema or parameters of an operation. */
export function FieldTable({ caption, rows, part, texts }: FieldTableProps) {
  const { columns } = texts
  return (
    <DataTable
      caption={caption}
      columns={[
        {
          key: 'field',
          header: columns.field,
          cell: ({ name }) => <code className="wrap-anywhere font-mono font-bold">{name}</code>,
        },
        { key: 'type', prose: true, header: columns.type, cell: ({ type }) => <TypeName part={part} type={type} /> },
        {
          key: 'required',
          header: columns.required,
          cell: ({ required }) => (
            <span className="whitespace-nowrap">{required ? texts.required : texts.optional}</span>
          ),
        },
        {
          key: 'detail',
          prose: true,
          header: columns.detail,
          cell: ({ detail }) => <span lang="en">{detail || '–'}</span>,
        },
      ]}
      rowKey={({ name }) => name}
      rows={rows}
    />
  )
}

/** A type's name whose schemas are links. */
export function TypeName({ type, part }: { type: readonly TypePart[]; part: string }) {
  return (
    <code className="wrap-anywhere font-mono text-sm">
      {type.map(({ text, schema }) =>
        schema === undefined ? (
          text
        ) : (
          <a href={`#${schemaId(part, schema)}`} key={schema}>
            {text}
          </a>
        ),
      )}
    </code>
  )
}

/** Anchor of a schema: two parts may name one alike. */
export function schemaId(part: string, name: string): string {
  return `${part}-schema-${name}`
}
