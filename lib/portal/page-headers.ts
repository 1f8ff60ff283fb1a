import type { PathSide } from '../config/paths'
import { demonstrationPart, isFramable } from './page-gate'

export type PageHeadersInput = {
  pathname: string
  /** From `decidePage`; `null` for a page that is not served. */
  side: PathSide | null
  /** Random per answer, base64. */
  nonce: string
  /** Origins that may frame `/embed`: those of the facility's EMR clients. Anything that is not an origin is dropped. */
  embedOrigins: readonly string[]
  /** The side's own address is https. */
  secure: boolean
  /** The page runs no script. */
  plain?: boolean
  /** The development server needs eval and inline styles. */
  development: boolean
}

/** Security headers of a page, on every answer, errors included. Rules of docs/threat-model, frame and phone pages. */
export function pageHeaders(input: PageHeadersInput): Record<string, string> {
  const framable = input.side === 'facility' && isFramable(input.pathname)
  const part = input.side === 'authority' ? demonstrationPart(input.pathname) : null
  const embedded = framable || input.pathname === '/embed.js'
  return {
    'content-security-policy': contentSecurityPolicy(input, framable, part),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy': permissionsPolicy(input.side, framable, part),
    'cross-origin-resource-policy': embedded ? 'cross-origin' : 'same-origin',
    ...(framable
      ? {}
      : { 'cross-origin-opener-policy': 'same-origin', 'x-frame-options': part === 'framed' ? 'SAMEORIGIN' : 'DENY' }),
    ...(input.secure ? { 'strict-transport-security': 'max-age=63072000' } : {}),
  }
}

function contentSecurityPolicy(
  { nonce, embedOrigins, plain = false, development }: PageHeadersInput,
  framable: boolean,
  part: DemonstrationPart,
): string {
  const scripts = `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`
  const emrs = framable ? embedOrigins.filter(isWebOrigin) : []
  const ancestors = part === 'framed' ? ["'self'"] : emrs
  return [
    "default-src 'none'",
    plain ? "script-src 'none'" : scripts,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "manifest-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    ...(part === 'window' ? ["frame-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
    `frame-ancestors ${ancestors.length > 0 ? ancestors.join(' ') : "'none'"}`,
  ].join('; ')
}

type DemonstrationPart = ReturnType<typeof demonstrationPart>

/** A key is made on the authority's top-level pages only (WebAuthn L3 §5.10); a frame neither makes nor uses one. */
function permissionsPolicy(side: PathSide | null, framable: boolean, part: DemonstrationPart): string {
  const create = side === 'authority' ? '(self)' : '()'
  const get = framable || side === null ? '()' : '(self)'
  const off = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'serial', 'hid']
  return [
    `publickey-credentials-create=${create}`,
    `publickey-credentials-get=${get}`,
    ...off.map((feature) => `${feature}=()`),
    `display-capture=${part === 'window' ? '(self)' : '()'}`,
  ].join(', ')
}

/** Only a bare origin may enter the header: a stray `;` or `*` would widen the policy. */
function isWebOrigin(text: string): boolean {
  try {
    const url = new URL(text)
    return /^https?:$/.test(url.protocol) && url.origin === text && !/[*;,\s]/.test(text)
  } catch {
    return false
  }
}
