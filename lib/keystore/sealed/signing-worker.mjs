// Runs in a worker thread: opens a private key, checks that it belongs to the public key, signs digests. A file of its own in
// plain JavaScript because a thread is started from a file, whatever runs or bundles the rest. Writes nothing to the log.
import { constants, createDecipheriv, createECDH, createPrivateKey, privateEncrypt } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { p256 } from '@noble/curves/nist.js'

/** @type {Map<string, Uint8Array>} */
const keks = workerData.keks
const wrapInitialValue = Buffer.from('a65959a6', 'hex')
const digestInfoPrefix = Buffer.from('3031300d060960864801650304020105000420', 'hex')
/** SubjectPublicKeyInfo of RSA-2048 with exponent 65537, and of P-256: everything but the modulus or the point. */
const rsaSpkiPrefix = Buffer.from('30820122300d06092a864886f70d01010105000382010f003082010a0282010100', 'hex')
const rsaSpkiSuffix = Buffer.from('0203010001', 'hex')
const p256SpkiPrefix = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex')

class Refusal extends Error {}

parentPort?.on('message', (job) => {
  const transfer = []
  const answer = run(job, transfer)
  parentPort?.postMessage(answer, transfer)
})

/** An answer names a refusal or carries signatures; of a JavaScript error it has the kind only, never the text. */
function run(job, transfer) {
  try {
    const key = job.source.kind === 'imported' ? job.source.key : importKey(job)
    const sign = job.algorithm === 'rsa-2048' ? signRsa : signP256
    const signatures = job.digests.map((digest) => sign(key, digest))
    for (const { buffer } of signatures) transfer.push(buffer)
    const isKept = job.isKept && job.algorithm === 'rsa-2048' && job.source.kind !== 'imported'
    return { id: job.id, signatures, ...(isKept ? { key } : {}) }
  } catch (error) {
    return { id: job.id, refusal: error instanceof Refusal ? error.message : 'unopenable' }
  }
}

function importKey({ source, algorithm, publicKey }) {
  const pkcs8 = source.kind === 'wrapped' ? unwrap(source) : Buffer.from(source.pkcs8)
  try {
    return algorithm === 'rsa-2048' ? importRsa(pkcs8, publicKey) : importP256(pkcs8, publicKey)
  } finally {
    pkcs8.fill(0)
    if (source.kind === 'pkcs8') source.pkcs8.fill(0)
  }
}

function unwrap({ wrappingKeyId, wrapped }) {
  const kek = keks.get(wrappingKeyId)
  if (kek === undefined) throw new Refusal('unknown_wrapping_key')
  const decipher = createDecipheriv('id-aes256-wrap-pad', kek, wrapInitialValue)
  const [head, tail] = [decipher.update(wrapped), decipher.final()]
  const whole = Buffer.concat([head, tail])
  head.fill(0)
  return whole
}

/** JWK is read 60 times faster than PKCS#8, and the key's numbers are needed for the comparison anyway. */
function importRsa(pkcs8, publicKey) {
  const [, n, e, d, p, q, dp, dq, qi] = elementsOf(privateKeyOf(pkcs8)).map(({ content }) => withoutSign(content))
  if (!Buffer.concat([rsaSpkiPrefix, pad(n, 256), rsaSpkiSuffix]).equals(publicKey)) throw new Refusal('key_mismatch')
  const numbers = Object.entries({ n, e, d, p, q, dp, dq, qi }).map(([name, value]) => [name, encode(value)])
  return createPrivateKey({ key: { kty: 'RSA', ...Object.fromEntries(numbers) }, format: 'jwk' })
}

function importP256(pkcs8, publicKey) {
  const [, scalar] = elementsOf(privateKeyOf(pkcs8))
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(scalar.content)
  if (!Buffer.concat([p256SpkiPrefix, pair.getPublicKey()]).equals(publicKey)) throw new Refusal('key_mismatch')
  return Buffer.from(scalar.content)
}

function signRsa(key, digest) {
  const digestInfo = Buffer.concat([digestInfoPrefix, digest])
  return Uint8Array.from(privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo))
}

function signP256(scalar, digest) {
  return Uint8Array.from(p256.sign(digest, scalar, { prehash: false, lowS: false, format: 'der' }))
}

/** PrivateKeyInfo (RFC 5208 §5): version, algorithm, OCTET STRING with the key. */
function privateKeyOf(pkcs8) {
  const [whole] = elementsOf({ content: pkcs8 })
  const [, , octets] = elementsOf(whole)
  const [inner] = elementsOf(octets)
  return inner
}

/** The DER elements inside one; a length that runs over the end is a refusal. */
function elementsOf({ content }) {
  const elements = []
  for (let at = 0; at < content.length; ) {
    const first = content[at + 1]
    const extra = first < 0x80 ? 0 : first & 0x7f
    if (first === undefined || extra > 2) throw new Refusal('unopenable')
    const length = extra === 0 ? first : content.readUIntBE(at + 2, extra)
    const start = at + 2 + extra
    if (start + length > content.length) throw new Refusal('unopenable')
    elements.push({ content: content.subarray(start, start + length) })
    at = start + length
  }
  return elements
}

function withoutSign(integer) {
  return integer[0] === 0 ? integer.subarray(1) : integer
}

/** As long as the modulus of RSA-2048; a longer number is an error. */
function pad(number, length) {
  return Buffer.concat([Buffer.alloc(length - number.length), number])
}

function encode(number) {
  return number.toString('base64url')
}
