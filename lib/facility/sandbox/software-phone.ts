import { createHash, createPrivateKey, sign } from 'node:crypto'
import { concatBytes, toBase64Url, utf8 } from '@/lib/kernel/bytes'

/** User present and verified (WebAuthn L3 §6.1): what biometrics would have said. */
const presentAndVerified = 0x05

export type SoftwarePhone = {
  credentialId: string
  userHandle: string
  /** PKCS#8. */
  privateKey: Uint8Array
}

/**
 * The answer of a phone in software to the options of an assertion, as a browser sends it (WebAuthn L3 §5.1.4, §6.3.3). It counts nothing:
 * the counter is always 0.
 */
export function answerChallenge(
  { credentialId, userHandle, privateKey }: SoftwarePhone,
  { challenge, authorityUrl }: { challenge: string; authorityUrl: string },
) {
  const rpIdHash = sha256(utf8(new URL(authorityUrl).hostname))
  const authenticatorData = concatBytes(rpIdHash, new Uint8Array([presentAndVerified, 0, 0, 0, 0]))
  const clientData = utf8(
    JSON.stringify({ type: 'webauthn.get', challenge, origin: new URL(authorityUrl).origin, crossOrigin: false }),
  )
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' })
  const signature = sign('sha256', concatBytes(authenticatorData, sha256(clientData)), key)
  return {
    id: credentialId,
    rawId: credentialId,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    clientExtensionResults: {},
    response: {
      clientDataJSON: toBase64Url(clientData),
      authenticatorData: toBase64Url(authenticatorData),
      signature: toBase64Url(new Uint8Array(signature)),
      userHandle,
    },
  }
}

function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(bytes).digest())
}
