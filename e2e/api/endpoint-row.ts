import type { Kit } from '../support/api-world/mint-kit'
import type { Place } from '../support/api-world/seed-people'

/** One hospital's records and credentials. */
export type Owner = { kit: Kit; place: Place }

export type Refusal = { status: number; code: string }

/** What an operation takes and how it refuses; `code` is a problem's code or an OAuth error. */
export type EndpointRow = {
  /** What its path names is for everybody. */
  isPublic?: boolean
  /** The answer without its caller's credential, where that is not the refusal of its kind. */
  refusal?: Refusal
  /** Values for the places of the path that name records of `owner`. */
  path?: (owner: Owner) => Record<string, string>
  query?: (owner: Owner) => Record<string, string>
  /** Headers that the operation requires. */
  headers?: (owner: Owner) => Record<string, string>
  /** The largest body that it takes, where that is not 64 KiB. */
  bodyBytes?: number
  /** A GET that acts, because the adapter that it replaces does so. */
  acts?: true
  /** A body that names records of `owner`; JSON, or the fields of a form. */
  body?: (owner: Owner) => Record<string, unknown>
  /** The answer to path, query and body of another owner under one's own credential (AT-18, AT-21, AT-29). */
  foreign?: Refusal
}
