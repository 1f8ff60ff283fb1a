import { beforeAll, describe, expect, test } from 'vitest'
import { parseCertificate } from '@/lib/pki/certificate'
import { parseCrl } from '@/lib/pki/crl'
import { certificatePolicies, extendedKeyUsage } from '@/lib/pki/issuing/extensions'
import type { CertificateTemplate } from '@/lib/pki/issuing/issue-certificate'
import type { TrustAnchor } from '@/lib/pki/path/path'
import { OID } from '@/lib/pki/pki.oids'
import type { TestVariant } from '@/lib/pki/testing/test-pki'
import { createScene, type Scene, testTime } from '../testing/signed-documents'
import { stamp } from '../testing/stamp'
import { verificationOf } from '../testing/verification-of'
import type { Verification } from './verification'
import { verifySignedDocument } from './verify-signed-document'

let scene: Scene
let verification: Verification

beforeAll(async () => {
  scene = await createScene('p-256')
  verification = await verificationOf(scene)
})

const later = (seconds: number) => new Date(testTime.getTime() + seconds * 1000)
const withExtensions = (change: (list: CertificateTemplate['extensions']) => CertificateTemplate['extensions']) => ({
  change: (template: CertificateTemplate) => ({ ...template, extensions: change(template.extensions) }),
})

/** A root of the scene's own name and key, changed: everything issued below it stays what it is. */
async function anchorLike(variant: TestVariant): Promise<TrustAnchor> {
  return { certificate: parseCertificate((await scene.pki.issueRoot(variant)).certificate) }
}

function judge(document: Uint8Array, changes: Partial<Verification>) {
  const { result, findings } = verifySignedDocument(document, { ...verification, ...changes })
  return { result, facts: findings.map(({ code, cause }) => (cause === undefined ? code : `${code} ${cause}`)) }
}

describe('AT-62: anchors of signers', () => {
  const under = (anchor: TrustAnchor) =>
    judge(scene.prescription, { signer: { ...verification.signer, anchors: [anchor] } })

  test('a root without basicConstraints is an anchor like any other', async () => {
    const anchor = await anchorLike(withExtensions((list) => list.filter(({ type }) => type !== OID.basicConstraints)))
    expect(under(anchor)).toEqual({ result: 'VALID', facts: [] })
  })

  test('a root whose policies leave the signer’s out vouches for no signer', async () => {
    const anchor = await anchorLike(withExtensions((list) => [...list, certificatePolicies(['1.2.3.4'])]))
    expect(under(anchor)).toEqual({ result: 'INVALID', facts: ['signer_certificate_invalid policy_missing'] })
  })

  test('an anchor that is no longer trusted: no path, and INDETERMINATE; the end is the settings’ to say', async () => {
    const ended = await anchorLike({ notAfter: later(-60) })
    const facts = ['signer_path_not_found anchor_outside_trust_period']
    expect(under(ended)).toEqual({ result: 'INDETERMINATE', facts })
    expect(under({ ...ended, trustedUntil: later(3600) })).toEqual({ result: 'VALID', facts: [] })
    const sound = await anchorLike({})
    expect(under({ ...sound, trustedUntil: later(-60) })).toEqual({ result: 'INDETERMINATE', facts })
  })
})

describe('AT-62: anchors of time-stamp authorities', () => {
  /** A time-stamp authority directly below a root of its own, with the root's CRL as the only one. */
  async function stampedUnder(root: TestVariant) {
    const issuer = await scene.pki.issueRoot({ keyName: 'tsa-root', ...root })
    const tsa = await scene.pki.issueTsa({ issuer })
    const document = await stamp(scene, scene.prescription, 'prescription', { tsa })
    const timestamps = {
      anchors: [{ certificate: parseCertificate(issuer.certificate) }],
      intermediates: [],
      crls: [parseCrl(await scene.pki.crl({ issuer }))],
      revocation: 'required' as const,
    }
    return judge(document, { timestamps })
  }

  test('a self-signed root without basicConstraints stamps', async () => {
    const root = withExtensions((list) => list.filter(({ type }) => type !== OID.basicConstraints))
    expect(await stampedUnder(root)).toEqual({ result: 'VALID', facts: [] })
  })

  test('a root for other purposes only does not; one for time-stamps does', async () => {
    const only = (purpose: string) => withExtensions((list) => [...list, extendedKeyUsage(purpose, true)])
    expect(await stampedUnder(only(OID.clientAuth))).toEqual({
      result: 'INVALID',
      facts: ['timestamp_invalid extended_key_usage_missing'],
    })
    expect(await stampedUnder(only(OID.timeStamping))).toEqual({ result: 'VALID', facts: [] })
  })
})
