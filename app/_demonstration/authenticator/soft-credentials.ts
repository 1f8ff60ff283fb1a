import { toBase64Url } from '@/lib/kernel/bytes'
import { makePasskey, type Passkey, signChallenge } from './passkey'

export type CredentialPorts = {
  rpId: string
  origin: string
  passkeys: {
    list(): Promise<Passkey[]>
    save(passkey: Passkey): Promise<void>
  }
  /** Resolves when the user was verified; rejects with the DOMException of WebAuthn L3 otherwise. */
  verifyUser(purpose: 'register' | 'sign_in', signal: AbortSignal | undefined): Promise<void>
}

/** What takes the place of `navigator.credentials` in the phone in the browser (WebAuthn L3 §5.1.3 and §5.1.4, ES256 only). */
export function softCredentials({ rpId, origin, passkeys, verifyUser }: CredentialPorts) {
  return {
    async create({ publicKey, signal }: CredentialCreationOptions = {}): Promise<object> {
      const options = requireOptions(publicKey)
      requireRp(options.rp.id, rpId)
      if (!options.pubKeyCredParams.some(({ alg }) => alg === -7))
        throw new DOMException('Only ES256 keys can be made.', 'NotSupportedError')
      await verifyUser('register', signal)
      const excluded = options.excludeCredentials?.map(({ id }) => toBase64Url(toBytes(id))) ?? []
      const known = await passkeys.list()
      if (known.some(({ credentialId }) => excluded.includes(credentialId)))
        throw new DOMException('This phone is registered already.', 'InvalidStateError')
      const { passkey, attestation } = await makePasskey(
        { rpId, origin, challenge: toBytes(options.challenge) },
        toBytes(options.user.id),
      )
      await passkeys.save(passkey)
      const { clientDataJSON, attestationObject } = attestation
      return toCredential(passkey, {
        clientDataJSON: clientDataJSON.buffer,
        attestationObject: attestationObject.buffer,
        getTransports: () => ['internal'],
      })
    },

    async get({ publicKey, signal }: CredentialRequestOptions = {}): Promise<object> {
      const options = requireOptions(publicKey)
      requireRp(options.rpId, rpId)
      await verifyUser('sign_in', signal)
      const allowed = options.allowCredentials?.map(({ id }) => toBase64Url(toBytes(id))) ?? []
      const known = await passkeys.list()
      const passkey = known.findLast(
        (each) => each.rpId === rpId && (allowed.length === 0 || allowed.includes(each.credentialId)),
      )
      if (passkey === undefined) throw new DOMException('This phone has no passkey for it.', 'NotAllowedError')
      const used = { ...passkey, counter: passkey.counter + 1 }
      await passkeys.save(used)
      const signed = await signChallenge(used, { rpId, origin, challenge: toBytes(options.challenge) })
      return toCredential(used, {
        clientDataJSON: signed.clientDataJSON.buffer,
        authenticatorData: signed.authenticatorData.buffer,
        signature: signed.signature.buffer,
        userHandle: used.userHandle.buffer,
      })
    },
  }
}

/** The members of PublicKeyCredential that the phone pages read (WebAuthn L3 §5.1). */
function toCredential({ credentialId }: Passkey, response: object): object {
  const padded = credentialId.replaceAll('-', '+').replaceAll('_', '/')
  return {
    id: credentialId,
    rawId: Uint8Array.from(atob(padded), (character) => character.charCodeAt(0)).buffer,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    getClientExtensionResults: () => ({}),
    response,
  }
}

function requireOptions<T>(options: T | undefined): T {
  if (options === undefined) throw new DOMException('Only public keys are supported.', 'NotSupportedError')
  return options
}

function requireRp(asked: string | undefined, rpId: string): void {
  if (asked !== undefined && asked !== rpId) throw new DOMException('Another relying party.', 'SecurityError')
}

function toBytes(source: BufferSource): Uint8Array<ArrayBuffer> {
  const view = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source)
  return new Uint8Array(view)
}
