/**
 * Why a call to the outside gave no answer. Each is somebody else's to change: the hospital's network (`proxy_*`, `name_not_resolved`,
 * `unreachable`, `tls_root_unknown`), who runs the server (`tls_certificate`), who registered us there (`tls_client_certificate`).
 */
export type EgressFailure =
  | 'proxy_unreachable'
  | 'proxy_refused'
  | 'proxy_credentials'
  | 'name_not_resolved'
  | 'unreachable'
  | 'tls_root_unknown'
  | 'tls_certificate'
  | 'tls_client_certificate'
  | 'tls_failed'
  | 'connection_lost'
  | 'timeout'
  | 'too_large'
  | 'aborted'

/** What a call was doing: resolving, connecting, waiting for the proxy's answer to CONNECT, TLS, the answer's headers, its body. */
export type EgressPhase = 'dns' | 'connect' | 'proxy' | 'tls' | 'answer' | 'body'

/** What is known of a failure, without secrets. */
export type EgressFacts = {
  /** Host of the target, with a port that is not the scheme's. */
  host?: string
  /** `host:port` of the proxy on the way. */
  proxy?: string
  phase?: EgressPhase
  /** Status of the proxy. */
  status?: number
  /** Name of the certificate's issuer, or of the last issuer of the chain that the other side showed. */
  issuer?: string
  /** What is wrong, for the log. */
  reason?: string
}

/** A call that ended without a complete HTTP answer. An answer of any status is no failure of the call. */
export class EgressError extends Error {
  override readonly name = 'EgressError'
  readonly failure: EgressFailure
  readonly facts: EgressFacts

  constructor(failure: EgressFailure, facts: EgressFacts = {}, cause?: unknown) {
    super(toMessage(failure, facts), { cause })
    this.failure = failure
    this.facts = facts
  }
}

function toMessage(failure: EgressFailure, facts: EgressFacts): string {
  const known = Object.entries(facts).map(([name, value]) => `${name} ${String(value)}`)
  return known.length === 0 ? failure : `${failure} (${known.join(', ')})`
}

/** Sorts what the HTTP library threw by its stable codes. `facts`: of the call. */
export function toEgressError(error: unknown, facts: EgressFacts = {}): EgressError {
  if (error instanceof EgressError) return error
  const code = codeOf(error)
  const name = error instanceof Error ? error.name : ''
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return new EgressError('timeout', { ...facts, phase: 'answer' }, error)
  if (code === 'UND_ERR_BODY_TIMEOUT') return new EgressError('timeout', { ...facts, phase: 'body' }, error)
  if (name === 'AbortError') return new EgressError('aborted', facts, error)
  if (isClientCertificateAlert(code))
    return new EgressError('tls_client_certificate', { ...facts, reason: code }, error)
  return new EgressError('connection_lost', { ...facts, ...(code === '' ? {} : { reason: code }) }, error)
}

/** The stable code of a system, TLS or library error; the cause's where the library wraps it. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  if (code === 'UND_ERR_SOCKET' && cause !== undefined) return codeOf(cause) || code
  return typeof code === 'string' ? code : ''
}

/**
 * Alerts with which a server refuses the certificate that it was shown, or that none was (RFC 8446 §6.2). In TLS 1.3 they arrive
 * after the handshake, instead of the answer.
 */
export function isClientCertificateAlert(code: string): boolean {
  return /^ERR_SSL_\w*ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_REVOKED|CERTIFICATE_EXPIRED|CERTIFICATE_UNKNOWN|UNKNOWN_CA|ACCESS_DENIED|NO_CERTIFICATE)$/.test(
    code,
  )
}
