import { parseCertificate } from '@/lib/pki/certificate'
import { parseCrl } from '@/lib/pki/crl'
import { SIGNING_ROLES } from '@/lib/pki/hpki/hpki-profile'
import { testPolicy } from '@/lib/pki/testing/test-pki'
import type { Verification } from '../verify/verification'
import { type Scene, testTime } from './signed-documents'

const policies = [testPolicy]

/** Trust in the scene's root with fresh CRLs, asked a minute after the signature. */
export async function verificationOf(
  { pki }: Pick<Scene, 'pki'>,
  changes: Partial<Verification> = {},
): Promise<Verification> {
  const crls = [await pki.crl(), await pki.crl({ issuer: pki.root })].map(parseCrl)
  const trust = {
    anchors: [{ certificate: parseCertificate(pki.root.certificate) }],
    intermediates: [parseCertificate(pki.issuingCa.certificate)],
    crls,
    revocation: 'required',
  } as const
  return {
    at: new Date(testTime.getTime() + 60_000),
    signer: { ...trust, initialPolicies: policies, explicitPolicy: true },
    timestamps: trust,
    profiles: {
      prescription: { policies, roles: SIGNING_ROLES.prescription },
      dispensing: { policies, roles: SIGNING_ROLES.dispensing },
    },
    ...changes,
  }
}
