import { PkiError } from '../pki-error'
import { DER, type DerElement, isUniversal } from './der-element'

const utcTime = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/
const generalizedTime = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{0,8}[1-9]))?Z$/

/**
 * UTCTime or GeneralizedTime in the form of RFC 5280 §4.1.2.5: Greenwich Mean Time with seconds, no fraction.
 * @throws {PkiError} der_malformed
 */
export function readTime(element: DerElement | undefined): Date {
  if (isUniversal(element, DER.generalizedTime)) return fromParts(match(element, generalizedTime, false))
  if (!isUniversal(element, DER.utcTime)) throw unexpected()
  const [year = '', ...rest] = match(element, utcTime, false)
  return fromParts([`${Number(year) >= 50 ? '19' : '20'}${year}`, ...rest])
}

/**
 * GeneralizedTime in DER (X.690 §11.7), a fraction without trailing zeros allowed, as in time-stamp tokens (RFC 3161 §2.4.2).
 * What is finer than a millisecond is cut off.
 * @throws {PkiError} der_malformed
 */
export function readGeneralizedTime(element: DerElement | undefined): Date {
  if (!isUniversal(element, DER.generalizedTime)) throw unexpected()
  return fromParts(match(element, generalizedTime, true))
}

function match(element: DerElement, form: RegExp, isFractionAllowed: boolean): string[] {
  if (element.isConstructed || element.contents.length > 24) throw unexpected()
  const found = form.exec(String.fromCharCode(...element.contents))
  if (found === null || (found[7] !== undefined && !isFractionAllowed)) throw unexpected()
  return found.slice(1)
}

function fromParts([year, month, day, hour, minute, second, fraction = '0']: string[]): Date {
  const numbers = [year, month, day, hour, minute, second].map(Number)
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = numbers
  const time = new Date(0)
  time.setUTCFullYear(y, mo - 1, d)
  time.setUTCHours(h, mi, s, Math.floor(Number(`0.${fraction}`) * 1000))
  // Date carries 30 February over into March, and 24:00 into the next day.
  const isCarried = time.getUTCMonth() !== mo - 1 || time.getUTCDate() !== d || time.getUTCHours() !== h
  if (isCarried || mi > 59 || s > 59) throw unexpected()
  return time
}

function unexpected(): PkiError {
  return new PkiError('der_malformed', 'a time in GMT with seconds expected')
}
