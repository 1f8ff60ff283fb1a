import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { type Minted, mintCertificate } from '@/lib/pki/path/testing/mint'
import { caConstraints, extension } from '@/lib/pki/path/testing/mint-extensions'
import type { MintedKey } from '@/lib/pki/path/testing/mint-key'
import { OID } from '@/lib/pki/pki.oids'

export type TestName = { C?: string; O?: string; OU?: string; CN?: string }

/** A certificate of the test hierarchy together with the key that can sign further ones. */
export type TestCertificate = {
  der: Uint8Array<ArrayBuffer>
  name: TestName
  publicKey: KeyObject
  privateKey: KeyObject
}

export type TestExtension = { oid: string; isCritical?: boolean; value: Uint8Array }

export type TestCertificateOptions = {
  name: TestName
  /** Self-signed when left out. */
  issuer?: Pick<TestCertificate, 'name' | 'publicKey' | 'privateKey'>
  keys?: { publicKey: KeyObject; privateKey: KeyObject }
  isCa?: boolean
  pathLength?: number
  extensions?: readonly TestExtension[]
  notBefore?: Date
  notAfter?: Date
  /** v3 by default. */
  version?: 1 | 3
  hash?: 'sha256' | 'sha1'
}

/**
 * Mints one X.509 certificate with a P-256 key (RFC 5280 §4.1); valid through 2020–2049 by default. It has no key identifiers and no
 * keyUsage, so that a chain holds or fails by names, keys and basic constraints.
 */
export function mintTestCertificate(options: TestCertificateOptions): TestCertificate {
  const keys = options.keys ?? generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { name, issuer, isCa = false, pathLength, extensions = [] } = options
  const minted = mintCertificate({
    name: toText(name),
    key: toKey(keys),
    ...(issuer === undefined ? {} : { issuer: toIssuer(issuer) }),
    notBefore: options.notBefore ?? new Date('2020-01-01T00:00:00Z'),
    notAfter: options.notAfter ?? new Date('2049-12-31T00:00:00Z'),
    version: options.version ?? 3,
    scheme: options.hash === 'sha1' ? 'sha1' : 'default',
    without: [OID.keyUsage, OID.subjectKeyIdentifier, OID.authorityKeyIdentifier],
    extensions: [
      caConstraints(pathLength, isCa),
      ...extensions.map(({ oid, value, isCritical }) => extension(oid, value, isCritical)),
    ],
  })
  return { der: minted.der, name, publicKey: keys.publicKey, privateKey: keys.privateKey }
}

function toIssuer(issuer: Pick<TestCertificate, 'name' | 'publicKey' | 'privateKey'>): Pick<Minted, 'name' | 'key'> {
  return { name: toText(issuer.name), key: toKey(issuer) }
}

function toKey({ publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject }): MintedKey {
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
  const keyId = new Uint8Array(createHash('sha1').update(spki).digest())
  return { privateKey, spki, keyId, kind: publicKey.asymmetricKeyType ?? '' }
}

/** In the order C, O, OU, CN; every value as UTF8String. */
function toText(name: TestName): string {
  const parts = (['C', 'O', 'OU', 'CN'] as const).map((type) =>
    name[type] === undefined ? '' : `${type}~=${name[type]}`,
  )
  return parts.filter((part) => part !== '').join(',')
}
