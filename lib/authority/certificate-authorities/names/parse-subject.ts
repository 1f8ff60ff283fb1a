import type { AppError } from '@/lib/kernel/app-error'
import { encodeName, type NameAttribute } from '@/lib/pki/issuing/encode-name'
import { certificateAuthorityError } from '../certificate-authority.errors'

/** Longest values in characters (RFC 5280 Appendix A.1, upper bounds). */
const longest: Readonly<Record<NameAttribute[0], number>> = {
  C: 2,
  ST: 128,
  L: 128,
  O: 64,
  OU: 64,
  CN: 64,
  serialNumber: 64,
}
const mostOctets = 4_096
/** Invisible characters and line separators. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u
const shapes: Readonly<Partial<Record<NameAttribute[0], RegExp>>> = {
  C: /^[A-Z]{2}$/,
  serialNumber: /^[A-Za-z0-9 '()+,\-./:=?]+$/,
}

/**
 * DER of the distinguished name that words such as `C=JP` or `O=見本認証局` say, in their order.
 * @throws AppError `certificate_authority.subject_invalid`
 */
export function parseSubject(words: readonly string[]): Uint8Array<ArrayBuffer> {
  if (words.length === 0 || words.length > 16) throw invalid('1 to 16 attributes such as C=JP')
  const attributes = words.map(parseAttribute)
  if (!attributes.some(([type]) => type === 'CN' || type === 'O')) throw invalid('neither CN nor O')
  const name = encodeName(attributes)
  if (name.length > mostOctets) throw invalid(`longer than ${mostOctets} octets`)
  return name
}

function parseAttribute(word: string): NameAttribute {
  const [type = '', ...rest] = word.split('=')
  const value = rest.join('=')
  if (!isType(type)) throw invalid(`${word.slice(0, 64)}: one of ${Object.keys(longest).join(', ')}, = and a value`)
  const isFitting = value.length > 0 && [...value].length <= longest[type] && (shapes[type]?.test(value) ?? true)
  if (!isFitting || value !== value.trim() || invisible.test(value)) throw invalid(`value of ${type}`)
  return [type, value]
}

function isType(type: string): type is NameAttribute[0] {
  return Object.hasOwn(longest, type)
}

function invalid(detail: string): AppError {
  return certificateAuthorityError('certificate_authority.subject_invalid', { detail })
}
