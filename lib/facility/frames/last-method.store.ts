import type { Database } from '@/lib/db/database'
import type { Id } from '@/lib/kernel/ids'
import { isSignInMethod, type SignInMethod } from '@/lib/vocabulary/sign-in-method'

/** How this staff member last signed in at their facility, at any terminal; `null` before the first success. */
export async function findLastMethod(db: Pick<Database, 'sql'>, staffKey: Id<'staff'>): Promise<SignInMethod | null> {
  const [row] = await db.sql<{ method: string }[]>`
    SELECT method FROM facility.sign_in WHERE staff_id = ${staffKey} AND state = 'signed_in'
    ORDER BY created_at DESC LIMIT 1`
  return isSignInMethod(row?.method) ? row.method : null
}
