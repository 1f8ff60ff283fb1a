import { type CodeEntry, type CodeMaster, toCodeMaster } from './code-master'
import { decodeMaster } from './decode-master'
import { findColumns, isClaimsDrugMaster, readClaimsDrugRow, readOwnRow } from './master-layouts'
import type { MasterFault, MasterRow } from './master-row'
import { splitCsvLine } from './split-csv-line'

/** Most bytes and lines of a master file, characters of a line, and faults that are listed. */
export const MAX_MASTER_BYTES = 32 * 1024 * 1024
export const MAX_MASTER_LINES = 200_000
const MAX_LINE_CHARACTERS = 4_000
const MAX_FAULTS = 20

/** A file with one fault is not used at all: half a master would take the other half's codes for unknown ones. */
export type MasterResult = { master: CodeMaster; faults: null } | { master: null; faults: MasterFault[] }

/**
 * Reads a master file: UTF-8 or Shift_JIS (CP932), LF or CRLF, fields in quotes or not. Either a CSV whose first line names its
 * columns (`code,name` and, if there, `unit`, `valid_from`, `valid_to`), or the drug master of the claims system, which has no first
 * line. At most 20 faults are listed. Never throws.
 */
export function readCodeMaster(file: Uint8Array): MasterResult {
  if (file.length > MAX_MASTER_BYTES) return refused({ code: 'too_large', line: null })
  const text = decodeMaster(file)
  if (text === null) return refused({ code: 'encoding', line: null })
  const lines = text.split('\n', MAX_MASTER_LINES + 2)
  if (lines.at(-1) === '') lines.pop()
  if (lines.length > MAX_MASTER_LINES) return refused({ code: 'too_many_lines', line: null })
  const first = splitCsvLine(cut(lines[0] ?? ''))
  if (first === null || lines.length === 0) return refused({ code: 'empty', line: 1 })
  if (isClaimsDrugMaster(first)) return readRows(lines, 0, readClaimsDrugRow)
  const columns = findColumns(first)
  if (columns === null) return refused({ code: 'header', line: 1 })
  return readRows(lines, 1, (fields) => readOwnRow(fields, columns))
}

type Reader = (fields: readonly string[]) => MasterRow[] | MasterFault['code']

function readRows(lines: readonly string[], from: number, read: Reader): MasterResult {
  const rows = new Map<string, CodeEntry[]>()
  const faults: MasterFault[] = []
  for (let index = from; index < lines.length && faults.length < MAX_FAULTS; index += 1) {
    const line = cut(lines[index] ?? '')
    if (line === '') continue
    const result = readLine(line, read)
    if (typeof result === 'string') faults.push({ code: result, line: index + 1 })
    else for (const row of result) add(rows, row)
  }
  if (faults.length > 0) return { master: null, faults }
  return rows.size === 0 ? refused({ code: 'empty', line: null }) : { master: toCodeMaster(rows), faults: null }
}

function readLine(line: string, read: Reader): MasterRow[] | MasterFault['code'] {
  if (line.length > MAX_LINE_CHARACTERS) return 'line_too_long'
  const fields = splitCsvLine(line)
  return fields === null ? 'quotes' : read(fields)
}

function add(rows: Map<string, CodeEntry[]>, { code, entry }: MasterRow): void {
  const known = rows.get(code)
  if (known === undefined) rows.set(code, [entry])
  else known.push(entry)
}

function refused(fault: MasterFault): MasterResult {
  return { master: null, faults: [fault] }
}

/** Without the CR of a line end in CRLF. */
function cut(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
