import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { CredentialContext } from '../credential-context'
import { recordEvent, recordingRefusals } from '../record-event'
import { certificateAuthorityError } from './certificate-authority.errors'
import {
  findIssuingCertificateAuthority,
  listCertificateAuthorities,
  retireIfLive,
} from './certificate-authority.store'

/**
 * Takes a certificate authority out of issuing, for good. Its CRLs go on: what it issued stays valid and can be revoked. The test
 * hierarchy is not retired; it issues only where SHOMEI_TRUST asks for it.
 * @returns the name of the authority that issues now, `null` when there is none
 * @throws AppError `certificate_authority.unknown` (also pending and only above others), `.retired`, `.test_hierarchy`
 */
export async function retireCertificateAuthority(
  context: CredentialContext,
  input: { name: string; actor?: string },
  origin: RequestOrigin,
): Promise<{ issuing: string | null }> {
  const { db, keyring } = context
  const { name, actor = 'system' } = input
  const event = { action: 'certificate_authority.retire', actor, origin } as const
  const known = (await listCertificateAuthorities(db)).find((each) => each.name === name && each.hasKey)
  if (known === undefined) throw certificateAuthorityError('certificate_authority.unknown')
  const { id, isTest } = known
  await recordingRefusals(context, { ...event, subject: id, details: { name } }, () =>
    db.transaction(async (tx) => {
      if (isTest) throw certificateAuthorityError('certificate_authority.test_hierarchy')
      if (!(await retireIfLive(tx, id))) throw certificateAuthorityError('certificate_authority.retired')
      await recordEvent(tx, keyring, { ...event, subject: id, outcome: 'success', details: { name } })
    }),
  )
  return { issuing: (await findIssuingCertificateAuthority(db, { isTest: false }))?.name ?? null }
}
