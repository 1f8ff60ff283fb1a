import { type Certificate, parseCertificate } from '@/lib/pki/certificate'
import { encodeHcRole } from '@/lib/pki/hpki/hc-role'
import { issueCertificate } from '@/lib/pki/issuing/issue-certificate'
import { issuerOf } from '@/lib/pki/issuing/issuer-of'
import { secondCertificateTemplate } from '@/lib/pki/issuing/profiles'
import type { Signer } from '@/lib/pki/issuing/signature-algorithm'
import { validatePath } from '@/lib/pki/path/validate-path'
import { newSerialNumber } from '../new-serial-number'
import { textsOf } from './judge-issued-certificate-authority'

const name = [
  ['C', 'JP'],
  ['CN', 'TRIAL - belongs to nobody'],
  ['serialNumber', 'TRIAL'],
] as const

/**
 * Issues a second certificate, without a holder and valid for one second, and validates it as a relying party would: path length,
 * names, policies and mappings of everything above, and that the keystore signs with this key. It is thrown away.
 * @returns findings; none when it is valid
 * @throws KeystoreRefused, KeystoreInDoubt
 */
export async function judgeTrialCertificate(
  { certificate, above }: { certificate: Certificate; above: readonly Certificate[] },
  { publicKey, policy, crlUri, at }: { publicKey: Uint8Array; policy: string; crlUri: string; at: Date },
  sign: Signer,
): Promise<string[]> {
  const template = secondCertificateTemplate(issuerOf(certificate), {
    serialNumber: newSerialNumber(),
    notBefore: at,
    notAfter: at,
    subject: name,
    japaneseName: name,
    publicKey,
    hcRole: encodeHcRole('Medical Doctor'),
    policy,
    crlUri,
  })
  const trial = parseCertificate(await issueCertificate(template, sign))
  const verdict = validatePath({
    certificate: trial,
    intermediates: [certificate, ...above.slice(0, -1)],
    anchors: above.slice(-1).map((root) => ({ certificate: root })),
    crls: [],
    revocation: 'none',
    at,
    initialPolicies: [policy],
    explicitPolicy: true,
    requiredKeyUsage: ['nonRepudiation'],
  })
  return textsOf(verdict)
}
