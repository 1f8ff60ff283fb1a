import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { concatBytes, fromBase64Url, toBase64Url, utf8 } from '@/lib/kernel/bytes'
import type { CoseAlgorithm } from '../webauthn'

/** Flag bits of authenticator data (WebAuthn L3 §6.1). */
export const authenticatorFlag = { UP: 0x01, UV: 0x04, BE: 0x08, BS: 0x10, AT: 0x40, ED: 0x80 } as const

export type CborMember = Parameters<typeof isoCBOR.encode>[0]

export type CredentialKeyPair = { algorithm: CoseAlgorithm; publicKey: KeyObject; privateKey: KeyObject }

/** Makes the attestation of a new credential; see attestation-makers.ts. */
export type AttestationMaker = (input: {
  authenticatorData: Uint8Array<ArrayBuffer>
  clientDataHash: Uint8Array<ArrayBuffer>
  aaguid: Uint8Array<ArrayBuffer>
  credential: CredentialKeyPair
}) => { fmt: string; attStmt: Map<string, CborMember> | CborMember[] }

export type SoftAuthenticatorOptions = {
  rpId: string
  origin: string
  algorithm?: CoseAlgorithm
  /** A synced passkey: BE and BS set, counter always 0. */
  synced?: boolean
  /** 16 bytes; zero by default. */
  aaguid?: Uint8Array<ArrayBuffer>
  attestation?: AttestationMaker
  /** base64url; `create` takes it from the options. */
  userHandle?: string
}

/** What may be bent in any answer. The signature is made over what results, so only the rule in question can refuse it. */
export type Bend = {
  /** Laid over the members of the client data; `undefined` removes one. */
  clientData?: Record<string, unknown>
  rawClientData?: Uint8Array<ArrayBuffer>
  flags?: number
  counter?: number
  rpIdHash?: Uint8Array<ArrayBuffer>
  /** The `id` sent with the answer, in place of the credential's own. */
  id?: Uint8Array<ArrayBuffer>
  /** CBOR after the attested data; the ED flag is yours to set. */
  extensions?: Uint8Array<ArrayBuffer>
  rawAuthenticatorData?: Uint8Array<ArrayBuffer>
}

export type CreateBend = Bend & {
  aaguid?: Uint8Array<ArrayBuffer>
  attestedCredentialId?: Uint8Array<ArrayBuffer>
  /** Laid over the members of the COSE_Key. */
  cose?: ReadonlyMap<number, number | Uint8Array<ArrayBuffer>>
  /** The whole COSE_Key, in place of the credential's own. */
  credential?: ReadonlyMap<number, number | Uint8Array<ArrayBuffer>>
  attestation?: AttestationMaker
  /** Laid over fmt, attStmt and authData. */
  attestationObject?: ReadonlyMap<string, CborMember>
  rawAttestationObject?: Uint8Array<ArrayBuffer>
}

