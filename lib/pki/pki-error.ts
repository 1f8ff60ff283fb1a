import type { PkiFindingCode } from './pki.findings'

/** The only exception of this folder's parsers: the octets are not what they should be. `finding` says how. */
export class PkiError extends Error {
  override readonly name = 'PkiError'
  readonly finding: PkiFindingCode

  constructor(finding: PkiFindingCode, detail?: string) {
    super(detail === undefined ? finding : `${finding}: ${detail}`)
    this.finding = finding
  }
}

/** What a parser of this folder reads; `null` where the bytes are not what they should be. */
export function readOrNull<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}
