import { z } from 'zod'

/** Which keystore holds signing keys, and how it is reached. */
export type KeystoreSettings =
  | {
      kind: 'sealed'
      /** Id of the wrapping key for new keys; `null`: the one derived from the master key. */
      kekId: string | null
      /** 32 bytes each, by id. */
      keks: ReadonlyMap<string, Uint8Array<ArrayBuffer>>
      threads: number
      keySeconds: number
    }
  | {
      kind: 'pkcs11'
      kekLabel: string
      library: string
      tokenLabel: string
      pin: string
      wrapMechanism: number
      sessions: number
    }
  | {
      kind: 'kms'
      keyId: string
      url: string
      region: string
      accessKeyId: string
      secretAccessKey: string
      sessionToken: string | null
      threads: number
    }

type Environment = Readonly<Record<string, string | undefined>>

const threads = z.coerce.number().int().min(1).max(32).default(2)
const text = (example: string) => z.string({ error: `is required, such as ${example}` }).min(1)
const kekId = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, { error: 'must be an id such as 2027-01' })

/** Name of the wrapping key that is derived from the master key; always there, so that naming others later loses nothing. */
export const derivedKekId = 'master'

const sealed = z.object({
  SHOMEI_SIGNING_KEK_ID: kekId.optional(),
  SHOMEI_SIGNING_KEKS: z.string().default(''),
  SHOMEI_SIGNING_THREADS: threads,
  SHOMEI_SIGNING_KEY_SECONDS: z.coerce.number().int().min(0).max(60).default(5),
})

const pkcs11 = z.object({
  SHOMEI_SIGNING_KEK_ID: text('shomei-kek-2027 (the label of the wrapping key in the token)'),
  SHOMEI_PKCS11_LIBRARY: text('/usr/lib/softhsm/libsofthsm2.so'),
  SHOMEI_PKCS11_TOKEN: text('shomei (the label of the token)'),
  SHOMEI_PKCS11_PIN: text('the PIN of the token’s user'),
  SHOMEI_PKCS11_WRAP_MECHANISM: z
    .string()
    .regex(/^0x[0-9A-Fa-f]{1,8}$/, { error: 'must be a mechanism number such as 0x210A (SoftHSM) or 0x210B' })
    .default('0x210B'),
  SHOMEI_PKCS11_SESSIONS: z.coerce.number().int().min(1).max(64).default(4),
})

const kms = z.object({
  SHOMEI_SIGNING_KEK_ID: text('arn:aws:kms:ap-northeast-1:123456789012:key/… (the symmetric key that encrypts)'),
  SHOMEI_KMS_REGION: text('ap-northeast-1'),
  SHOMEI_KMS_URL: z.url({ protocol: /^https?$/, error: 'must be a URL such as https://kms.example.jp' }).optional(),
  SHOMEI_KMS_ACCESS_KEY_ID: text('AKIA…'),
  SHOMEI_KMS_SECRET_ACCESS_KEY: text('the secret of that access key'),
  SHOMEI_KMS_SESSION_TOKEN: z.string().min(1).optional(),
  SHOMEI_SIGNING_THREADS: threads,
})

/** The settings, or one line for each that is missing or wrong; no line repeats a value that is secret. */
export function parseKeystoreSettings(environment: Environment): KeystoreSettings | { problems: string[] } {
  const kind = environment['SHOMEI_KEYSTORE'] || 'sealed'
  if (kind === 'sealed') return parseSealed(environment)
  if (kind === 'pkcs11') return parsePkcs11(environment)
  if (kind === 'kms') return parseKms(environment)
  return { problems: ['SHOMEI_KEYSTORE: must be sealed, pkcs11 or kms'] }
}

function parseSealed(environment: Environment): KeystoreSettings | { problems: string[] } {
  const parsed = sealed.safeParse(environment)
  if (!parsed.success) return problemsOf(parsed.error)
  const value = parsed.data
  const keks = readKeks(value.SHOMEI_SIGNING_KEKS)
  if (keks === null) {
    const example = '2027-01:<32 octets in base64>,2026-01:<…>, each from `openssl rand -base64 32`'
    return { problems: [`SHOMEI_SIGNING_KEKS: must list id:key pairs such as ${example}`] }
  }
  const named = value.SHOMEI_SIGNING_KEK_ID ?? (keks.size === 0 ? derivedKekId : undefined)
  const current = named === derivedKekId ? null : named
  if (current === undefined || (current !== null && !keks.has(current))) {
    return {
      problems: [
        `SHOMEI_SIGNING_KEK_ID: must be an id of SHOMEI_SIGNING_KEKS, such as ${[...keks.keys()][0] ?? '2027-01'}`,
      ],
    }
  }
  return {
    kind: 'sealed',
    kekId: current,
    keks,
    threads: value.SHOMEI_SIGNING_THREADS,
    keySeconds: value.SHOMEI_SIGNING_KEY_SECONDS,
  }
}

function parsePkcs11(environment: Environment): KeystoreSettings | { problems: string[] } {
  const parsed = pkcs11.safeParse(environment)
  if (!parsed.success) return problemsOf(parsed.error)
  const value = parsed.data
  return {
    kind: 'pkcs11',
    kekLabel: value.SHOMEI_SIGNING_KEK_ID,
    library: value.SHOMEI_PKCS11_LIBRARY,
    tokenLabel: value.SHOMEI_PKCS11_TOKEN,
    pin: value.SHOMEI_PKCS11_PIN,
    wrapMechanism: Number.parseInt(value.SHOMEI_PKCS11_WRAP_MECHANISM, 16),
    sessions: value.SHOMEI_PKCS11_SESSIONS,
  }
}

function parseKms(environment: Environment): KeystoreSettings | { problems: string[] } {
  const parsed = kms.safeParse(environment)
  if (!parsed.success) return problemsOf(parsed.error)
  const value = parsed.data
  return {
    kind: 'kms',
    keyId: value.SHOMEI_SIGNING_KEK_ID,
    url: value.SHOMEI_KMS_URL ?? `https://kms.${value.SHOMEI_KMS_REGION}.amazonaws.com`,
    region: value.SHOMEI_KMS_REGION,
    accessKeyId: value.SHOMEI_KMS_ACCESS_KEY_ID,
    secretAccessKey: value.SHOMEI_KMS_SECRET_ACCESS_KEY,
    sessionToken: value.SHOMEI_KMS_SESSION_TOKEN ?? null,
    threads: value.SHOMEI_SIGNING_THREADS,
  }
}

/** `id:base64` pairs, each id once and each key of 32 bytes; `null` for anything else. */
function readKeks(list: string): Map<string, Uint8Array<ArrayBuffer>> | null {
  const keks = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const entry of list.split(',').map((each) => each.trim())) {
    if (entry === '') continue
    const [, id, base64] = /^([^:]+):([A-Za-z0-9+/]{43}=)$/.exec(entry) ?? []
    if (id === undefined || base64 === undefined || !kekId.safeParse(id).success || keks.has(id) || id === derivedKekId)
      return null
    keks.set(id, new Uint8Array(Buffer.from(base64, 'base64')))
  }
  return keks
}

function problemsOf(error: z.ZodError): { problems: string[] } {
  return { problems: error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) }
}
