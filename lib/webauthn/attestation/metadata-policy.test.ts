import { describe, expect, test } from 'vitest'
import type { FidoMetadata, ModelMetadata } from '../metadata/fido-metadata'
import { attestationLeafName, createTestAttestationCa, packedX5c } from '../testing/attestation-makers'
import { at, challenge, newAuthenticator, registrationExpectations } from '../testing/ceremony'
import type { AttestationMaker } from '../testing/soft-authenticator'
import { mintTestCertificate } from '../testing/test-certificate'
import { verifyRegistration } from '../verify-registration'
import type { RegistrationPolicy } from '../webauthn'

const model = '11111111-2222-3333-4444-555555555555'
const aaguid = new Uint8Array(Buffer.from(model.replaceAll('-', ''), 'hex'))
const ca = createTestAttestationCa()
const yesterday = new Date(at.getTime() - 86_400_000)
const tomorrow = new Date(at.getTime() + 86_400_000)

type Report = ModelMetadata['statusReports'][number]
const report = (status: string, more: Partial<Report> = {}): Report => ({
  status,
  effectiveDate: null,
  certificateDer: null,
  ...more,
})

function metadataOf(rootDer: Uint8Array, ...statusReports: Report[]): FidoMetadata {
  return { serial: 1, staleFrom: tomorrow, models: new Map([[model, { rootsDer: [rootDer], statusReports }]]) }
}

async function verdictOf(policy: Partial<RegistrationPolicy>, attestation: AttestationMaker = packedX5c(ca)) {
  const response = newAuthenticator({ aaguid, attestation }).create({ challenge })
  const expectations = registrationExpectations({ attestation: 'required', ...policy })
  const verdict = await verifyRegistration({ response, expectations })
  return { ...verdict, codes: verdict.findings.map(({ code }) => code) }
}

describe('FIDO metadata: whom they vouch for', () => {
  test('the roots of a model’s entry anchor that model', async () => {
    const metadata = metadataOf(ca.root.der, report('FIDO_CERTIFIED'))
    expect(await verdictOf({ metadata, allowedAaguids: [model] })).toMatchObject({
      accepted: true,
      credential: { attestationProven: true, aaguidProven: true },
    })
  })

  test('and no other model', async () => {
    const { models, ...rest } = metadataOf(ca.root.der)
    const metadata = { ...rest, models: new Map([...models].map(([, entry]) => ['another', entry] as const)) }
    expect(await verdictOf({ metadata })).toMatchObject({ accepted: false, codes: ['attestation_untrusted'] })
  })

  test('a certificate named byte by byte anchors itself', async () => {
    const leaf = mintTestCertificate({ name: attestationLeafName, issuer: ca.intermediate })
    const sameLeaf: AttestationMaker = (input) => {
      const { fmt, attStmt } = packedX5c(ca, { leaf: { keys: leaf } })(input)
      const own = attStmt instanceof Map ? [...attStmt] : []
      return { fmt, attStmt: new Map([...own, ['x5c', [leaf.der]]]) }
    }
    const metadata = metadataOf(leaf.der)
    expect((await verdictOf({ metadata }, sameLeaf)).accepted).toBe(true)
    const another = packedX5c(ca, { leaf: { keys: leaf, issuer: ca.intermediate }, chain: [] })
    expect((await verdictOf({ metadata }, another)).accepted).toBe(false)
  })

  test('AT-45: past their next update they vouch for nobody, and roots of the settings still do', async () => {
    const metadata = { ...metadataOf(ca.root.der), staleFrom: at }
    expect(await verdictOf({ metadata })).toMatchObject({ accepted: false, codes: ['attestation_untrusted'] })
    expect(await verdictOf({ metadata, trustAnchorsDer: [ca.root.der] })).toMatchObject({ accepted: true })
  })
})

