import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'
import type { NameAttribute } from '../issuing/encode-name'
import { keyIdOf } from '../issuing/extensions'
import { type CertificateTemplate, issueCertificate } from '../issuing/issue-certificate'
import { type CrlTemplate, issueCrl } from '../issuing/issue-crl'
import {
  type Issuer,
  issuingCaTemplate,
  ocspResponderTemplate,
  rootCertificateTemplate,
  secondCertificateTemplate,
  timestampAuthorityTemplate,
} from '../issuing/profiles'
import { type TestRole, testHcRole } from './test-hc-role'
import { type TestKey, testKey } from './test-keys'

/** Policy of HPKI's test environment. */
export const testPolicy = '1.2.392.100495.1.5.1.1.0.1'

export type TestIdentity = { certificate: Uint8Array<ArrayBuffer>; serialNumber: string; key: TestKey }
export type TestAuthority = TestIdentity & { issuer: Issuer }

/** `change` makes what a sound profile would not: a wrong usage, another policy, an unknown critical extension … */
export type TestVariant = {
  /** Names the key: the same name is the same key in the whole process. */
  keyName?: string
  algorithm?: SigningKeyAlgorithm
  notBefore?: Date
  notAfter?: Date
  issuer?: TestAuthority
  change?: (template: CertificateTemplate) => CertificateTemplate
}

export type TestHolder = TestVariant & { role?: TestRole; policy?: string; commonName?: string; japaneseName?: string }

export type TestCrl = Partial<Omit<CrlTemplate, 'issuer'>> & { issuer?: TestAuthority; key?: TestKey }

const dayMs = 86_400_000
const names: Record<TestRole, readonly [romaji: string, kanji: string, number: string]> = {
  'Medical Doctor': ['Taro Mihon', '見本　太郎', 'TEST-D0001'],
  Dentist: ['Hanako Mihon', '見本　花子', 'TEST-T0001'],
  Pharmacist: ['Jiro Mihon', '見本　次郎', 'TEST-P0001'],
}

export type TestPki = Awaited<ReturnType<typeof createTestPki>>

/**
 * A throw-away hierarchy: a root, an issuing CA below it, and functions that issue what a test needs. `name` makes another
 * hierarchy with other keys; `at` (default: now) is the time around which everything is valid.
 */
