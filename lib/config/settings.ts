import { z } from 'zod'
import { type NumberMatching, numberMatchings } from '@/lib/vocabulary/number-matching'
import { type AttestationPolicy, attestationPolicies } from '@/lib/vocabulary/settings/attestation-policy'
import { type LogLevel, logLevels } from '@/lib/vocabulary/settings/log-level'
import { type ProcessRole, processRoles } from '@/lib/vocabulary/settings/process-role'
import { type SigningKeyAlgorithm, signingKeyAlgorithms } from '@/lib/vocabulary/settings/signing-key-algorithm'
import { type SyncedPasskeys, syncedPasskeysPolicies } from '@/lib/vocabulary/settings/synced-passkeys'
import { type AttestationSettings, parseAttestationSettings } from './attestation-settings'
import { type ClientTlsSettings, parseClientTlsSettings } from './client-tls-settings'
import { type DatabaseSettings, parseDatabaseSettings } from './database-settings'
import { type EgressSettings, parseEgressSettings } from './egress-settings'
import { type KeystoreSettings, parseKeystoreSettings } from './keystore-settings'
import { parseTsaSettings, type TsaSettings } from './tsa-settings'

const seconds = (fallback: number, max: number) => z.coerce.number().int().min(1).max(max).default(fallback)
const webOrigin = (example: string) =>
  z.string().refine((text) => isWebOrigin(text), { error: `must be an origin such as ${example}, without a path` })

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  SHOMEI_LISTEN_ADDRESS: z
    .union([z.ipv4(), z.ipv6()], {
      error: 'must be an IP address of this machine such as 127.0.0.1, 0.0.0.0 (all of IPv4) or :: (all)',
    })
    .default('127.0.0.1'),
  SHOMEI_ROLE: z.enum(processRoles).default('all'),
  SHOMEI_KEY: z.string().refine((text) => Buffer.from(text, 'base64').length === 32, {
    error: 'must be 32 random bytes in base64, e.g. from `openssl rand -base64 32`',
  }),
  AUTHORITY_URL: webOrigin('https://authority.example.jp'),
  FACILITY_URL: webOrigin('https://shomei.hospital.example.jp'),
  SHOMEI_DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(100).default(10),
  SHOMEI_TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(5).default(0),
  SHOMEI_DEMONSTRATION_FILE: z.string().optional(),
  SHOMEI_LOG_LEVEL: z.enum(logLevels).default('info'),
  SHOMEI_ACCESS_TOKEN_SECONDS: seconds(64_800, 86_400),
  SHOMEI_SAD_SECONDS: seconds(120, 300),
  SHOMEI_SIGNATURES_PER_TOKEN: z.coerce.number().int().min(1).max(100_000).default(1_000),
  SHOMEI_SIGNATURES_PER_DAY: z.coerce.number().int().min(1).max(100_000).default(2_000),
  SHOMEI_SIGNED_DOCUMENT_SECONDS: seconds(86_400, 604_800),
  SHOMEI_TRUST_ANCHORS_FILE: z.string().min(1).optional(),
  SHOMEI_DRUG_MASTER_FILE: z.string().min(1).optional(),
  SHOMEI_USAGE_MASTER_FILE: z.string().min(1).optional(),
  SHOMEI_CLAIM_SECONDS: seconds(120, 300),
  SHOMEI_ANSWER_SECONDS: seconds(300, 480),
  SHOMEI_QR_MAX_AGE_SECONDS: seconds(20, 60),
  SHOMEI_REGISTRATION_SECONDS: seconds(900, 3_600),
  SHOMEI_PHONES_PER_HOLDER: z.coerce.number().int().min(1).max(10).default(3),
  SHOMEI_SYNCED_PASSKEYS: z.enum(syncedPasskeysPolicies).default('warn'),
  SHOMEI_ATTESTATION: z.enum(attestationPolicies).default('none'),
  SHOMEI_NUMBER_MATCHING: z.enum(numberMatchings).default('type'),
  SHOMEI_CONSOLE_IDLE_SECONDS: seconds(1_800, 28_800),
  SHOMEI_CONSOLE_SESSION_SECONDS: seconds(28_800, 86_400),
  SHOMEI_CREDENTIAL_ALGORITHM: z.enum(signingKeyAlgorithms).default('rsa-2048'),
  SHOMEI_CREDENTIAL_DAYS: z.coerce.number().int().min(1).max(3_650).default(1_825),
  SHOMEI_CREDENTIAL_POLICY: z
    .string()
    .regex(/^[0-2](\.\d+)+$/, { error: 'must be an object identifier such as 1.2.392.100495.1.5.1.1.0.1' })
    .default('1.2.392.100495.1.5.1.1.0.1'),
  SHOMEI_CRL_SECONDS: seconds(345_600, 2_592_000),
  SHOMEI_TRUST: z.enum(['anchors', 'test']).default('anchors'),
  SHOMEI_KEY_POOL: z.coerce.number().int().min(0).max(10_000).default(4),
})

