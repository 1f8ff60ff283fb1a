import type { z } from '@hono/zod-openapi'
import type { Approval } from '@/lib/authority/claims/approve-claim'
import type { Claim } from '@/lib/authority/claims/claim'
import type { AssertionOptions } from '@/lib/authority/claims/new-assertion-options'
import { toShownText } from '@/lib/kernel/display-text'
import type { approval, claim } from '@/lib/wire/phone'

/** What the phone shows before it asks for anything; never the number itself (AT-35). */
export function toClaim(
  from: Claim,
  options: AssertionOptions | null,
  accessTokenSeconds: number,
): z.infer<typeof claim> {
  return {
    facility_name: toShownText(from.facilityName),
    department: toShownText(from.department),
    terminal_name: toShownText(from.terminalName),
    place: toShownText(from.place),
    username: toShownText(from.staffDisplayName),
    started_at: from.startedAt.toISOString(),
    expires_in: from.secondsLeft,
    token_hours: accessTokenSeconds / 3600,
    number_matching: from.numberMatching,
    choices: from.matchChoices,
    number_matched: from.isNumberMatched,
    options: options === null ? null : { ...options },
  }
}

export function toApproval({ method, expiresAt, secondsLeft }: Approval): z.infer<typeof approval> {
  return { method, expires_at: expiresAt.toISOString(), expires_in: secondsLeft }
}
