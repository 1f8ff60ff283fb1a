import { constants, createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { encodeContext, encodeInteger, encodeNull, encodeObjectId, encodeSequence } from '../../der/write-der'
import { OID } from '../../pki.oids'

/** `rsa`, `rsa1024`, `ec` (P-256), `p384` or `ed25519`, then a colon and a name: the same text is the same key. */
export type KeyName = `${'rsa' | 'rsa1024' | 'ec' | 'p384' | 'ed25519'}:${string}`

/** How a signature is made; `default` is SHA-256 with whatever key it is. */
export type SigningScheme = 'default' | 'sha1' | 'pss'

export type MintedKey = { privateKey: KeyObject; spki: Uint8Array<ArrayBuffer>; keyId: Uint8Array; kind: string }

const keys = new Map<string, MintedKey>()

export function mintKey(name: KeyName): MintedKey {
  const known = keys.get(name) ?? generate(name.split(':')[0] ?? '')
  keys.set(name, known)
  return known
}

/** The AlgorithmIdentifier and the signature value. */
export function signWith(key: MintedKey, scheme: SigningScheme, octets: Uint8Array) {
  const hash = scheme === 'sha1' ? 'sha1' : 'sha256'
  if (scheme === 'pss') {
    const options = { key: key.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
    return { algorithm: pssAlgorithm(), value: new Uint8Array(sign(hash, octets, options)) }
  }
  return { algorithm: algorithmOf(key.kind, hash), value: new Uint8Array(sign(hash, octets, key.privateKey)) }
}

export function algorithmOf(kind: string, hash: 'sha1' | 'sha256' = 'sha256'): Uint8Array<ArrayBuffer> {
  const isRsa = kind.startsWith('rsa')
  if (isRsa) return encodeSequence(encodeObjectId(hash === 'sha1' ? OID.sha1WithRsa : OID.sha256WithRsa), encodeNull())
  return encodeSequence(encodeObjectId(hash === 'sha1' ? OID.ecdsaWithSha1 : OID.ecdsaWithSha256))
}

function generate(kind: string): MintedKey {
  const { privateKey, publicKey } = generatePair(kind)
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
  return { privateKey, spki, keyId: new Uint8Array(createHash('sha1').update(spki).digest()), kind }
}

function generatePair(kind: string) {
  if (kind === 'ed25519') return generateKeyPairSync('ed25519')
  if (kind === 'rsa' || kind === 'rsa1024') {
    return generateKeyPairSync('rsa', { modulusLength: kind === 'rsa' ? 2048 : 1024 })
  }
  return generateKeyPairSync('ec', { namedCurve: kind === 'p384' ? 'P-384' : 'P-256' })
}

function pssAlgorithm(): Uint8Array<ArrayBuffer> {
  const sha256 = encodeSequence(encodeObjectId(OID.sha256), encodeNull())
  const mask = encodeSequence(encodeObjectId('1.2.840.113549.1.1.8'), sha256)
  const parameters = encodeSequence(
    encodeContext(0, sha256),
    encodeContext(1, mask),
    encodeContext(2, encodeInteger(32)),
  )
  return encodeSequence(encodeObjectId('1.2.840.113549.1.1.10'), parameters)
}
