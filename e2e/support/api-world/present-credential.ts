import { clientAssertionType } from '@/lib/wire/oauth'
import { assertClient } from './client-assertion'
import type { Kit } from './mint-kit'
import type { PortalWorld } from './portal-world'

/** Who a request comes from, by what it shows: the header, cookie or form field that an operation reads. */
export type Principal =
  | 'emr'
  | 'frame'
  | 'console'
  | 'registration'
  | 'claim'
  | 'holder'
  | 'client'
  | 'clientBearer'
  | 'accessToken'

export type Presented = { headers: Record<string, string>; fields: Record<string, string> }

export const nobody: Presented = { headers: {}, fields: {} }

/** The live credential of the own hospital as that principal shows it; `url` is where an assertion is good. */
export async function presentCredential(
  world: Pick<PortalWorld, 'contexts' | 'people' | 'settings'>,
  kit: Kit,
  principal: Principal,
  path: string,
): Promise<Presented> {
  const { contexts, people, settings } = world
  switch (principal) {
    case 'emr':
      return bearer(kit.emrBearer)
    case 'frame':
      return bearer(kit.frame.bearer)
    case 'accessToken':
      return bearer(kit.accessToken)
    case 'console':
      return cookie(kit.consoleCookie)
    case 'registration':
      return cookie(`__Host-shomei-registration=${kit.registration.ticket}`)
    case 'claim':
      return cookie(`__Host-shomei-claim=${kit.claim.claimSecret}`)
    case 'holder':
      return cookie(`__Host-shomei-holder=${kit.holderSession}`)
    case 'client':
      return clientForm(await assertClient(contexts, people.own, settings.authorityUrl))
    case 'clientBearer':
      return bearer(await assertClient(contexts, people.own, `${settings.authorityUrl}${path}`))
  }
}

/** What looks like a credential of that principal and is none. */
export function presentGarbage(principal: Principal): Presented {
  const token = 'Z'.repeat(43)
  switch (principal) {
    case 'emr':
    case 'frame':
    case 'accessToken':
      return bearer(token)
    case 'clientBearer':
      return bearer('eyJhbGciOiJFUzI1NiIsImtpZCI6IngifQ.eyJpc3MiOiJ4Iiwic3ViIjoieCJ9.c2ln')
    case 'client':
      return clientForm('eyJhbGciOiJFUzI1NiIsImtpZCI6IngifQ.eyJpc3MiOiJ4Iiwic3ViIjoieCJ9.c2ln')
    case 'console':
      return cookie(`shomei-console=${token}`)
    default:
      return cookie(`__Host-shomei-${principal}=${token}`)
  }
}

function bearer(token: string): Presented {
  return { headers: { authorization: `Bearer ${token}` }, fields: {} }
}

function cookie(pair: string): Presented {
  return { headers: { cookie: pair }, fields: {} }
}

function clientForm(assertion: string): Presented {
  return { headers: {}, fields: { client_assertion_type: clientAssertionType, client_assertion: assertion } }
}
