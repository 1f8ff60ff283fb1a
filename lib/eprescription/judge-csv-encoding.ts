import { type CsvFinding, type CsvFindingCode, toCsvFinding } from './eprescription.findings'

const LF = 0x0a
const CR = 0x0d
const ESC = 0x1b
const NON_ASCII = /[^\0-\x7f]/
/** A Japanese character is three bytes in UTF-8; text of another encoding hardly ever looks like one. */
const THREE_BYTE_CHARACTER = /[\u0800-\uffff]/
/** Half-width kana alone: their bytes mean something in Shift_JIS and in EUC-JP alike. */
const HALF_WIDTH_ONLY = /^[\0-\x7f\uff61-\uff9f]*$/
/** A record set on one line: its parts are divided by something else than a line feed, or by `\n` written as two characters. */
const OTHER_SEPARATOR = /^[A-Z]{2}\d[\s\\\p{Cc}]/u

/**
 * What is wrong with a CSV as a whole, before its lines are looked at: another encoding than UTF-8, and line ends other than LF.
 * One finding for each of the two, at the first line that it concerns; lines are counted whatever they end with. Empty when
 * there is nothing to say. Never throws.
 */
export function judgeCsvEncoding(csv: Uint8Array): CsvFinding[] {
  if (isWide(csv)) return [toCsvFinding('encoding.utf16', { line: 1 })]
  return [judgeCharacters(csv), judgeLineEnds(csv)].filter((finding) => finding !== null)
}

/** A byte order mark of UTF-16 or UTF-32, or a first character that takes more than one byte. */
function isWide(csv: Uint8Array): boolean {
  const [a, b] = csv
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true
  return csv.length >= 4 && csv.subarray(0, 4).includes(0)
}

function judgeCharacters(csv: Uint8Array): CsvFinding | null {
  if (csv[0] === 0xef && csv[1] === 0xbb && csv[2] === 0xbf)
    return toCsvFinding('encoding.byte_order_mark', { line: 1 })
  const designation = csv.findIndex((byte, at) => byte === ESC && (csv[at + 1] === 0x24 || csv[at + 1] === 0x28))
  if (designation >= 0) return toCsvFinding('encoding.iso_2022_jp', { line: lineAt(csv, designation) })
  if (decode(csv, 'utf-8') !== null) return null
  const lines = splitLines(csv)
  const code = judgeNotUtf8(csv, lines)
  return code === null
    ? null
    : toCsvFinding(code, { line: 1 + lines.findIndex((line) => decode(line, 'utf-8') === null) })
}

/** The Japanese encoding that a text which is not UTF-8 is written in; `null` where it is not clear, or single bytes are wrong. */
function judgeNotUtf8(csv: Uint8Array, lines: readonly Uint8Array[]): CsvFindingCode | null {
  if (lines.some((line) => THREE_BYTE_CHARACTER.test(decode(line, 'utf-8') ?? ''))) return null
  const [shiftJis, eucJp] = [decode(csv, 'shift_jis'), decode(csv, 'euc-jp')]
  if (eucJp !== null && (shiftJis === null || !HALF_WIDTH_ONLY.test(shiftJis))) return 'encoding.euc_jp'
  return shiftJis !== null && eucJp === null && NON_ASCII.test(shiftJis) ? 'encoding.shift_jis' : null
}

function judgeLineEnds(csv: Uint8Array): CsvFinding | null {
  const ends = { lf: 0, cr: 0, crlf: 0 }
  let firstCr = -1
  for (const [at, byte] of csv.entries()) {
    if (byte === CR) {
      if (firstCr < 0) firstCr = at
      ends[csv[at + 1] === LF ? 'crlf' : 'cr'] += 1
    }
    if (byte === LF && csv[at - 1] !== CR) ends.lf += 1
  }
  if (firstCr >= 0) {
    const isMixed = [ends.lf, ends.cr, ends.crlf].filter((count) => count > 0).length > 1
    return toCsvFinding(isMixed ? 'encoding.mixed_line_ends' : 'encoding.carriage_return', {
      line: lineAt(csv, firstCr),
    })
  }
  const isOneLine = ends.lf === 0 && OTHER_SEPARATOR.test(decode(csv, 'utf-8') ?? '')
  return isOneLine ? toCsvFinding('encoding.line_separator', { line: 1 }) : null
}

/** Number of the line that contains a byte, counted from 1. */
function lineAt(csv: Uint8Array, at: number): number {
  return splitLines(csv.subarray(0, at)).length
}

/** Lines that end with LF, CR or CRLF. */
function splitLines(csv: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  let start = 0
  for (const [at, byte] of csv.entries()) {
    if (byte !== LF && byte !== CR) continue
    if (byte === LF && csv[at - 1] === CR) start = at + 1
    else {
      lines.push(csv.subarray(start, at))
      start = at + 1
    }
  }
  return [...lines, csv.subarray(start)]
}

function decode(bytes: Uint8Array, encoding: 'utf-8' | 'shift_jis' | 'euc-jp'): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
