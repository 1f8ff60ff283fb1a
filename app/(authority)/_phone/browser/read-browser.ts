import type { BrowserFacts } from './detect-obstacle'

/** The facts of the browser that runs this. */
export function readBrowser(): BrowserFacts {
  const hasWebAuthn = typeof window.PublicKeyCredential === 'function' && 'credentials' in navigator
  const canAsk =
    hasWebAuthn && typeof window.PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable === 'function'
  return {
    userAgent: navigator.userAgent,
    maxTouchPoints: navigator.maxTouchPoints,
    hasWebAuthn,
    isVerifyingAuthenticatorAvailable: canAsk
      ? () => window.PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable()
      : null,
  }
}
