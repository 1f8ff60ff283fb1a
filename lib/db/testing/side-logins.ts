import { randomBytes } from 'node:crypto'
import type { Side } from '@/lib/vocabulary/settings/side'
import { dropLogin, ensureLogin, groupOf, SIDES } from '@/scripts/postgres/roles.mjs'

export type SideLogins = Record<Side, { name: string; password: string }>

/** Logins of the two sides for one run of tests, as an operator makes them: each is a member of its side's role. */
export async function createSideLogins(ownerUrl: string): Promise<{ logins: SideLogins; drop(): Promise<void> }> {
  const run = randomBytes(4).toString('hex')
  const login = (side: Side) => ({ name: `shomei_test_${run}_${side}`, password: randomBytes(16).toString('hex') })
  const logins = { authority: login('authority'), facility: login('facility') }
  for (const side of SIDES) await ensureLogin(ownerUrl, { ...logins[side], groups: [groupOf(side)] })
  return {
    logins,
    async drop() {
      for (const side of SIDES) await dropLogin(ownerUrl, logins[side].name)
    },
  }
}

/** The same database for the login of a side. */
export function urlOfLogin(ownerUrl: string, { name, password }: SideLogins[Side]): string {
  const url = new URL(ownerUrl)
  url.username = name
  url.password = password
  return url.href
}