export type GetBend = Bend & {
  /** base64url; `null` leaves it out. */
  userHandle?: string | null
  signature?: (signature: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>
  /** Signs in place of the credential's own key. */
  signer?: KeyObject
}

export type SoftAuthenticator = {
  /** base64url. */
  readonly credentialId: string
  /** base64url. */
  userHandle(): string
  readonly credential: CredentialKeyPair
  /** COSE_Key, as `verifyRegistration` returns it. */
  publicKey(): Uint8Array<ArrayBuffer>
  create(options: { challenge: string; user?: { id: string } }, bend?: CreateBend): RegistrationResponseJSON
  get(options: { challenge: string }, bend?: GetBend): AuthenticationResponseJSON
}

/**
 * An authenticator in software, for tests and load runs: one credential, no user, no secure storage. Answers are what a browser
 * would send as JSON; every part can be bent and is signed as bent.
 */
export function createSoftAuthenticator(options: SoftAuthenticatorOptions): SoftAuthenticator {
  const credential = generateCredential(options.algorithm ?? -7)
  const credentialId = randomOctets(32)
  let userHandle = options.userHandle ?? toBase64Url(randomOctets(64))
  let counter = 0

  function authenticatorData(bend: Bend, defaultFlags: number, attested: Uint8Array): Uint8Array<ArrayBuffer> {
    const backup = options.synced ? authenticatorFlag.BE | authenticatorFlag.BS : 0
    if (!options.synced) counter += 1
    const tail = new Uint8Array(5)
    tail[0] = bend.flags ?? defaultFlags | backup
    new DataView(tail.buffer).setUint32(1, bend.counter ?? counter)
    const rpIdHash = bend.rpIdHash ?? sha256(utf8(options.rpId))
    return bend.rawAuthenticatorData ?? concatBytes(rpIdHash, tail, attested, bend.extensions ?? new Uint8Array())
  }

  function clientDataOf(type: string, challenge: string, bend: Bend): Uint8Array<ArrayBuffer> {
    const members = { type, challenge, origin: options.origin, crossOrigin: false, ...bend.clientData }
    return bend.rawClientData ?? utf8(JSON.stringify(members))
  }

  return {
    credentialId: toBase64Url(credentialId),
    credential,
    userHandle: () => userHandle,
    publicKey: () => encodeCose(credential, new Map()),

    create({ challenge, user }, bend = {}) {
      if (user) userHandle = user.id
      const aaguid = bend.aaguid ?? options.aaguid ?? new Uint8Array(16)
      const attestedId = bend.attestedCredentialId ?? credentialId
      const attested = concatBytes(
        aaguid,
        uint16(attestedId.length),
        attestedId,
        bend.credential ? new Uint8Array(isoCBOR.encode(new Map(bend.credential))) : encodeCose(credential, bend.cose),
      )
      const { UP, UV, AT } = authenticatorFlag
      const data = authenticatorData(bend, UP | UV | AT, attested)
      const clientData = clientDataOf('webauthn.create', challenge, bend)
      const make = bend.attestation ?? options.attestation ?? noAttestation
      const statement = make({ authenticatorData: data, clientDataHash: sha256(clientData), aaguid, credential })
      const id = toBase64Url(bend.id ?? attestedId)
      return {
        id,
        rawId: id,
        type: 'public-key',
        authenticatorAttachment: 'platform',
        clientExtensionResults: {},
        response: {
          clientDataJSON: toBase64Url(clientData),
          attestationObject: toBase64Url(
            bend.rawAttestationObject ?? encodeAttestationObject(statement, data, bend.attestationObject),
          ),
          transports: ['internal', 'hybrid'],
        },
      }
    },

    get({ challenge }, bend = {}) {
      const { UP, UV } = authenticatorFlag
      const data = authenticatorData(bend, UP | UV, new Uint8Array())
      const clientData = clientDataOf('webauthn.get', challenge, bend)
      const signer = bend.signer ?? credential.privateKey
      const signature = new Uint8Array(sign('sha256', concatBytes(data, sha256(clientData)), signer))
      const id = toBase64Url(bend.id ?? credentialId)
      const handle = bend.userHandle === undefined ? userHandle : bend.userHandle
      return {
        id,
        rawId: id,
        type: 'public-key',
        authenticatorAttachment: 'platform',
        clientExtensionResults: {},
        response: {
          clientDataJSON: toBase64Url(clientData),
          authenticatorData: toBase64Url(data),
          signature: toBase64Url(bend.signature?.(signature) ?? signature),
          ...(handle === null ? {} : { userHandle: handle }),
        },
      }
    },
  }
}

const noAttestation: AttestationMaker = () => ({ fmt: 'none', attStmt: new Map() })

function generateCredential(algorithm: CoseAlgorithm): CredentialKeyPair {
  const pair =
    algorithm === -7
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { algorithm, ...pair }
}

function encodeCose(credential: CredentialKeyPair, bent: CreateBend['cose'] = new Map()): Uint8Array<ArrayBuffer> {
  const jwk = credential.publicKey.export({ format: 'jwk' })
  const member = (text: string | undefined) => fromBase64Url(text ?? '') ?? new Uint8Array()
  const own: [number, CborMember][] =
    credential.algorithm === -7
      ? [
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, member(jwk.x)],
          [-3, member(jwk.y)],
        ]
      : [
          [1, 3],
          [3, -257],
          [-1, member(jwk.n)],
          [-2, member(jwk.e)],
        ]
  return new Uint8Array(isoCBOR.encode(new Map([...own, ...bent])))
}

function encodeAttestationObject(
  statement: ReturnType<AttestationMaker>,
  authData: Uint8Array<ArrayBuffer>,
  further: CreateBend['attestationObject'] = new Map(),
): Uint8Array<ArrayBuffer> {
  const members = new Map<string, CborMember>([
    ['fmt', statement.fmt],
    ['attStmt', statement.attStmt],
    ['authData', authData],
    ...further,
  ])
  return new Uint8Array(isoCBOR.encode(members))
}

function sha256(octets: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(octets).digest())
}

function randomOctets(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(randomBytes(length))
}

function uint16(value: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array([value >> 8, value & 0xff])
}
