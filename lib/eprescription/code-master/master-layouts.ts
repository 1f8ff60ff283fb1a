import { isCalendarDay } from '../records/calendar-day'
import type { CodeEntry } from './code-master'
import type { MasterFault, MasterRow } from './master-row'

const COLUMNS = ['code', 'name', 'unit', 'valid_from', 'valid_to'] as const
type Columns = Partial<Record<(typeof COLUMNS)[number], number>>

/** Longest name and unit that are taken from a master, in UTF-16 units. */
const MAX_NAME = 500

/**
 * Where the columns of a file with a first line are; `null` without `code` and `name`, or with a name twice. Columns of other names
 * are passed over.
 */
export function findColumns(header: readonly string[]): Columns | null {
  const names = header.map((name) => name.trim().toLowerCase())
  const columns: Columns = {}
  for (const column of COLUMNS) {
    const at = names.indexOf(column)
    if (at >= 0 && at !== names.lastIndexOf(column)) return null
    if (at >= 0) columns[column] = at
  }
  return columns.code === undefined || columns.name === undefined ? null : columns
}

/** A row of a file with a first line. Days are YYYYMMDD or YYYY-MM-DD; an empty one has no end. */
export function readOwnRow(fields: readonly string[], columns: Columns): MasterRow[] | MasterFault['code'] {
  const read = (column: keyof Columns) => fields[columns[column] ?? -1]?.trim() ?? ''
  const [validFrom, validTo] = [toDay(read('valid_from')), toDay(read('valid_to'))]
  if (validFrom === undefined || validTo === undefined) return 'day'
  return toRow(read('code'), { name: read('name'), unit: read('unit') || null, validFrom, validTo })
}

/** Places in the drug master of the claims system (レセプト電算処理システム 医薬品マスター), from 0. */
const CLAIMS = { kind: 1, code: 2, name: 4, unit: 9, abolishedOn: 30, genericCode: 36, genericName: 37, fewest: 35 }

/** Whether a first line is a row of the drug master of the claims system: 35 fields or more, of kind Y, with a code of 9 digits. */
export function isClaimsDrugMaster(fields: readonly string[]): boolean {
  return fields.length >= CLAIMS.fewest && fields[CLAIMS.kind] === 'Y' && /^\d{9}$/.test(fields[CLAIMS.code] ?? '')
}

/** The drug of a row and, in the layout since 2024, the generic name it belongs to. 99999999 stands for no day. */
export function readClaimsDrugRow(fields: readonly string[]): MasterRow[] | MasterFault['code'] {
  if (!isClaimsDrugMaster(fields)) return 'fields'
  const read = (place: number) => fields[place]?.trim() ?? ''
  const abolishedOn = read(CLAIMS.abolishedOn)
  const validTo = toDay(/^9+$/.test(abolishedOn) ? '' : abolishedOn)
  if (validTo === undefined) return 'day'
  const drug = toRow(read(CLAIMS.code), {
    name: read(CLAIMS.name),
    unit: read(CLAIMS.unit) || null,
    validFrom: null,
    validTo,
  })
  const [genericCode, genericName] = [read(CLAIMS.genericCode), read(CLAIMS.genericName)]
  if (typeof drug === 'string' || !/^[0-9A-Z]{12}$/.test(genericCode) || genericName === '') return drug
  const generic = toRow(genericCode, { name: genericName, unit: null, validFrom: null, validTo: null })
  return typeof generic === 'string' ? generic : [...drug, ...generic]
}

function toRow(code: string, entry: CodeEntry): MasterRow[] | MasterFault['code'] {
  if (!/^[0-9A-Za-z]{1,16}$/.test(code)) return 'code'
  const texts = [entry.name, entry.unit ?? '']
  if (entry.name === '' || texts.some((text) => text.length > MAX_NAME || /\p{Cc}|\p{Cf}/u.test(text))) return 'name'
  if (entry.validFrom !== null && entry.validTo !== null && entry.validTo < entry.validFrom) return 'days_order'
  return [{ code, entry }]
}

/** YYYY-MM-DD, `null` for none, `undefined` for what is no day. */
function toDay(text: string): string | null | undefined {
  if (text === '') return null
  const digits = /^\d{4}-\d{2}-\d{2}$/.test(text) ? text.replaceAll('-', '') : text
  if (!/^\d{8}$/.test(digits) || !isCalendarDay(digits)) return undefined
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
}
