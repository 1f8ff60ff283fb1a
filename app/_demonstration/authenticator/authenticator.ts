import { demonstration as en } from '@/lib/messages/en/demonstration'
import { demonstration as ja } from '@/lib/messages/ja/demonstration'
import { toPhoneAddress } from '../phone-address'
import { askForFinger } from './finger-sheet'
import { listPasskeys, removePasskey, savePasskey } from './passkey-store'
import { softCredentials } from './soft-credentials'

/*
 * The file /demonstration-authenticator.js: the phone pages in the demonstration's window load it before their own scripts. It is
 * served where SHOMEI_TRUST is `test` only (AT-66), and does nothing on a page outside that window.
 */

if (window.parent !== window && window.location.pathname.startsWith('/demonstration/phone/')) {
  installCredentials()
  document.addEventListener('click', keepInWindow, true)
}

function installCredentials(): void {
  const { sheet } = document.documentElement.lang === 'en' ? en : ja
  const { hostname: rpId, origin } = window.location
  const credentials = softCredentials({
    rpId,
    origin,
    passkeys: { list: listPasskeys, save: savePasskey },
    verifyUser: (purpose, signal) => askForFinger(sheet, sheet.headings[purpose], signal),
  })
  Object.defineProperty(navigator, 'credentials', { configurable: true, value: credentials })
  Object.defineProperty(window, 'PublicKeyCredential', { configurable: true, value: softClass() })
}

/** What the phone pages ask of the class itself (WebAuthn L3 §5.1.7, §5.1.10.1). */
function softClass() {
  return Object.assign(() => undefined, {
    isUserVerifyingPlatformAuthenticatorAvailable: () => Promise.resolve(true),
    signalUnknownCredential: ({ credentialId }: { credentialId: string }) => removePasskey(credentialId),
  })
}

/** A link to another phone page leads to its twin in the window: the page itself refuses to be framed. */
function keepInWindow(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  const inside = link === null ? null : toPhoneAddress(link.href, window.location.origin)
  if (link === null || inside === null) return
  event.preventDefault()
  window.location.assign(inside)
}
