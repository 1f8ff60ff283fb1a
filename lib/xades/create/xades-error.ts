import type { FindingCode } from '../xades.findings'

/**
 * Why no signature is made. A finding code: the document itself is no good. `insertion_point`: there is no single empty sign
 * element at the fixed path, or it holds a signature already (C5). `key_unsupported`: neither RSA of 2048 bits or more nor P-256.
 * `signature_value`: not a value of this certificate's key over the prepared digest. `timestamp_place`: the signature has unsigned
 * properties already. `certificate_malformed`, `prepared_malformed`, `signing_time`: an argument is not what it should be.
 */
export type XadesErrorCode =
  | FindingCode
  | 'insertion_point'
  | 'key_unsupported'
  | 'signature_value'
  | 'timestamp_place'
  | 'prepared_malformed'
  | 'signing_time'

/** The only exception of the functions that make signatures; decide on `code`. */
export class XadesError extends Error {
  override readonly name = 'XadesError'
  readonly code: XadesErrorCode

  constructor(code: XadesErrorCode, options: { cause?: unknown } = {}) {
    super(code, options)
    this.code = code
  }
}
