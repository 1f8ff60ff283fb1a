import { toBase64Url } from '@/lib/kernel/bytes'
import { type Finding, toFinding } from './webauthn.findings'

/** The members of CollectedClientData that are judged (WebAuthn L3 §5.8.1). */
export type ClientData = {
  type: string
  challenge: string
  origin: string
  crossOrigin: boolean
  topOrigin: string | undefined
  /**
   * Whether there is a `tokenBinding`, which is reserved and says nothing (WebAuthn L3 §5.8.1): whatever its status is, it is
   * treated as absent (WebAuthn L1 §5.8.1).
   */
  hasTokenBinding: boolean
}

export type Framing = 'top' | 'framed' | 'framed_unnamed'

/**
 * Reads clientDataJSON; `null` when it is no JSON object or a member has the wrong type (A10). A leading BOM, unknown members,
 * any order and duplicate keys are accepted: the signature covers the bytes.
 */
export function parseClientData(clientDataJSON: Uint8Array): ClientData | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(new TextDecoder().decode(clientDataJSON))
  } catch {
    return null
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null
  const members: Record<string, unknown> = { ...parsed }
  const { type, challenge, origin, crossOrigin = false, topOrigin } = members
  if (typeof type !== 'string' || typeof challenge !== 'string' || typeof origin !== 'string') return null
  if (typeof crossOrigin !== 'boolean') return null
  if (topOrigin !== undefined && typeof topOrigin !== 'string') return null
  const hasTokenBinding = Object.hasOwn(members, 'tokenBinding')
  return { type, challenge, origin, crossOrigin, topOrigin, hasTokenBinding }
}

/** WebAuthn L3 §7.1 steps 7–9, §7.2 steps 10–12: ceremony, challenge and origin, each by exact comparison (AT-09, AT-27). */
export function judgeClientData(
  clientData: ClientData,
  expected: { type: 'webauthn.create' | 'webauthn.get'; challenge: Uint8Array; origins: readonly string[] },
): Finding[] {
  const findings: Finding[] = []
  if (clientData.type !== expected.type) findings.push(toFinding('ceremony_type_mismatch', 'refused'))
  if (clientData.challenge !== toBase64Url(expected.challenge))
    findings.push(toFinding('challenge_mismatch', 'refused'))
  if (!expected.origins.includes(clientData.origin)) {
    findings.push(toFinding('origin_mismatch', 'refused', { detail: clientData.origin.slice(0, 255) }))
  }
  return findings
}

/**
 * WebAuthn L3 §7.1 step 10, §7.2 step 13 (R1, A3). Without top origins any sign of a frame is refused; with them a frame is
 * expected, its top origin must be listed, and only a browser that names no top origin at all (WebKit) may leave it out.
 */
export function judgeFraming(
  clientData: ClientData,
  topOrigins: readonly string[],
): { framing: Framing; findings: Finding[] } {
  const { crossOrigin, topOrigin } = clientData
  const framing = crossOrigin ? (topOrigin === undefined ? 'framed_unnamed' : 'framed') : 'top'
  const findings: Finding[] = []
  if (crossOrigin !== topOrigins.length > 0) findings.push(toFinding('cross_origin', 'refused'))
  if (topOrigin !== undefined && (!crossOrigin || !topOrigins.includes(topOrigin))) {
    findings.push(toFinding('top_origin_mismatch', 'refused', { detail: topOrigin.slice(0, 255) }))
  }
  return { framing, findings }
}
