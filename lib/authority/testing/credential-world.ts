import type { Settings } from '@/lib/config/settings'
import { parseCrl } from '@/lib/pki/crl'
import { findCrlEntry } from '@/lib/pki/crl-entries'
import { findIssuingCertificateAuthority } from '../certificate-authorities/certificate-authority.store'
import { createTestHierarchy } from '../certificate-authorities/create-test-hierarchy'
import { findCrl } from '../certificate-authorities/crls/crl.store'
import type { Credential } from '../credentials/credential'
import { issueCredential } from '../credentials/issue-credential'
import type { Holder } from '../holders/holder'
import { authorityWorld, testOrigin } from './authority-world'

/** An authority with its test hierarchy. P-256 keys unless a test asks for others: an RSA key takes a fifth of a second. */
export function credentialWorld(settings: Partial<Settings> = {}) {
  const world = authorityWorld({ credentialAlgorithm: 'p-256', keyPool: 0, ...settings })
  const { context, db } = world

  async function issue(holder?: Holder): Promise<Credential & { holder: Holder }> {
    await createTestHierarchy(context)
    const owner = holder ?? (await world.newHolder())
    return { ...(await issueCredential(context, { holderId: owner.id }, testOrigin)), holder: owner }
  }

  async function issuingCertificateAuthority() {
    await createTestHierarchy(context)
    const certificateAuthority = await findIssuingCertificateAuthority(db, { isTest: true })
    if (certificateAuthority === null) throw new Error('no issuing authority')
    return certificateAuthority
  }

  /** The CRL that is published now. */
  async function publishedCrl(name = 'test-issuing') {
    const stored = await findCrl(db, name)
    if (stored === null) throw new Error('no CRL')
    const crl = parseCrl(stored.der)
    const reasonOf = (serialNumber: string) => findCrlEntry(crl.entries, crl.issuer, serialNumber)?.reason ?? null
    return { ...stored, crl, reasonOf }
  }

  /** State of a key, and whether its blob is still there. */
  async function keyState(keyId: string): Promise<string> {
    const [row] = await db.sql<{ state: string; hasBlob: boolean }[]>`
      SELECT state, wrapped IS NOT NULL AS has_blob FROM authority.signing_key WHERE id = ${keyId}`
    return `${row?.state} ${row?.hasBlob ? 'with' : 'without'} blob`
  }

  return { ...world, issue, issuingCertificateAuthority, publishedCrl, keyState }
}
