import { newToken } from '@/lib/keystore/token'
import type { Locale } from '@/lib/messages/locale'

const titles: Record<Locale, string> = { ja: '本人認証', en: 'Sign in' }

/** A page that holds nothing but the sign-in frame of this ticket, with the policy that lets just that run. */
export function signInPage(ticket: string, locale: Locale): { html: string; contentSecurityPolicy: string } {
  const nonce = newToken(16)
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  const html = `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${titles[locale]}</title>
<main id="sign-in"></main>
<script src="/embed.js" nonce="${nonce}"></script>
<script nonce="${nonce}">
Shomei.signIn({ ticket: '${ticket}', container: document.getElementById('sign-in') })
</script>
</html>
`
  return { html, contentSecurityPolicy: policy.join('; ') }
}
