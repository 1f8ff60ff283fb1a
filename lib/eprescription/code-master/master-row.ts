import type { CodeEntry } from './code-master'

/** One line as a layout reads it. */
export type MasterRow = { code: string; entry: CodeEntry }

/** What is wrong with a master file. Lines count from 1; `null` for the file as a whole. */
export type MasterFault = {
  code:
    | 'too_large'
    | 'too_many_lines'
    | 'encoding'
    | 'empty'
    | 'header'
    | 'line_too_long'
    | 'quotes'
    | 'fields'
    | 'code'
    | 'name'
    | 'day'
    | 'days_order'
  line: number | null
}
