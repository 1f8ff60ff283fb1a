import { newToken } from '@/lib/keystore/token'
import type { Locale } from '@/lib/messages/locale'

const texts: Record<Locale, { title: string; done: string }> = {
  ja: { title: '国家資格認証', done: 'この画面は閉じてかまいません。' },
  en: { title: 'National qualification sign-in', done: 'You can close this page.' },
}

type SignInPage = {
  ticket: string
  locale: Locale
  /** Origin of the facility. */
  facilityUrl: string
  /** Path of the page under that origin, as written in the address. */
  path: string
}

/**
 * A page that holds nothing but the sign-in frame of this ticket, on the frame's own surface (`--surface` of app/globals.css), with the
 * policy that lets just that run. Under the adapter's own name, which a proxy maps to ours, it goes to the same page under the
 * facility's name: frames and scripts are the facility's, and its ticket is for that page only. It says where it comes from, so that a
 * registered name of the adapter leads on without a question.
 */
export function signInPage({ ticket, locale, facilityUrl, path }: SignInPage): {
  html: string
  contentSecurityPolicy: string
} {
  const nonce = newToken(16)
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  const html = `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="origin">
<title>${texts[locale].title}</title>
<style nonce="${nonce}">
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100dvh; display: grid; grid-template-columns: minmax(0, 420px); place-content: center;
  background: #fff; color: CanvasText; font: 16px/1.6 "Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", system-ui, sans-serif; }
h1 { margin: 24px 20px 0; font-size: 20px; }
p { margin: 8px 20px; }
@media (max-width: 419px) { h1, p { margin-inline: 16px; } }
@media (prefers-color-scheme: dark) { body { background: #161e26; } }
</style>
<main><h1>${texts[locale].title}</h1><div id="sign-in"></div><p id="done" role="status"></p></main>
<script nonce="${nonce}">
const own = ${scriptText(facilityUrl)}
if (location.origin !== own) location.replace(own + ${scriptText(path)} + location.search)
</script>
<script src="${facilityUrl}/embed.js" nonce="${nonce}"></script>
<script nonce="${nonce}">
if (location.origin === own) showSignIn()
function showSignIn() {
const signIn = Shomei.signIn({
  ticket: '${ticket}',
  container: document.getElementById('sign-in'),
  onEvent({ type }) {
    if (type !== 'done') return
    signIn.destroy()
    // A page that no script has opened stays, and says so.
    window.close()
    document.getElementById('done').textContent = '${texts[locale].done}'
  },
})
}
</script>
</html>
`
  return { html, contentSecurityPolicy: policy.join('; ') }
}

/** A string literal that no text can end, inside a script element too. */
function scriptText(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
