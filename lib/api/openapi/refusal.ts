import type { ErrorCode } from '@/lib/problem/error-codes'

/** A code of the catalogue; or, in the operations of a standard, its status and the standard's word: `400 invalid_grant`. */
export type Refusal = ErrorCode | `${number} ${string}`
