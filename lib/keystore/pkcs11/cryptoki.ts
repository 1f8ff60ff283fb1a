import { KeystoreRefused } from '../keystore-error'

/** An object or session of the token, as pkcs11js hands it around. */
export type Handle = Buffer
export type Attribute = { type: number; value?: boolean | number | string | Buffer }
type Mechanism = { mechanism: number; parameter?: Buffer | null }

/** What we use of PKCS#11 (v2.40 §5), as pkcs11js offers it. `…Async` runs in a thread of libuv's pool. */
export type Cryptoki = {
  load(path: string): void
  C_Initialize(options: { flags: number }): void
  C_GetSlotList(isTokenPresent: boolean): Handle[]
  C_GetTokenInfo(slot: Handle): { label: string }
  C_OpenSession(slot: Handle, flags: number): Handle
  C_CloseSession(session: Handle): void
  C_CloseAllSessions(slot: Handle): void
  C_GetSessionInfo(session: Handle): { state: number }
  C_Login(session: Handle, user: number, pin: string): void
  C_FindObjectsInit(session: Handle, template: Attribute[]): void
  C_FindObjects(session: Handle, most: number): Handle[]
  C_FindObjectsFinal(session: Handle): void
  C_GetAttributeValue(session: Handle, object: Handle, template: Attribute[]): { value: Buffer }[]
  C_SetAttributeValue(session: Handle, object: Handle, template: Attribute[]): void
  C_DestroyObject(session: Handle, object: Handle): void
  C_GenerateKey(session: Handle, mechanism: Mechanism, template: Attribute[]): Handle
  C_GenerateKeyPairAsync(
    session: Handle,
    mechanism: Mechanism,
    publicTemplate: Attribute[],
    privateTemplate: Attribute[],
  ): Promise<{ publicKey: Handle; privateKey: Handle }>
  C_WrapKeyAsync(session: Handle, mechanism: Mechanism, kek: Handle, key: Handle, out: Buffer): Promise<Buffer>
  C_UnwrapKeyAsync(
    session: Handle,
    mechanism: Mechanism,
    kek: Handle,
    wrapped: Buffer,
    template: Attribute[],
  ): Promise<Handle>
  C_SignInit(session: Handle, mechanism: Mechanism, key: Handle): void
  C_SignAsync(session: Handle, data: Buffer, out: Buffer): Promise<Buffer>
}

/** Numbers of PKCS#11 v2.40, base specification Appendix B and mechanisms Appendix B. */
export const ck = {
  flagOsLocking: 0x2,
  flagSerialSession: 0x4,
  flagReadWrite: 0x2,
  userSo: 0,
  user: 1,
  classPrivateKey: 3,
  classSecretKey: 4,
  keyTypeRsa: 0,
  keyTypeEc: 3,
  keyTypeAes: 0x1f,
  rsaKeyPairGen: 0x0,
  rsaPkcs: 0x1,
  ecKeyPairGen: 0x1040,
  ecdsa: 0x1041,
  aesKeyGen: 0x1080,
} as const

export const cka = {
  class: 0x0,
  token: 0x1,
  private: 0x2,
  label: 0x3,
  value: 0x11,
  trusted: 0x86,
  keyType: 0x100,
  sensitive: 0x103,
  encrypt: 0x104,
  decrypt: 0x105,
  wrap: 0x106,
  unwrap: 0x107,
  sign: 0x108,
  derive: 0x10c,
  modulus: 0x120,
  modulusBits: 0x121,
  publicExponent: 0x122,
  privateExponent: 0x123,
  valueLen: 0x161,
  extractable: 0x162,
  local: 0x163,
  neverExtractable: 0x164,
  modifiable: 0x170,
  copyable: 0x171,
  ecParams: 0x180,
  ecPoint: 0x181,
  wrapWithTrusted: 0x210,
} as const

/** CKR_… of a failed call, or `null` when it was no answer of the token. */
export function returnValueOf(error: unknown): string | null {
  return error instanceof Error ? (/\bCKR_\w+/.exec(error.message)?.[0] ?? null) : null
}

/**
 * The PKCS#11 module at `path`, initialised. pkcs11js is an optional dependency, loaded only here.
 * @throws KeystoreRefused `configuration` when it is not installed or the module does not load.
 */
export async function loadCryptoki(path: string, packageName = binding): Promise<Cryptoki> {
  const cryptoki = await newCryptoki(packageName)
  try {
    cryptoki.load(path)
  } catch {
    throw new KeystoreRefused('configuration', `SHOMEI_PKCS11_LIBRARY: ${path} is no PKCS#11 module that loads here`)
  }
  try {
    cryptoki.C_Initialize({ flags: ck.flagOsLocking })
  } catch (error) {
    const returnValue = returnValueOf(error)
    if (returnValue !== 'CKR_CRYPTOKI_ALREADY_INITIALIZED') {
      throw new KeystoreRefused('unavailable', `C_Initialize ${returnValue}`)
    }
  }
  return cryptoki
}

/** A name that no bundler and no type checker follows: the product is built and runs without the package. */
const binding: string = 'pkcs11js'

async function newCryptoki(packageName: string): Promise<Cryptoki> {
  const advice = 'npm install pkcs11js (needs python3, make and a C++ compiler), or choose another SHOMEI_KEYSTORE'
  try {
    const { default: loaded } = await import(/* webpackIgnore: true */ /* turbopackIgnore: true */ packageName)
    return new loaded.PKCS11()
  } catch {
    throw new KeystoreRefused('configuration', `the package ${packageName} is not installed: ${advice}`)
  }
}
