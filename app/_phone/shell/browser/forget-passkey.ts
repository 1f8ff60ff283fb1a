import type { CeremonyOptions } from './ceremony'

type WithSignal = { signalUnknownCredential?: (unknown: { rpId: string; credentialId: string }) => Promise<void> }

/**
 * Signals to the phone that the authority no longer knows this passkey, so that it is not offered again (P9, WebAuthn L3
 * §5.1.10.1). Where the browser has no such signal, nothing happens.
 */
export function forgetPasskey(options: CeremonyOptions, credentialId: string): void {
  const { signalUnknownCredential }: WithSignal = window.PublicKeyCredential
  const { rpId } = options
  if (!signalUnknownCredential || typeof rpId !== 'string') return
  signalUnknownCredential.call(window.PublicKeyCredential, { rpId, credentialId }).catch(() => undefined)
}
