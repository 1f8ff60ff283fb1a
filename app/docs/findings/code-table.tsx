import { BreakableCode } from '../breakable-code'

/** `result`: of a finding. `cells`: the columns after code and meaning. */
type CodeRow = {
  anchor: string
  code: string
  result?: string
  text: { title: string; detail?: string }
  cells: readonly string[]
}

type CodeTableProps = { id: string; heading: string; columns: readonly string[]; rows: readonly CodeRow[] }

/** A group of codes, each with the anchor that an answer's `type` leads to. */
export function CodeTable({ id, heading, columns, rows }: CodeTableProps) {
  return (
    <section aria-labelledby={id} className="grid gap-2">
      <h2 className="text-lg" id={id}>
        {heading}
      </h2>
      <div className="overflow-hidden rounded-lg border border-line bg-surface px-[min(1rem,4vw)] md:px-0">
        <table className="field-table code-table">
          <caption className="sr-only">{heading}</caption>
          <thead>
            <tr>
              {columns.map((column, index) => (
                <th className={index === 0 ? 'w-56 min-w-56' : undefined} key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ anchor, code, result, text, cells }) => (
              <tr key={anchor}>
                <th scope="row">
                  <BreakableCode code={code} id={anchor} />
                  {result !== undefined && <div className="short">{result}</div>}
                </th>
                <td>
                  <b>{text.title}</b>
                  {text.detail !== undefined && (
                    <>
                      <br />
                      {text.detail}
                    </>
                  )}
                </td>
                {cells.map((cell, index) => (
                  <td key={columns[index + 2]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
