import { fromBase64Url } from '@/lib/kernel/bytes'
import type { AuthenticatorAttachment, Transport } from './webauthn'
import { type Finding, toFinding } from './webauthn.findings'

/** Longest text of one member; the body as a whole is capped at 64 kB before it comes here (O5). */
const maxMemberLength = 65_536
const maxCredentialIdLength = 4_096
const maxUserHandleLength = 1_024
const maxTransports = 16
const transportName = /^[\x21-\x7e]{1,32}$/

type Envelope = {
  id: string
  response: Record<string, unknown>
  transports: Transport[]
  attachment: AuthenticatorAttachment | undefined
  /** Empty when absent, `null` when it is no base64url text. */
  userHandle: string | null
}

export type RegistrationAnswer = {
  id: string
  clientDataJSON: Uint8Array<ArrayBuffer>
  attestationObject: Uint8Array<ArrayBuffer>
  transports: Transport[]
  authenticatorAttachment?: AuthenticatorAttachment
}

export type AssertionAnswer = {
  id: string
  clientDataJSON: Uint8Array<ArrayBuffer>
  authenticatorData: Uint8Array<ArrayBuffer>
  signature: Uint8Array<ArrayBuffer>
  /** As sent; absent and empty are the same. */
  userHandle?: string
}

/** Reads a RegistrationResponseJSON (WebAuthn L3 §5.1): base64url without padding, unknown members are ignored (O5, A10). */
export function parseRegistrationResponse(response: unknown): RegistrationAnswer | Finding[] {
  const envelope = parseEnvelope(response)
  if (Array.isArray(envelope)) return envelope
  const clientDataJSON = bytesOf(envelope.response, 'clientDataJSON')
  const attestationObject = bytesOf(envelope.response, 'attestationObject')
  if (clientDataJSON === null || attestationObject === null) {
    return missing({ 'response.clientDataJSON': clientDataJSON, 'response.attestationObject': attestationObject })
  }
  const { attachment } = envelope
  return {
    id: envelope.id,
    clientDataJSON,
    attestationObject,
    transports: envelope.transports,
    ...(attachment ? { authenticatorAttachment: attachment } : {}),
  }
}

/** Reads an AuthenticationResponseJSON (WebAuthn L3 §5.1) under the same rules. */
export function parseAssertionResponse(response: unknown): AssertionAnswer | Finding[] {
  const envelope = parseEnvelope(response)
  if (Array.isArray(envelope)) return envelope
  const clientDataJSON = bytesOf(envelope.response, 'clientDataJSON')
  const authenticatorData = bytesOf(envelope.response, 'authenticatorData')
  const signature = bytesOf(envelope.response, 'signature')
  const { userHandle } = envelope
  if (clientDataJSON === null || authenticatorData === null || signature === null || userHandle === null) {
    return missing({
      'response.clientDataJSON': clientDataJSON,
      'response.authenticatorData': authenticatorData,
      'response.signature': signature,
      'response.userHandle': userHandle,
    })
  }
  return {
    id: envelope.id,
    clientDataJSON,
    authenticatorData,
    signature,
    ...(userHandle === '' ? {} : { userHandle }),
  }
}

function parseEnvelope(response: unknown): Envelope | Finding[] {
  if (!isRecord(response)) return [malformed('')]
  const { id, rawId, type, response: inner, clientExtensionResults: extensions, authenticatorAttachment } = response
  const findings: Finding[] = []
  const credentialId = typeof id === 'string' && id.length <= maxCredentialIdLength ? fromBase64Url(id) : null
  if (credentialId === null || credentialId.length === 0) findings.push(malformed('id'))
  if (rawId !== id) findings.push(malformed('rawId'))
  if (type !== 'public-key') findings.push(malformed('type'))
  if (extensions !== undefined && !isRecord(extensions)) findings.push(malformed('clientExtensionResults'))
  if (!isRecord(inner)) findings.push(malformed('response'))
  if (findings.length > 0 || typeof id !== 'string' || !isRecord(inner)) return findings
  const { transports, userHandle } = inner
  return {
    id,
    response: inner,
    transports: transportsOf(transports),
    attachment: attachmentOf(authenticatorAttachment),
    userHandle: userHandleOf(userHandle),
  }
}

function bytesOf(members: Record<string, unknown>, name: string): Uint8Array<ArrayBuffer> | null {
  const text = members[name]
  if (typeof text !== 'string' || text === '' || text.length > maxMemberLength) return null
  return fromBase64Url(text)
}

function userHandleOf(value: unknown): string | null {
  if (value === undefined || value === null) return ''
  if (typeof value !== 'string' || value.length > maxUserHandleLength) return null
  return fromBase64Url(value) === null ? null : value
}

/** Unknown transports are kept (WebAuthn L3 §5.2.1.1); what is no short ASCII text is dropped, for it could be nothing else. */
function transportsOf(value: unknown): Transport[] {
  if (!Array.isArray(value)) return []
  const names = value.filter((name): name is string => typeof name === 'string' && transportName.test(name))
  return [...new Set(names)].sort().slice(0, maxTransports)
}

function attachmentOf(value: unknown): AuthenticatorAttachment | undefined {
  return value === 'platform' || value === 'cross-platform' ? value : undefined
}

function missing(members: Record<string, unknown>): Finding[] {
  return Object.entries(members)
    .filter(([, value]) => value === null)
    .map(([field]) => malformed(field))
}

function malformed(field: string): Finding {
  return toFinding('response_malformed', 'malformed', { field })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
