import type { ReactNode } from 'react'
import { classNames } from '../base/class-names'

export type DataColumn<Row> = {
  key: string
  header: string
  cell: (row: Row) => ReactNode
  align?: 'start' | 'end'
  /** Sentences: on a narrow screen they take the whole line below their header. */
  prose?: boolean
}

type DataTableProps<Row> = {
  caption: string
  columns: readonly DataColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
}

/**
 * A table that becomes one block per row, with the headers repeated, where there is no room for columns (320 px, 200 %
 * text). The first column names the row. The caption is read by screen readers.
 */
export function DataTable<Row>({ caption, columns, rows, rowKey }: DataTableProps<Row>) {
  return (
    <table className="block w-full border-collapse text-sm md:table">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only md:not-sr-only md:table-header-group">
        <tr className="md:table-row">
          {columns.map(({ key, header, align }) => (
            <th
              className={classNames(
                'border-line border-b bg-sunken px-3 py-2 font-bold text-ink-muted text-xs md:table-cell',
                align === 'end' ? 'text-end' : 'text-start',
              )}
              key={key}
              scope="col"
            >
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="block md:table-row-group">
        {rows.map((row) => (
          <tr
            className="block border-line border-b py-3 last:border-b-0 hover:bg-sunken md:table-row md:py-0"
            key={rowKey(row)}
          >
            {columns.map((column, index) => (
              <DataCell column={column} first={index === 0} key={column.key} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function DataCell<Row>({ column, row, first }: { column: DataColumn<Row>; row: Row; first: boolean }) {
  const Cell = first ? 'th' : 'td'
  return (
    <Cell
      className={classNames(
        'flex flex-wrap justify-between gap-x-4 px-3 py-1 font-normal before:shrink-0 before:text-ink-muted before:content-[attr(data-header)]',
        'md:table-cell md:py-2.5 md:align-middle md:before:hidden',
        first && 'text-start',
        column.align === 'end' && 'tabular-nums md:text-end',
      )}
      data-header={column.header}
      scope={first ? 'row' : undefined}
    >
      <span
        className={classNames(
          'min-w-0 md:[text-align:inherit]',
          column.prose ? 'basis-full md:basis-auto' : 'ms-auto text-end md:ms-0',
        )}
      >
        {column.cell(row)}
      </span>
    </Cell>
  )
}
