import {
  encodeBitString,
  encodeContext,
  encodeContextPrimitive,
  encodeInteger,
  encodeOctetString,
  encodeSequence,
  encodeTime,
} from '../../der/write-der'
import { OID } from '../../pki.oids'
import { caConstraints, encodeExtension, extension, type MintedExtension, number, usage } from './mint-extensions'
import { type KeyName, type MintedKey, mintKey, type SigningScheme, signWith } from './mint-key'
import { mintName } from './mint-name'

/** The time all test questions are about. */
export const testTime = new Date('2026-06-01T00:00:00Z')
export const daysAfter = (days: number) => new Date(testTime.getTime() + days * 86_400_000)

export type Minted = { der: Uint8Array<ArrayBuffer>; name: string; key: MintedKey; serial: number }

export type CertificateSpec = {
  name: string
  /** Made under that name, or an existing one. */
  key: KeyName | MintedKey
  /** Self-signed when left out. */
  issuer?: Pick<Minted, 'name' | 'key'>
  isCa?: boolean
  serial?: number
  notBefore?: Date
  notAfter?: Date
  version?: 1 | 3
  scheme?: SigningScheme
  /** Added to the default ones, or in place of the one with the same OID. */
  extensions?: readonly MintedExtension[]
  without?: readonly string[]
  /** Other octets in place of the ones that were made. */
  spki?: Uint8Array
  tbsAlgorithm?: Uint8Array
  signatureAlgorithm?: Uint8Array
  validity?: Uint8Array
  isSignatureBroken?: boolean
}

let lastSerial = 1_000

/** Issues a certificate that is sound unless the specification says otherwise. */
export function mintCertificate(spec: CertificateSpec): Minted {
  const key = typeof spec.key === 'string' ? mintKey(spec.key) : spec.key
  const issuer = spec.issuer ?? { name: spec.name, key }
  lastSerial += 1
  const serial = spec.serial ?? lastSerial
  const { algorithm } = signWith(issuer.key, spec.scheme ?? 'default', new Uint8Array())
  const isV3 = (spec.version ?? 3) === 3
  const tbs = encodeSequence(
    isV3 ? encodeContext(0, encodeInteger(2)) : null,
    encodeInteger(serial),
    spec.tbsAlgorithm ?? algorithm,
    mintName(issuer.name),
    spec.validity ??
      encodeSequence(encodeTime(spec.notBefore ?? daysAfter(-100)), encodeTime(spec.notAfter ?? daysAfter(400))),
    mintName(spec.name),
    spec.spki ?? key.spki,
    isV3 ? encodeContext(3, encodeSequence(...extensionsOf(spec, key, issuer.key).map(encodeExtension))) : null,
  )
  return { der: seal(tbs, issuer.key, spec), name: spec.name, key, serial }
}

export type CrlEntrySpec = { serial: number | bigint; date?: Date; extensions?: readonly MintedExtension[] }

export type CrlSpec = {
  issuer: Pick<Minted, 'name' | 'key'>
  entries?: readonly CrlEntrySpec[]
  thisUpdate?: Date
  nextUpdate?: Date | null
  number?: number
  extensions?: readonly MintedExtension[]
  scheme?: SigningScheme
  isSignatureBroken?: boolean
}

/** Issues a CRL that is fresh and complete unless the specification says otherwise. */
export function mintCrl(spec: CrlSpec): Uint8Array<ArrayBuffer> {
  const { key, name } = spec.issuer
  const { algorithm } = signWith(key, spec.scheme ?? 'default', new Uint8Array())
  const entries = (spec.entries ?? []).map(({ serial, date = daysAfter(-2), extensions = [] }) =>
    encodeSequence(
      encodeInteger(serial),
      encodeTime(date),
      extensions.length === 0 ? null : encodeSequence(...extensions.map(encodeExtension)),
    ),
  )
  const { nextUpdate = daysAfter(3) } = spec
  const extensions = [authorityKey(key), number(OID.crlNumber, spec.number ?? 1), ...(spec.extensions ?? [])]
  const tbs = encodeSequence(
    encodeInteger(1),
    algorithm,
    mintName(name),
    encodeTime(spec.thisUpdate ?? daysAfter(-1)),
    nextUpdate === null ? null : encodeTime(nextUpdate),
    entries.length === 0 ? null : encodeSequence(...entries),
    encodeContext(0, encodeSequence(...extensions.map(encodeExtension))),
  )
  return seal(tbs, key, spec)
}

type Sealing = { scheme?: SigningScheme; signatureAlgorithm?: Uint8Array; isSignatureBroken?: boolean }

function seal(tbs: Uint8Array, key: MintedKey, spec: Sealing): Uint8Array<ArrayBuffer> {
  const { algorithm, value } = signWith(key, spec.scheme ?? 'default', tbs)
  const place = value.length - 3
  const bent = value.map((octet, index) => (index === place ? octet ^ 1 : octet))
  return encodeSequence(
    tbs,
    spec.signatureAlgorithm ?? algorithm,
    encodeBitString(spec.isSignatureBroken ? bent : value),
  )
}

function extensionsOf(spec: CertificateSpec, key: MintedKey, issuerKey: MintedKey): MintedExtension[] {
  const defaults = [
    ...(spec.isCa ? [caConstraints(), usage('keyCertSign', 'cRLSign')] : [usage('nonRepudiation')]),
    extension(OID.subjectKeyIdentifier, encodeOctetString(key.keyId)),
    authorityKey(issuerKey),
  ]
  const own = spec.extensions ?? []
  const replaced = [...own.map(({ oid }) => oid), ...(spec.without ?? [])]
  return [...defaults.filter(({ oid }) => !replaced.includes(oid)), ...own]
}

function authorityKey({ keyId }: MintedKey): MintedExtension {
  return extension(OID.authorityKeyIdentifier, encodeSequence(encodeContextPrimitive(0, keyId)))
}
