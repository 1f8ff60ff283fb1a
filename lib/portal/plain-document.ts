import { fault as faultEn } from '@/lib/messages/en/fault'
import { fault as faultJa } from '@/lib/messages/ja/fault'
import type { Locale } from '@/lib/messages/locale'
import { messagesFor } from '@/lib/messages/messages-for'

/**
 * The document for a page that this process does not serve under this name. Made without the framework, as its cost is nothing. No
 * script; colours as in app/globals.css. `nonce` must be the one in the answer's Content-Security-Policy.
 */
export function missingPage(locale: Locale, nonce: string): string {
  const { title, detail, home } = messagesFor(locale).portal.notFound
  return plainDocument({ locale, nonce, title, detail, link: { href: '/', text: home } })
}

/** How often a frame that could not be shown asks by itself. */
const againSeconds = 10

/**
 * The document for a page that cannot be made at this moment (503). `again`: inside the EMR's frame, where the user cannot reload, it
 * reloads by itself.
 */
export function unavailablePage(locale: Locale, nonce: string, { again }: { again: boolean }): string {
  const { title, detail } = locale === 'en' ? faultEn : faultJa
  const head = again ? `<meta http-equiv="refresh" content="${againSeconds}">\n` : ''
  return plainDocument({ locale, nonce, title, detail, head })
}

type PlainDocument = {
  locale: Locale
  nonce: string
  title: string
  detail: string
  head?: string
  link?: { href: string; text: string }
}

function plainDocument({ locale, nonce, title, detail, head = '', link }: PlainDocument): string {
  const { portal } = messagesFor(locale)
  const way = link === undefined ? '' : `<p><a href="${link.href}">${link.text}</a></p>`
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${head}<title>${title} – ${portal.productName}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<style nonce="${nonce}">${style}</style>
</head>
<body><header>${portal.productName}</header><main><h1>${title}</h1><p>${detail}</p>${way}</main></body>
</html>
`
}
const style = `
:root{color-scheme:light dark;--canvas:#f5f7f9;--ink:#14202c;--muted:#516070;--accent:#17588c}
@media(prefers-color-scheme:dark){:root{--canvas:#0e141a;--ink:#e8eef4;--muted:#a6b4c2;--accent:#83bdee}}
body{margin:0 auto;max-width:36rem;padding:.75rem 1.5rem;background:var(--canvas);color:var(--ink);line-height:1.75;
font-family:"Noto Sans CJK JP","Noto Sans JP","Hiragino Sans","Yu Gothic UI","IPAGothic",system-ui,sans-serif}
header{font-size:1.125rem;font-weight:700}
main{padding-top:2.5rem}
h1{margin:0;font-size:1.75rem;line-height:1.35}
p{margin:1rem 0;color:var(--muted)}
a{color:var(--accent);display:inline-block;padding:.5rem 0}
a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}`
