import { X509Certificate } from 'node:crypto'
import { parseCertificate } from '@/lib/pki/certificate'
import { encodeHcRole } from '@/lib/pki/hpki/hc-role'
import { judgeHpkiCertificate } from '@/lib/pki/hpki/judge-hpki-certificate'
import { issueCertificate } from '@/lib/pki/issuing/issue-certificate'
import { secondCertificateTemplate } from '@/lib/pki/issuing/profiles'
import type { CertificateAuthority } from '../certificate-authorities/certificate-authority'
import {
  findIssuingCertificateAuthority,
  listCertificatesAbove,
} from '../certificate-authorities/certificate-authority.store'
import { openCertificateAuthority } from '../certificate-authorities/certificate-authority-signer'
import { newSerialNumber } from '../certificate-authorities/new-serial-number'
import { leastPathEnd, pathEnd } from '../certificate-authorities/path-end'
import type { CredentialContext } from '../credential-context'
import type { Holder } from '../holders/holder'
import type { StoredKey } from '../signing-keys/signing-key.store'
import { roleOfQualification } from './credential'
import { credentialError } from './credential.errors'
import type { NewCredential } from './credential.store'

const dayMs = 86_400_000
/** Clocks of those who verify may be behind: a certificate is good for them too when it is new. */
const backdatedMs = 300_000

/**
 * The holder's second certificate in HPKI's signature profile, signed by the issuing certificate authority and judged before it
 * leaves: name and number from the holder, role from the qualification, never longer valid than any certificate above it.
 * @throws AppError `credential.no_authority`; KeystoreRefused, KeystoreInDoubt
 */
export async function makeCertificate(
  context: CredentialContext,
  holder: Holder,
  key: StoredKey,
): Promise<Omit<NewCredential, 'id' | 'replacesId'>> {
  const { settings } = context
  const now = Math.floor(Date.now() / 1000) * 1000
  const { certificateAuthority, end } = await getIssuingCertificateAuthority(context, new Date(now))
  const { issuer, sign } = openCertificateAuthority(context, certificateAuthority)
  const role = roleOfQualification[holder.qualification]
  const serialNumber = newSerialNumber()
  const notBefore = new Date(now - backdatedMs)
  const notAfter = new Date(Math.min(now + settings.credentialDays * dayMs, end.getTime()))
  const number = ['serialNumber', holder.registryNumber] as const
  const template = secondCertificateTemplate(issuer, {
    serialNumber,
    notBefore,
    notAfter,
    subject: [['C', 'JP'], ['CN', holder.nameRomaji], number],
    japaneseName: [['C', 'JP'], ['CN', holder.nameKanji], number],
    publicKey: key.publicKey,
    hcRole: encodeHcRole(role),
    policy: settings.credentialPolicy,
    crlUri: `${settings.authorityUrl}/crl/${certificateAuthority.name}.crl`,
  })
  const certificate = await issueCertificate(template, sign)
  checkOwnCertificate(certificate, certificateAuthority.certificate, { role, policy: settings.credentialPolicy })
  const validity = { notBefore, notAfter }
  const facts = {
    holderId: holder.id,
    keyId: key.id,
    certificateAuthorityId: certificateAuthority.id,
    role,
    serialNumber,
  }
  return { ...facts, ...validity, certificate }
}

/** The authority that issues, and when its path ends: near that end it issues no more, as it would not be installed. */
async function getIssuingCertificateAuthority(
  { db, settings: { testHierarchy, credentialDays } }: CredentialContext,
  at: Date,
): Promise<{ certificateAuthority: CertificateAuthority; end: Date }> {
  const certificateAuthority = await findIssuingCertificateAuthority(db, { isTest: testHierarchy })
  if (certificateAuthority === null) throw credentialError('credential.no_authority')
  const path = [certificateAuthority.certificate, ...(await listCertificatesAbove(db, certificateAuthority.id))]
  const end = pathEnd(path.map(parseCertificate))
  if (end < leastPathEnd({ at, credentialDays })) {
    const detail = `${certificateAuthority.name}: its path ends ${end.toISOString()}`
    throw credentialError('credential.no_authority', { detail })
  }
  return { certificateAuthority, end }
}

/** What others would refuse must not leave: a fault of ours, not of the caller. */
function checkOwnCertificate(
  der: Uint8Array,
  issuer: Uint8Array,
  { role, policy }: { role: string; policy: string },
): void {
  const findings = judgeHpkiCertificate(parseCertificate(der), { policies: [policy], roles: [role] })
  if (findings.length > 0) throw new Error(`issued certificate: ${findings.map(({ code }) => code).join(', ')}`)
  if (!new X509Certificate(der).verify(new X509Certificate(issuer).publicKey)) {
    throw new Error('issued certificate: signature')
  }
}
