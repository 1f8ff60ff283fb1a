import { CscRefusal } from './csc-refusal'

/** A parsed JSON body. */
export type CscBody = Readonly<Record<string, unknown>>

/** @throws CscRefusal `Missing (or invalid type) string parameter …` */
export function stringArgument(body: CscBody, name: string): string {
  const value = body[name]
  if (typeof value !== 'string' || value === '')
    throw new CscRefusal(`Missing (or invalid type) string parameter ${name}`)
  return value
}

/** @throws CscRefusal `Invalid parameter …` */
export function optionalString(body: CscBody, name: string, most = 500): string | null {
  const value = body[name]
  if (value === undefined || value === null) return null
  if (typeof value !== 'string' || value.length > most) throw new CscRefusal(`Invalid parameter ${name}`)
  return value
}

/** Absent is false. @throws CscRefusal `Invalid parameter …` */
export function flag(body: CscBody, name: string): boolean {
  const value = body[name]
  if (value === undefined || value === null) return false
  if (typeof value !== 'boolean') throw new CscRefusal(`Invalid parameter ${name}`)
  return value
}

/** @throws CscRefusal `Missing (or invalid type) integer parameter …` */
export function integerArgument(body: CscBody, name: string): number {
  const value = body[name]
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new CscRefusal(`Missing (or invalid type) integer parameter ${name}`)
  }
  return value
}

/** The standard says `hash` in both versions, whatever the member is called. @throws CscRefusal */
export function hashArray(body: CscBody, name: string): readonly unknown[] {
  const value = body[name]
  if (!Array.isArray(value)) throw new CscRefusal('Missing (or invalid type) array parameter hash')
  return value
}