export async function createTestPki({
  algorithm = 'rsa-2048',
  name = 'a',
  at = new Date(),
}: {
  algorithm?: SigningKeyAlgorithm
  name?: string
  at?: Date
} = {}) {
  const inDays = (days: number) => new Date(at.getTime() + days * dayMs)
  const base = (serial: number, variant: TestVariant) => ({
    serialNumber: serial.toString(16).padStart(2, '0'),
    notBefore: variant.notBefore ?? inDays(-30),
    notAfter: variant.notAfter ?? inDays(365),
  })
  let lastSerial = 0x4000
  const keyOf = (variant: TestVariant, fallback: string) =>
    testKey(variant.algorithm ?? algorithm, `${name}/${variant.keyName ?? fallback}`)

  async function issueRoot(variant: TestVariant = {}): Promise<TestAuthority> {
    const key = await keyOf(variant, 'root')
    const subject: NameAttribute[] = [...testOrganization, ['OU', `TEST Root CA ${name} (not HPKI)`]]
    const facts = {
      ...base(1, variant),
      notBefore: variant.notBefore ?? inDays(-3650),
      notAfter: variant.notAfter ?? inDays(3650),
    }
    const { publicKey, signatureAlgorithm } = key
    const template = rootCertificateTemplate({ ...facts, subject, publicKey, signatureAlgorithm })
    return authority(await issue(template, variant, key, key), template)
  }

  async function issueCa(variant: TestVariant & { policies?: readonly string[]; commonName?: string } = {}) {
    const key = await keyOf(variant, 'issuing-ca')
    const by = variant.issuer ?? root
    lastSerial += 1
    const facts = {
      ...base(lastSerial, variant),
      notBefore: variant.notBefore ?? inDays(-1825),
      notAfter: variant.notAfter ?? inDays(1825),
    }
    const subject: NameAttribute[] = [
      ...testOrganization,
      ['CN', variant.commonName ?? `TEST-${name}-forNonRepudiation`],
    ]
    const policies = variant.policies ?? [testPolicy]
    const template = issuingCaTemplate(by.issuer, {
      ...facts,
      subject,
      publicKey: key.publicKey,
      policies,
      crlUri: `${testCrlBase}/root.crl`,
    })
    return authority(await issue(template, variant, key, by.key), template)
  }

  /** A second certificate of a doctor, dentist or pharmacist. */
  async function issueHolder(holder: TestHolder = {}): Promise<TestIdentity> {
    const role = holder.role ?? 'Medical Doctor'
    const [romaji, kanji, number] = names[role]
    const key = await keyOf(holder, role)
    const by = holder.issuer ?? issuingCa
    lastSerial += 1
    const template = secondCertificateTemplate(by.issuer, {
      ...base(lastSerial, holder),
      subject: [
        ['C', 'JP'],
        ['CN', holder.commonName ?? romaji],
        ['serialNumber', number],
      ],
      japaneseName: [
        ['C', 'JP'],
        ['CN', holder.japaneseName ?? kanji],
        ['serialNumber', number],
      ],
      publicKey: key.publicKey,
      hcRole: testHcRole(role),
      policy: holder.policy ?? testPolicy,
      crlUri: `${testCrlBase}/issuing-ca.crl`,
    })
    return issue(template, holder, key, by.key)
  }

  async function issueTsa(variant: TestVariant = {}): Promise<TestIdentity> {
    const key = await keyOf(variant, 'tsa')
    const by = variant.issuer ?? issuingCa
    lastSerial += 1
    const subject: NameAttribute[] = [...testOrganization, ['CN', `TEST TSA ${name}`]]
    const facts = {
      ...base(lastSerial, variant),
      subject,
      publicKey: key.publicKey,
      crlUri: `${testCrlBase}/issuing-ca.crl`,
    }
    return issue(timestampAuthorityTemplate(by.issuer, facts), variant, key, by.key)
  }

  async function issueOcspResponder(variant: TestVariant = {}): Promise<TestIdentity> {
    const key = await keyOf(variant, 'ocsp')
    const by = variant.issuer ?? issuingCa
    lastSerial += 1
    const subject: NameAttribute[] = [...testOrganization, ['CN', `TEST OCSP ${name}`]]
    const facts = { ...base(lastSerial, variant), subject, publicKey: key.publicKey }
    return issue(ocspResponderTemplate(by.issuer, facts), variant, key, by.key)
  }

  /** Fresh and empty by default; of the issuing CA unless `issuer` is another. */
  function crl({ issuer = issuingCa, key = issuer.key, ...parts }: TestCrl = {}): Promise<Uint8Array<ArrayBuffer>> {
    const template = { crlNumber: 1, thisUpdate: inDays(-1), nextUpdate: inDays(3), entries: [], ...parts }
    return issueCrl({ ...template, issuer: issuer.issuer }, key.sign)
  }

  const root = await issueRoot()
  const issuingCa = await issueCa()
  return { at, algorithm, root, issuingCa, issueRoot, issueCa, issueHolder, issueTsa, issueOcspResponder, crl }
}

const testCrlBase = 'http://127.0.0.1:9/crl'
const testOrganization: readonly NameAttribute[] = [
  ['C', 'JP'],
  ['O', 'TEST Shomei Mihon'],
]

async function issue(
  template: CertificateTemplate,
  variant: TestVariant,
  key: TestKey,
  signer: TestKey,
): Promise<TestIdentity> {
  const changed = variant.change?.(template) ?? template
  return { certificate: await issueCertificate(changed, signer.sign), serialNumber: changed.serialNumber, key }
}

function authority(identity: TestIdentity, template: CertificateTemplate): TestAuthority {
  return {
    ...identity,
    issuer: {
      name: template.subject,
      keyId: keyIdOf(identity.key.publicKey),
      certificate: { issuer: template.issuer, serialNumber: template.serialNumber },
      signatureAlgorithm: identity.key.signatureAlgorithm,
    },
  }
}