/** All settings of a process. Life times are seconds; see docs/operations for each. */
export type Settings = {
  port: number
  /** IP address on which the process listens. */
  listenAddress: string
  role: ProcessRole
  database: DatabaseSettings
  databaseConnections: number
  /** 32 bytes: the key-encryption key, from which every other key is derived. */
  masterKey: Uint8Array<ArrayBuffer>
  authorityUrl: string
  facilityUrl: string
  trustedProxyHops: number
  demonstrationFile: string | null
  logLevel: LogLevel
  accessTokenSeconds: number
  /** Life of one authorisation of hashes. */
  sadSeconds: number
  signaturesPerToken: number
  /** Of one holder, in a day of Japan. */
  signaturesPerDay: number
  /** How long a facility keeps a signed document for a caller that repeats the request. */
  signedDocumentSeconds: number
  /** JSON file of the anchors that documents are judged by; `null`: none, or the test hierarchy where that is asked for. */
  trustAnchorsFile: string | null
  /** CSV files of drug and usage codes that prescriptions are compared with before they are signed; `null`: none. */
  drugMasterFile: string | null
  usageMasterFile: string | null
  claimSeconds: number
  answerSeconds: number
  qrMaxAgeSeconds: number
  registrationSeconds: number
  phonesPerHolder: number
  syncedPasskeys: SyncedPasskeys
  attestation: AttestationPolicy
  attestationTrust: AttestationSettings
  numberMatching: NumberMatching
  consoleIdleSeconds: number
  consoleSessionSeconds: number
  /** Of new second certificates; HPKI's are RSA. */
  credentialAlgorithm: SigningKeyAlgorithm
  credentialDays: number
  /** Certificate policy (OID) of new second certificates. */
  credentialPolicy: string
  /** From thisUpdate to nextUpdate of a CRL; a quarter of it later a fresh one is issued. */
  crlSeconds: number
  /** Asked for by name: the authority makes a TEST hierarchy and issues from it, the facility trusts it. Never for real prescriptions. */
  testHierarchy: boolean
  /** Keys made ahead. */
  keyPool: number
  keystore: KeystoreSettings
  /** Proxy and TLS roots of every call to the outside. */
  egress: EgressSettings
  /** Client certificates of the facilities towards their authority; empty: no mutual TLS. */
  clientTls: ClientTlsSettings
  /** The time-stamp authority that is asked; `null`: the authority's own one for development. */
  tsa: TsaSettings | null
}

const trustedTwice =
  'must not be test where SHOMEI_TRUST_ANCHORS_FILE is set: leave it out, for example SHOMEI_TRUST=anchors'

/** A file of real anchors and the test hierarchy at once is a mistake, whichever of the two was meant. */
function trustsOnce(value: { SHOMEI_TRUST: string; SHOMEI_TRUST_ANCHORS_FILE?: string | undefined }): boolean {
  return value.SHOMEI_TRUST !== 'test' || value.SHOMEI_TRUST_ANCHORS_FILE === undefined
}

export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

/**
 * Parses an environment into settings.
 * @throws SettingsError naming each wrong variable, what is expected and an example.
 */
