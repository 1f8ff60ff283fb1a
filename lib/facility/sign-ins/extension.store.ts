import type { Transaction } from '@/lib/db/database'

/** Notes that the code's time is extended; `null` when it was before, or no code is shown any more. One call of many wins. */
export async function reserveExtension(
  tx: Transaction,
  signInId: string,
): Promise<{ deviceAuthorizationId: string } | null> {
  const [row] = await tx.sql<{ deviceAuthorizationId: string }[]>`
    UPDATE facility.qr_sign_in AS qr SET extended_at = clock_timestamp()
    FROM facility.sign_in AS signing
    WHERE signing.id = qr.sign_in_id AND qr.sign_in_id = ${signInId} AND qr.extended_at IS NULL
      AND signing.state = 'shown' AND signing.expires_at > clock_timestamp()
    RETURNING qr.device_authorization_id`
  return row ?? null
}

/** Takes over the time that the authority has given; false when a phone has claimed it meanwhile, or it has ended. */
export async function extendIfShown(
  tx: Transaction,
  { signInId, secondsLeft }: { signInId: string; secondsLeft: number },
): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE facility.sign_in SET version = version + 1,
      expires_at = clock_timestamp() + make_interval(secs => ${secondsLeft}::int)
    WHERE id = ${signInId} AND state = 'shown' AND expires_at > clock_timestamp()`
  return count === 1
}
