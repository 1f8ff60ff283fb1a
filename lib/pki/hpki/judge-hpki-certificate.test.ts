import { describe, expect, test } from 'vitest'
import { parseCertificate } from '../certificate'
import { encodeObjectId, encodeSequence } from '../der/write-der'
import { type CertificateSpec, mintCertificate } from '../path/testing/mint'
import { caConstraints, extension, policies, usage } from '../path/testing/mint-extensions'
import { OID } from '../pki.oids'
import { encodeHcRole } from './hc-role'
import { HPKI_OID } from './hpki.oids'
import { type HpkiProfile, SIGNING_ROLES } from './hpki-profile'
import { judgeHpkiCertificate } from './judge-hpki-certificate'

const productionPolicy = HPKI_OID.signaturePolicy
const prescription: HpkiProfile = { policies: [productionPolicy], roles: SIGNING_ROLES.prescription }
const dispensing: HpkiProfile = { policies: [productionPolicy], roles: SIGNING_ROLES.dispensing }

const roleOf = (value: Uint8Array) => extension(OID.subjectDirectoryAttributes, value)
const sound = [policies(productionPolicy), roleOf(encodeHcRole('Medical Doctor'))]

function codes(spec: Partial<CertificateSpec>, profile = prescription): string[] {
  const own = spec.extensions ?? []
  const kept = sound.filter(({ oid }) => !own.some((other) => other.oid === oid) && !spec.without?.includes(oid))
  const { der } = mintCertificate({
    name: 'C=JP,CN=Taro Mihon,serialNumber=TEST-1',
    key: 'ec:leaf',
    ...spec,
    extensions: [...kept, ...own],
  })
  return judgeHpkiCertificate(parseCertificate(der), profile).map(({ code }) => code)
}

describe('HPKI signature certificate', () => {
  test('twin: a doctor’s certificate of the profile has no findings', () => {
    expect(codes({})).toEqual([])
  })

  test.each([
    [
      'digitalSignature beside nonRepudiation',
      { extensions: [usage('nonRepudiation', 'digitalSignature')] },
      ['key_usage_not_signing'],
    ],
    [
      'digitalSignature alone (an authentication certificate)',
      { extensions: [usage('digitalSignature')] },
      ['key_usage_not_signing'],
    ],
    ['no keyUsage', { without: [OID.keyUsage] }, ['key_usage_not_signing', 'key_usage_not_critical']],
    [
      'keyUsage not critical',
      { extensions: [{ ...usage('nonRepudiation'), isCritical: false }] },
      ['key_usage_not_critical'],
    ],
    [
      'an extended key usage',
      { extensions: [extension(OID.extendedKeyUsage, encodeSequence(encodeObjectId(OID.clientAuth)))] },
      ['extended_key_usage_present'],
    ],
    ['no policies', { without: [OID.certificatePolicies] }, ['policies_missing']],
    [
      'policies not critical',
      { extensions: [{ ...policies(productionPolicy), isCritical: false }] },
      ['policies_not_critical'],
    ],
    ['another policy', { extensions: [policies('1.2.3')] }, ['policy_not_accepted']],
    [
      'the test policy beside the one in use',
      { extensions: [policies(productionPolicy, HPKI_OID.testSignaturePolicy)] },
      ['policy_not_accepted'],
    ],
    [
      'the policy of authentication',
      { extensions: [policies(HPKI_OID.authenticationPolicy)] },
      ['policy_not_accepted'],
    ],
    ['anyPolicy', { extensions: [policies(OID.anyPolicy)] }, ['policy_not_accepted']],
    ['a CA', { extensions: [caConstraints()] }, ['certificate_is_ca']],
    ['no person named', { name: 'C=JP,O=Test' }, ['subject_incomplete']],
    ['no role', { without: [OID.subjectDirectoryAttributes] }, ['hc_role_missing']],
    ['a role that is none', { extensions: [roleOf(new Uint8Array([0x30, 0]))] }, ['hc_role_malformed']],
    [
      'two roles',
      {
        extensions: [
          roleOf(encodeSequence(encodeHcRole('Dentist').subarray(2), encodeHcRole('Medical Doctor').subarray(2))),
        ],
      },
      ['hc_role_ambiguous'],
    ],
  ])('refused: %s', (_, spec, expected) => {
    expect(codes(spec)).toEqual(expected)
  })
})

describe('the test policy …1.0.1 is refused unless the profile names it', () => {
  const ofTest = { extensions: [policies(HPKI_OID.testSignaturePolicy)] }

  test('refused where the profile names the policy in use', () => {
    expect(codes(ofTest)).toEqual(['policy_not_accepted'])
  })

  test('taken where the profile names it', () => {
    expect(codes(ofTest, { ...prescription, policies: [HPKI_OID.testSignaturePolicy] })).toEqual([])
  })
})

describe('the role fits what is signed, letter by letter', () => {
  test.each([
    ['Medical Doctor', true, false],
    ['Dentist', true, false],
    ['Pharmacist', false, true],
    ['General Nurse', false, false],
    ['medical doctor', false, false],
    ['Medical Doctor ', false, false],
    ['Director of Hospital', false, false],
  ])('%s: prescription %s, dispensing %s', (role, signsPrescription, signsDispensing) => {
    const spec = { extensions: [roleOf(encodeHcRole(role))] }
    const refusedFor = (isAllowed: boolean) => (isAllowed ? [] : ['hc_role_not_allowed'])
    expect(codes(spec, prescription)).toEqual(refusedFor(signsPrescription))
    expect(codes(spec, dispensing)).toEqual(refusedFor(signsDispensing))
  })
})
