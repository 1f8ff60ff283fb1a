import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { concatBytes, utf8 } from '@/lib/kernel/bytes'
import { der, derContext, derInteger, derObjectId, derSequence } from './der-writer'

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
  issuer?: Pick<TestCertificate, 'name' | 'privateKey'>
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

const attributeOids = { C: '2.5.4.6', O: '2.5.4.10', OU: '2.5.4.11', CN: '2.5.4.3' } as const
const ecdsaOids = { sha256: '1.2.840.10045.4.3.2', sha1: '1.2.840.10045.4.1' } as const
let serial = 0

/** Mints one X.509 certificate with a P-256 key (RFC 5280 §4.1); valid through 2020–2049 unless told otherwise. */
export function mintTestCertificate(options: TestCertificateOptions): TestCertificate {
  const keys = options.keys ?? generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = options.issuer ?? { name: options.name, privateKey: keys.privateKey }
  const hash = options.hash ?? 'sha256'
  const algorithm = derSequence(derObjectId(ecdsaOids[hash]))
  serial += 1
  const isV3 = (options.version ?? 3) === 3
  const tbs = derSequence(
    isV3 ? derContext(0, derInteger(2)) : new Uint8Array(),
    derInteger(serial),
    algorithm,
    encodeName(issuer.name),
    derSequence(
      encodeTime(options.notBefore ?? new Date('2020-01-01T00:00:00Z')),
      encodeTime(options.notAfter ?? new Date('2049-12-31T00:00:00Z')),
    ),
    encodeName(options.name),
    new Uint8Array(keys.publicKey.export({ type: 'spki', format: 'der' })),
    isV3 ? derContext(3, derSequence(...extensionsOf(options).map(encodeExtension))) : new Uint8Array(),
  )
  const signature = new Uint8Array(sign(hash, tbs, issuer.privateKey))
  return {
    der: derSequence(tbs, algorithm, der(0x03, new Uint8Array([0]), signature)),
    name: options.name,
    publicKey: keys.publicKey,
    privateKey: keys.privateKey,
  }
}

function extensionsOf({ isCa = false, pathLength, extensions = [] }: TestCertificateOptions): TestExtension[] {
  const constraints = isCa
    ? derSequence(
        der(0x01, new Uint8Array([0xff])),
        pathLength === undefined ? new Uint8Array() : derInteger(pathLength),
      )
    : derSequence()
  return [{ oid: '2.5.29.19', isCritical: true, value: constraints }, ...extensions]
}

function encodeExtension({ oid, isCritical = false, value }: TestExtension): Uint8Array<ArrayBuffer> {
  const critical = isCritical ? der(0x01, new Uint8Array([0xff])) : new Uint8Array()
  return derSequence(derObjectId(oid), critical, der(0x04, value))
}

function encodeName(name: TestName): Uint8Array<ArrayBuffer> {
  const attributes = [
    ['C', name.C],
    ['O', name.O],
    ['OU', name.OU],
    ['CN', name.CN],
  ] as const
  const rdns = attributes.flatMap(([key, value]) =>
    value === undefined ? [] : [der(0x31, derSequence(derObjectId(attributeOids[key]), der(0x0c, utf8(value))))],
  )
  return derSequence(concatBytes(...rdns))
}

/** UTCTime, so years 1950 to 2049. */
function encodeTime(time: Date): Uint8Array<ArrayBuffer> {
  return der(0x17, utf8(`${time.toISOString().replace(/\D/g, '').slice(2, 14)}Z`))
}
