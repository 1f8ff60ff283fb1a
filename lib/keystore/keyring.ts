import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { concatBytes, utf8 } from '@/lib/kernel/bytes'

const version = 1
const ivLength = 12
const tagLength = 16

/** Where a sealed value belongs: a value moved to another row, column or table does not open. */
export type SealPlace = { table: string; row: string; column: string }

/** Keys derived from the installation's master key; none of them leaves the process. */
export type Keyring = {
  /** AES-256-GCM: version ‖ IV ‖ ciphertext ‖ tag, the place as additional data. */
  seal(plain: Uint8Array, place: SealPlace): Uint8Array<ArrayBuffer>
  /** @throws Error when the value was altered, moved or sealed under another key. */
  open(sealed: Uint8Array, place: SealPlace): Uint8Array<ArrayBuffer>
  /** HMAC-SHA-256 under the audit key. */
  auditMac(message: Uint8Array): Uint8Array<ArrayBuffer>
  /** HMAC-SHA-256 under the key of the signature ledger. */
  ledgerMac(message: Uint8Array): Uint8Array<ArrayBuffer>
  /** HMAC-SHA-256 under the key for fingerprints of what EMRs ask to be signed. */
  requestMac(message: Uint8Array): Uint8Array<ArrayBuffer>
  /** HMAC-SHA-256 under the key of the marks by which the console knows a browser again. */
  deviceMac(message: Uint8Array): Uint8Array<ArrayBuffer>
  /** HMAC-SHA-256 under the key that binds signing keys to their credentials; see `keyBindingMac`. */
  bindingMac(message: Uint8Array): Uint8Array<ArrayBuffer>
  /** Wraps signing keys when the installation names no key-encryption keys of its own (AES-256). */
  signingKek: Uint8Array<ArrayBuffer>
  /** Secret of the session cookie of the facility's console, base64url. */
  consoleSecret: string
  /** Secret of the session cookie of the authority's console, base64url. */
  operatorSecret: string
}

/** Derives the keys of an installation (HKDF-SHA-256, RFC 5869) from its 32-byte master key. */
export function createKeyring(masterKey: Uint8Array): Keyring {
  const derive = (purpose: string) =>
    new Uint8Array(hkdfSync('sha256', masterKey, new Uint8Array(0), `shomei/${purpose}`, 32))
  const sealKey = derive('seal/1')
  const auditKey = derive('audit/1')
  const bindingKey = derive('key-binding/1')
  const ledgerKey = derive('ledger/1')
  const requestKey = derive('signing-request/1')
  const deviceKey = derive('console-device/1')
  return {
    seal(plain, place) {
      const iv = randomBytes(ivLength)
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv)
      cipher.setAAD(additionalData(place))
      const body = concatBytes(cipher.update(plain), cipher.final())
      return concatBytes(new Uint8Array([version]), iv, body, cipher.getAuthTag())
    },
    open(sealed, place) {
      if (sealed[0] !== version || sealed.length < 1 + ivLength + tagLength) throw new Error('unknown sealed form')
      const decipher = createDecipheriv('aes-256-gcm', sealKey, sealed.subarray(1, 1 + ivLength))
      decipher.setAAD(additionalData(place))
      decipher.setAuthTag(sealed.subarray(sealed.length - tagLength))
      const body = sealed.subarray(1 + ivLength, sealed.length - tagLength)
      return concatBytes(decipher.update(body), decipher.final())
    },
    auditMac: (message) => new Uint8Array(createHmac('sha256', auditKey).update(message).digest()),
    ledgerMac: (message) => new Uint8Array(createHmac('sha256', ledgerKey).update(message).digest()),
    requestMac: (message) => new Uint8Array(createHmac('sha256', requestKey).update(message).digest()),
    deviceMac: (message) => new Uint8Array(createHmac('sha256', deviceKey).update(message).digest()),
    bindingMac: (message) => new Uint8Array(createHmac('sha256', bindingKey).update(message).digest()),
    signingKek: derive('signing-kek/1'),
    consoleSecret: Buffer.from(derive('console/1')).toString('base64url'),
    operatorSecret: Buffer.from(derive('operator-console/1')).toString('base64url'),
  }
}

function additionalData(place: SealPlace): Uint8Array {
  return utf8(JSON.stringify([version, place.table, place.row, place.column]))
}