describe('AT-45: FIDO metadata: which models they forbid', () => {
  test.each([
    'REVOKED',
    'USER_VERIFICATION_BYPASS',
    'ATTESTATION_KEY_COMPROMISE',
    'USER_KEY_REMOTE_COMPROMISE',
    'USER_KEY_PHYSICAL_COMPROMISE',
  ])('%s: refused where proof is required, a warning elsewhere', async (status) => {
    const metadata = metadataOf(ca.root.der, report('FIDO_CERTIFIED'), report(status), report('UPDATE_AVAILABLE'))
    expect(await verdictOf({ metadata })).toMatchObject({ accepted: false, codes: ['model_compromised'] })
    expect(await verdictOf({ metadata, attestation: 'none' })).toMatchObject({
      accepted: true,
      findings: [{ code: 'model_compromised', severity: 'warning', detail: status }],
    })
    const listed = await verdictOf({ metadata, attestation: 'none', allowedAaguids: [model] })
    expect(listed).toMatchObject({ accepted: false, codes: ['model_compromised'] })
  })

  test('also past their next update: what was reported stays true', async () => {
    const metadata = { ...metadataOf(ca.root.der, report('REVOKED')), staleFrom: at }
    const verdict = await verdictOf({ metadata, trustAnchorsDer: [ca.root.der] })
    expect(verdict).toMatchObject({ accepted: false, codes: ['model_compromised'] })
  })

  test.each([
    { effectiveDate: yesterday, codes: ['model_compromised'] },
    { effectiveDate: at, codes: ['model_compromised'] },
    { effectiveDate: tomorrow, codes: [] },
  ])('from its effective date on ($effectiveDate)', async ({ effectiveDate, codes }) => {
    expect(await verdictOf({ metadata: metadataOf(ca.root.der, report('REVOKED', { effectiveDate })) })).toMatchObject({
      codes,
    })
  })

  test.each([
    { name: 'the issuer of this phone’s certificate', batch: ca.intermediate.der, codes: ['model_compromised'] },
    { name: 'its root', batch: ca.root.der, codes: ['model_compromised'] },
    { name: 'a certificate that cannot be read', batch: new Uint8Array(9), codes: ['model_compromised'] },
    { name: 'another batch', batch: createTestAttestationCa().intermediate.der, codes: [] },
  ])('a compromised attestation key of $name', async ({ batch, codes }) => {
    const metadata = metadataOf(ca.root.der, report('ATTESTATION_KEY_COMPROMISE', { certificateDer: batch }))
    expect(await verdictOf({ metadata })).toMatchObject({ codes })
  })

  describe('a phone that claims another model than its own', () => {
    const otherModel = '99999999-2222-3333-4444-555555555555'
    const withOther = (...reports: Report[]): FidoMetadata => {
      const { models, ...rest } = metadataOf(ca.root.der)
      return {
        ...rest,
        models: new Map([...models, [otherModel, { rootsDer: [ca.root.der], statusReports: reports }]]),
      }
    }
    const unnamed = packedX5c(ca, { leaf: { extensions: [] } })

    test('with an attestation key that was stolen from one batch: refused whatever it claims', async () => {
      const stolen = report('ATTESTATION_KEY_COMPROMISE', { certificateDer: ca.intermediate.der })
      expect(await verdictOf({ metadata: withOther(stolen) })).toMatchObject({
        accepted: false,
        codes: ['model_compromised'],
      })
      const other = { certificateDer: createTestAttestationCa().intermediate.der }
      const ofOthers = [
        report('ATTESTATION_KEY_COMPROMISE', other),
        report('ATTESTATION_KEY_COMPROMISE', { certificateDer: new Uint8Array(9) }),
      ]
      expect(await verdictOf({ metadata: withOther(...ofOthers) })).toMatchObject({ accepted: true, codes: [] })
    })

    test('with a certificate that names no model: each one below its root may be meant', async () => {
      const metadata = withOther(report('REVOKED'))
      expect(await verdictOf({ metadata }, unnamed)).toMatchObject({ accepted: false, codes: ['model_compromised'] })
      expect(await verdictOf({ metadata })).toMatchObject({ accepted: true, codes: [] })
      expect(await verdictOf({ metadata: withOther() }, unnamed)).toMatchObject({ accepted: true, codes: [] })
    })
  })
})
