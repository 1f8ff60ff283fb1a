/** A check of one field. `optional` fields may be absent, never `undefined` by name. */
export type FieldCheck = { check: (value: unknown) => boolean; optional: boolean }
export type Shape = Readonly<Record<string, FieldCheck>>

/** A required field. */
export function required(check: (value: unknown) => boolean): FieldCheck {
  return { check, optional: false }
}

/** A field that may be left out. */
export function optional(check: (value: unknown) => boolean): FieldCheck {
  return { check, optional: true }
}

/** A string that the whole pattern matches; `maxLength` in UTF-16 code units is looked at first. */
export function text(pattern: RegExp, maxLength: number): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && value.length <= maxLength && pattern.test(value)
}

/** One of a closed list of strings, or exactly one number. */
export function oneOf(allowed: readonly (string | number)[]): (value: unknown) => boolean {
  return (value) => allowed.some((candidate) => candidate === value)
}

/** A whole number within both bounds. */
export function wholeNumber(min: number, max: number): (value: unknown) => boolean {
  return (value) => typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
}

/**
 * Says whether `value` is a plain object with exactly the fields of `shape`: a missing, unknown or wrong field refuses it.
 * Never throws.
 */
export function matchesShape(value: unknown, shape: Shape): value is Record<string, unknown> {
  if (!isPlainObject(value)) return false
  const names = Object.keys(value)
  if (names.some((name) => !Object.hasOwn(shape, name))) return false
  return Object.entries(shape).every(([name, field]) =>
    Object.hasOwn(value, name) ? field.check(value[name]) : field.optional,
  )
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
