import type { Messages } from '@/lib/messages/messages-for'
import type { FieldRow, TypePart } from './describe-schema'

type FieldTableProps = { caption: string; rows: readonly FieldRow[]; texts: Messages['docs'] }

/** Fields of a schema or parameters of an operation. The page has thousands of cells: their look is one class of the table. */
export function FieldTable({ caption, rows, texts }: FieldTableProps) {
  const { columns } = texts
  return (
    <table className="field-table">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.field}</th>
          <th scope="col">{columns.type}</th>
          <th scope="col">{columns.required}</th>
          <th scope="col">{columns.detail}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, type, required, detail }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>
              <TypeName type={type} />
            </td>
            <td className="short">{required ? texts.required : texts.optional}</td>
            <td lang="en">{detail}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A type's name whose schemas are links. */
export function TypeName({ type }: { type: readonly TypePart[] }) {
  return (
    <code>
      {type.map(({ text, schema }) =>
        schema === undefined ? (
          text
        ) : (
          <a href={`#${schemaId(schema)}`} key={schema}>
            {text}
          </a>
        ),
      )}
    </code>
  )
}

/** Anchor of a schema: an operation's word may be the same. */
export function schemaId(name: string): string {
  return `schema-${name}`
}
