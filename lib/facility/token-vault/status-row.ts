import type { Id } from '@/lib/kernel/ids'
import { isSignInMethod } from '@/lib/vocabulary/sign-in-method'
import type { SignInStatus } from '@/lib/wire/emr'
import { judgeSignInStatus, type StatusFacts } from './sign-in-status'

/** A status as the database returns it, see status-fragments.store.ts. */
export type StatusRow = {
  staffKey: Id<'staff'>
  staffCode: string
  linked: boolean
  locked: boolean
  refused: boolean
  version: bigint
  expiringSeconds: number
  tokenId: string | null
  method: string | null
  issuedAt: Date | null
  expiresAt: Date | null
  remainingSeconds: number | null
  signedInTerminalCode: string | null
  signedInTerminalName: string | null
  checkDue: boolean | null
  serverTime: Date
}

export function toStatusFacts(row: StatusRow): StatusFacts {
  const { linked, locked, refused, remainingSeconds, expiringSeconds } = row
  return { linked, locked, refused, remainingSeconds, expiringSeconds }
}

/** A row as the APIs return it. A status that is neither `signed_in` nor `expiring` contains nothing of a token. */
export function toSignInStatus(row: StatusRow): SignInStatus {
  const status = judgeSignInStatus(toStatusFacts(row))
  const isSignedIn = status === 'signed_in' || status === 'expiring'
  return {
    staff_id: row.staffCode,
    status,
    method: isSignedIn && row.method !== null && isSignInMethod(row.method) ? row.method : null,
    signed_in_at: isSignedIn ? (row.issuedAt?.toISOString() ?? null) : null,
    expires_at: isSignedIn ? (row.expiresAt?.toISOString() ?? null) : null,
    remaining_seconds: isSignedIn ? (row.remainingSeconds ?? 0) : 0,
    terminal_id: isSignedIn ? row.signedInTerminalCode : null,
    version: Number(row.version),
    server_time: row.serverTime.toISOString(),
  }
}
