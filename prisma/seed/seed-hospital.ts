import type { AuthorityContext } from '@/lib/authority/authority-context'
import { createFacilityClient } from '@/lib/authority/facility-clients/create-facility-client'
import { createEmrClient } from '@/lib/facility/emr-clients/create-emr-client'
import { createFacility } from '@/lib/facility/facilities/create-facility'
import type { FacilityContext } from '@/lib/facility/facility-context'
import { createTerminal } from '@/lib/facility/terminals/create-terminal'
import type { Id } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'

export type SeedContexts = { authority: AuthorityContext; facility: FacilityContext }

/** Where seeded records say they came from. */
export const seedOrigin: RequestOrigin = { requestId: 'req_seed', address: null, userAgent: null }

export type SeededHospital = {
  facilityId: string
  code: string
  name: string
  emrClient: { clientId: string; clientSecret: string }
  terminals: { terminalKey: Id<'terminal'>; terminalCode: string; name: string }[]
}

type NewTerminal = { terminalCode: string; name: string; place: string; department: string; hasReader: boolean }

/** A hospital known to both sides, with its terminals and an EMR that may embed us in pages of `emrOrigin` and `moreOrigins`. */
export async function seedHospital(
  { authority, facility }: SeedContexts,
  hospital: { code: string; name: string; authorityClientId: string },
  options: { emrOrigin: string; moreOrigins?: readonly string[]; terminals: readonly NewTerminal[] },
): Promise<SeededHospital> {
  const { facilityId, publicJwk } = await createFacility(facility, { ...hospital, actor: 'system' }, seedOrigin)
  const client = { clientId: hospital.authorityClientId, name: hospital.name, jwks: { keys: [publicJwk] } }
  await createFacilityClient(authority, client, seedOrigin)
  const emr = {
    facilityId,
    clientId: `emr-${hospital.code.toLowerCase()}`,
    name: 'テスト電子カルテ',
    origins: [options.emrOrigin, ...(options.moreOrigins ?? [])],
  }
  const { clientSecret } = await createEmrClient(facility, { ...emr, actor: 'system' }, seedOrigin)
  if (clientSecret === null) throw new Error('the EMR client has no secret')
  const terminals: SeededHospital['terminals'] = []
  for (const terminal of options.terminals) {
    const { terminalKey } = await createTerminal(facility, { ...terminal, facilityId, actor: 'system' }, seedOrigin)
    terminals.push({ terminalKey, terminalCode: terminal.terminalCode, name: terminal.name })
  }
  const { code, name } = hospital
  return { facilityId, code, name, emrClient: { clientId: emr.clientId, clientSecret }, terminals }
}
