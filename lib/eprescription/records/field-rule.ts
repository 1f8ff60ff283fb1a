import type { CsvFindingCode } from '../eprescription.findings'
import { isCalendarDay } from './calendar-day'
import type { FieldName } from './field-name'
import { isListed, type ValueList } from './value-lists'

/** How a field is checked and shown. `list` is set for coded fields, `date` is YYYYMMDD. */
export type FieldRule = {
  name: FieldName
  format: 'text' | 'number' | 'date' | 'code'
  required: boolean
  list?: ValueList
  /** What is wrong with a value that is not empty. */
  check: (value: string) => CsvFindingCode | null
}

export function text(name: FieldName): FieldRule {
  return { name, format: 'text', required: false, check: () => null }
}

/** A field whose known values are listed under `list` (by default under its own name). */
export function coded(name: FieldName & ValueList): FieldRule
export function coded(name: FieldName, list: ValueList): FieldRule
export function coded(name: FieldName, list: ValueList = name as ValueList): FieldRule {
  const check = (value: string) => (isListed(list, value) ? null : 'field.unknown_value')
  return { name, format: 'code', required: false, list, check }
}

/** A field that has to fit a pattern. */
export function matching(name: FieldName, pattern: RegExp, format: FieldRule['format'] = 'text'): FieldRule {
  return { name, format, required: false, check: (value) => (pattern.test(value) ? null : 'field.malformed') }
}

/** Half-width digits with at most five places after the point; no zero in front, as the second half of `1,000` has. */
export function decimal(name: FieldName): FieldRule {
  return matching(name, /^(?:0|[1-9]\d{0,7})(?:\.\d{1,5})?$/, 'number')
}

/** An amount that is given to somebody: a `decimal` above zero. */
export function amount(name: FieldName): FieldRule {
  const rule = decimal(name)
  return { ...rule, check: (value) => rule.check(value) ?? (/[1-9]/.test(value) ? null : 'field.malformed') }
}

/** RP and serial numbers: one to three half-width digits. */
export function ordinal(name: FieldName): FieldRule {
  return required(matching(name, /^\d{1,3}$/, 'number'))
}

/** A day as YYYYMMDD that exists. */
export function day(name: FieldName): FieldRule {
  const check = (value: string) => {
    if (!/^\d{8}$/.test(value)) return 'field.malformed'
    return isCalendarDay(value) ? null : 'date.impossible'
  }
  return { name, format: 'date', required: false, check }
}

/** A field kept for later: empty. */
export function reserved(): FieldRule {
  return { name: 'reserved', format: 'text', required: false, check: () => 'field.unexpected' }
}

export function required(rule: FieldRule): FieldRule {
  return { ...rule, required: true }
}
