import { newToken } from '@/lib/keystore/token'
import type { Locale } from '@/lib/messages/locale'

const titles: Record<Locale, string> = { ja: '国家資格認証', en: 'National qualification sign-in' }

/** A page that holds nothing but the sign-in frame of this ticket, with the policy that lets just that run. */
export function signInPage(ticket: string, locale: Locale): { html: string; contentSecurityPolicy: string } {
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
<title>${titles[locale]}</title>
<style nonce="${nonce}">
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100dvh; display: grid; grid-template-columns: minmax(0, 420px);
  place-content: center; background: Canvas; }
h1 { margin: 24px 20px 0; font: 700 20px/1.5 system-ui, sans-serif; color: CanvasText; }
</style>
<main><h1>${titles[locale]}</h1><div id="sign-in"></div></main>
<script src="/embed.js" nonce="${nonce}"></script>
<script nonce="${nonce}">
Shomei.signIn({ ticket: '${ticket}', container: document.getElementById('sign-in') })
</script>
</html>
`
  return { html, contentSecurityPolicy: policy.join('; ') }
}
