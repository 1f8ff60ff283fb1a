import type { BrowserFacts } from './detect-obstacle'

type WithStandalone = Navigator & { standalone?: boolean }

/** The facts of the browser that runs this. */
export function readBrowser(): BrowserFacts {
  const hasWebAuthn = typeof window.PublicKeyCredential === 'function' && 'credentials' in navigator
  const canAsk =
    hasWebAuthn && typeof window.PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable === 'function'
  const { standalone }: WithStandalone = navigator
  return {
    isHomeScreenApp: standalone === true,
    userAgent: navigator.userAgent,
    maxTouchPoints: navigator.maxTouchPoints,
    hasWebAuthn,
    isVerifyingAuthenticatorAvailable: canAsk
      ? () => window.PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable()
      : null,
  }
}
