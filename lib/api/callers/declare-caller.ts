import type { Share } from '@/lib/rate-limits/anonymous-budget'

/**
 * Who may call an operation. Each says one of three things: the credential that it asks for (`security`), that its body is the credential
 * (`clientInBody`), or what it costs when nobody in particular asks (`anonymous`). A test finds the one that says none.
 */
export const anonymousCostKey = 'x-anonymous-cost'
export const bodyCredentialKey = 'x-credential-in-body'

/** `ms`: booked of the event loop for each call, before anything of it is done. */
export type AnonymousCost = { ms: number; share: Share }

/** Part of a route's declaration: anybody may call it, at this cost. */
export function anonymous(ms: number, share: AnonymousCost['share'] = 'all') {
  return { [anonymousCostKey]: { ms, share } satisfies AnonymousCost }
}

/** Part of a route's declaration: a client's credential is in the form itself (RFC 7521 §4.2, RFC 6749 §2.3.1). */
export const clientInBody = { [bodyCredentialKey]: 'client' } as const

/** Sessions of browsers, as OpenAPI names what they send. */
export const sessionSchemes = {
  frameSession: { type: 'http', scheme: 'bearer', description: 'The bearer of one frame, from its launch ticket.' },
  consoleSession: {
    type: 'apiKey',
    in: 'cookie',
    name: 'shomei-console',
    description: '`__Host-` before it on https.',
  },
  holderSession: { type: 'apiKey', in: 'cookie', name: 'shomei-holder', description: '`__Host-` before it on https.' },
} as const

/** Part of a route's declaration: a browser's session is asked for. */
export function session(scheme: keyof typeof sessionSchemes) {
  return { security: [{ [scheme]: [] }] }
}
