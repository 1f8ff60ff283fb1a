import { MAX_FIELD_CHARACTERS, MAX_FIELDS, MAX_LINES } from './csv-limits'
import { MAX_CSV_BYTES } from './document/prescription-xml'
import { type CsvFinding, toCsvFinding } from './eprescription.findings'
import { judgeCsvEncoding } from './judge-csv-encoding'

/** One line after the first: `fields` without the record number, as written. */
export type CsvLine = { line: number; record: number | null; fields: string[] }

/** `lines` is null when the CSV cannot be read: what it would mean is then not judged. */
export type CsvLines = { lines: CsvLine[] | null; findings: CsvFinding[] }

const LF = 0x0a
/**
 * Controls, line and paragraph separators, noncharacters, and format characters: invisible, or turning the direction of writing, they
 * would show another text than the one that is signed. Variation selectors, which names need, are none of them.
 */
const FORBIDDEN = /[\p{Cc}\p{Cf}\u2028\u2029]|\p{Noncharacter_Code_Point}/u
const PRIVATE_USE = /\p{Co}/u

/**
 * Splits a CSV into lines and fields: UTF-8 without byte order mark, LF between lines, commas between fields, no quoting, and a
 * first line that fits `expectedHeader`. Every byte that a hospital's names need is accepted;
 * anything that two readers could read differently is a finding. Never throws.
 */
export function readCsvLines(csv: Uint8Array, expectedHeader: RegExp): CsvLines {
  if (csv.length > MAX_CSV_BYTES) return refused(toCsvFinding('size.document'))
  const faults = judgeCsvEncoding(csv)
  if (faults.length > 0) return { lines: null, findings: faults }
  const rows = splitRows(csv)
  if (rows.length > MAX_LINES + 1) return refused(toCsvFinding('size.lines', { line: MAX_LINES + 1 }))
  const findings: CsvFinding[] = []
  const hasTrailingNewline = rows.length > 1 && rows.at(-1)?.length === 0
  if (hasTrailingNewline) {
    rows.pop()
    findings.push(toCsvFinding('line.trailing_newline', { line: rows.length + 1 }))
  }
  const [header, ...lines] = rows.map((row, index) => readRow(row, index + 1, findings))
  if (header === undefined || !expectedHeader.test(header.text)) {
    // Of another format the lines mean something else: only the first one is judged.
    const ofHeader = findings.filter(({ line }) => line === 1)
    return ofHeader.length > 0
      ? { lines: null, findings: ofHeader }
      : refused(toCsvFinding('header.unsupported', { line: 1 }))
  }
  const isReadable = findings.every(({ severity }) => severity === 'warning')
  return { lines: isReadable ? lines.map(toLine) : null, findings }
}

type Row = { line: number; text: string; record: number | null; fields: string[] }

function refused(finding: CsvFinding): CsvLines {
  return { lines: null, findings: [finding] }
}

function splitRows(csv: Uint8Array): Uint8Array[] {
  const rows: Uint8Array[] = []
  let start = 0
  for (let end = csv.indexOf(LF); end >= 0 && rows.length <= MAX_LINES; end = csv.indexOf(LF, start)) {
    rows.push(csv.subarray(start, end))
    start = end + 1
  }
  return [...rows, csv.subarray(start)]
}

function readRow(octets: Uint8Array, line: number, findings: CsvFinding[]): Row {
  const text = decode(octets)
  if (text === null) {
    findings.push(toCsvFinding('encoding.invalid_utf8', { line }))
    return { line, text: '', record: null, fields: [] }
  }
  const cells = text.split(',')
  const record = line > 1 && /^[1-9]\d{0,2}$/.test(cells[0] ?? '') ? Number(cells[0]) : null
  findings.push(...judgeRow(text, cells, line, record))
  return { line, text, record, fields: cells.slice(1) }
}

function decode(octets: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets)
  } catch {
    return null
  }
}

function judgeRow(text: string, cells: string[], line: number, record: number | null): CsvFinding[] {
  if (line > 1 && text === '') return [toCsvFinding('line.empty', { line })]
  if (cells.length > MAX_FIELDS + 1) return [toCsvFinding('size.fields', { line, record })]
  const findings = cells.flatMap((cell, position) => judgeCell(cell, { line, record, position }))
  if (line > 1 && record === null && !findings.some(({ position }) => position === 0)) {
    findings.push(toCsvFinding('record.number_malformed', { line, position: 0 }))
  }
  return findings
}

function judgeCell(cell: string, place: { line: number; record: number | null; position: number }): CsvFinding[] {
  if (cell.length > 2 * MAX_FIELD_CHARACTERS || [...cell].length > MAX_FIELD_CHARACTERS) {
    return [toCsvFinding('field.too_long', place)]
  }
  if (FORBIDDEN.test(cell)) return [toCsvFinding('character.forbidden', place)]
  return PRIVATE_USE.test(cell) ? [toCsvFinding('character.private_use', place)] : []
}

function toLine({ line, record, fields }: Row): CsvLine {
  return { line, record, fields }
}