export function parseSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const parsed = schema.refine(trustsOnce, { path: ['SHOMEI_TRUST'], error: trustedTwice }).safeParse(environment)
  const database = parseDatabaseSettings(environment)
  const keystore = parseKeystoreSettings(environment)
  const tsa = parseTsaSettings(environment)
  const egress = parseEgressSettings(environment)
  const clientTls = parseClientTlsSettings(environment)
  const attestationTrust = parseAttestationSettings(environment)
  const isTsaWrong = tsa !== null && 'problems' in tsa
  const isOtherWrong = 'problems' in keystore || 'problems' in egress || 'problems' in attestationTrust
  const isClientTlsWrong = 'problems' in clientTls
  if (!parsed.success || 'problems' in database || isTsaWrong || isOtherWrong || isClientTlsWrong) {
    const lines = (parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    if ('problems' in database) lines.push(...database.problems)
    if ('problems' in keystore) lines.push(...keystore.problems)
    if (isTsaWrong) lines.push(...tsa.problems)
    if ('problems' in egress) lines.push(...egress.problems)
    if (isClientTlsWrong) lines.push(...clientTls.problems)
    if ('problems' in attestationTrust) lines.push(...attestationTrust.problems)
    throw new SettingsError(`These settings are missing or wrong:\n${lines.map((line) => `  ${line}`).join('\n')}`)
  }
  const value = parsed.data
  return {
    port: value.PORT,
    listenAddress: value.SHOMEI_LISTEN_ADDRESS,
    role: value.SHOMEI_ROLE,
    database,
    databaseConnections: value.SHOMEI_DATABASE_CONNECTIONS,
    masterKey: new Uint8Array(Buffer.from(value.SHOMEI_KEY, 'base64')),
    authorityUrl: value.AUTHORITY_URL,
    facilityUrl: value.FACILITY_URL,
    trustedProxyHops: value.SHOMEI_TRUSTED_PROXY_HOPS,
    demonstrationFile: value.SHOMEI_DEMONSTRATION_FILE ?? null,
    logLevel: value.SHOMEI_LOG_LEVEL,
    accessTokenSeconds: value.SHOMEI_ACCESS_TOKEN_SECONDS,
    sadSeconds: value.SHOMEI_SAD_SECONDS,
    signaturesPerToken: value.SHOMEI_SIGNATURES_PER_TOKEN,
    signaturesPerDay: value.SHOMEI_SIGNATURES_PER_DAY,
    signedDocumentSeconds: value.SHOMEI_SIGNED_DOCUMENT_SECONDS,
    trustAnchorsFile: value.SHOMEI_TRUST_ANCHORS_FILE ?? null,
    drugMasterFile: value.SHOMEI_DRUG_MASTER_FILE ?? null,
    usageMasterFile: value.SHOMEI_USAGE_MASTER_FILE ?? null,
    claimSeconds: value.SHOMEI_CLAIM_SECONDS,
    answerSeconds: value.SHOMEI_ANSWER_SECONDS,
    qrMaxAgeSeconds: value.SHOMEI_QR_MAX_AGE_SECONDS,
    registrationSeconds: value.SHOMEI_REGISTRATION_SECONDS,
    phonesPerHolder: value.SHOMEI_PHONES_PER_HOLDER,
    syncedPasskeys: value.SHOMEI_SYNCED_PASSKEYS,
    attestation: value.SHOMEI_ATTESTATION,
    attestationTrust,
    numberMatching: value.SHOMEI_NUMBER_MATCHING,
    consoleIdleSeconds: value.SHOMEI_CONSOLE_IDLE_SECONDS,
    consoleSessionSeconds: value.SHOMEI_CONSOLE_SESSION_SECONDS,
    credentialAlgorithm: value.SHOMEI_CREDENTIAL_ALGORITHM,
    credentialDays: value.SHOMEI_CREDENTIAL_DAYS,
    credentialPolicy: value.SHOMEI_CREDENTIAL_POLICY,
    crlSeconds: value.SHOMEI_CRL_SECONDS,
    testHierarchy: value.SHOMEI_TRUST === 'test',
    keyPool: value.SHOMEI_KEY_POOL,
    keystore,
    egress,
    clientTls,
    tsa,
  }
}

let current: Settings | undefined

/** The settings of this process, parsed once from its environment. */
export function settings(): Settings {
  current ??= parseSettings(process.env)
  return current
}

function isWebOrigin(text: string): boolean {
  try {
    const url = new URL(text)
    return (url.protocol === 'https:' || isLoopback(url)) && url.origin === text
  } catch {
    return false
  }
}

/** Plain http is a secure context on loopback only; WebAuthn and `__Host-` cookies need one. */
function isLoopback(url: URL): boolean {
  return (
    url.protocol === 'http:' &&
    (url.hostname === 'localhost' || url.hostname.endsWith('.localhost') || url.hostname === '127.0.0.1')
  )
}
