import { newToken } from '@/lib/keystore/token'
import type { Locale } from '@/lib/messages/locale'

const texts: Record<Locale, { title: string; question: string; start: string }> = {
  ja: {
    title: '国家資格認証',
    question: '本人認証の画面を開こうとしています。ご自身の操作で開いた場合だけ、続けてください。',
    start: '続ける',
  },
  en: {
    title: 'National qualification sign-in',
    question: 'This opens the sign-in. Go on only if you opened this page yourself.',
    start: 'Continue',
  },
}

/**
 * Asks a person whom another page has led here, before a ticket is made (AT-48): the answer is a GET of the same address, from this very page.
 * `secondarycertId` goes into the form as it came.
 */
export function confirmPage(secondarycertId: string, locale: Locale): { html: string; contentSecurityPolicy: string } {
  const nonce = newToken(16)
  const { title, question, start } = texts[locale]
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  const html = `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style nonce="${nonce}">
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100dvh; display: grid; grid-template-columns: minmax(0, 420px); place-content: center;
  background: #fff; color: CanvasText; font: 16px/1.6 "Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", system-ui, sans-serif; }
main { padding: 24px 20px; }
h1 { margin: 0; font-size: 20px; }
p { margin: 8px 0 20px; }
button { box-sizing: border-box; width: 100%; min-height: 48px; border: 0; border-radius: 8px; padding: 8px 16px;
  background: #0b57d0; color: #fff; font: inherit; font-weight: 700; cursor: pointer; }
button:focus-visible { outline: 3px solid #f9ab00; outline-offset: 2px; }
@media (prefers-color-scheme: dark) { body { background: #161e26; } button { background: #a8c7fa; color: #062e6f; } }
</style>
<main><h1>${title}</h1><p>${question}</p>
<form method="get"><input type="hidden" name="secondarycert-id" value="${escaped(secondarycertId)}"><button>${start}</button></form></main>
</html>
`
  return { html, contentSecurityPolicy: policy.join('; ') }
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
