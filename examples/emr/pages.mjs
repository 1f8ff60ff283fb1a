import { keepTerminal, SESSION_COOKIE } from './desk.mjs'
import { Refusal, readCookie, redirect, sendFile } from './http-exchange.mjs'

/** Sends a page; `?terminal=T-101` on any of them makes this PC that terminal. */
export async function sendPage({ sessions, settings }, request, response, url) {
  const terminal = keepTerminal(settings, url.searchParams.get('terminal'))
  const headers = { ...terminal, 'Content-Security-Policy': contentSecurityPolicy(settings.facilityUrl) }
  const values = { facilityUrl: settings.facilityUrl }
  if (url.pathname === '/login') return sendFile(response, 'login.html', { values, headers })
  if (!sessions.find(readCookie(request, SESSION_COOKIE))) return redirect(response, '/login', terminal)
  if (url.pathname === '/') return sendFile(response, 'home.html', { values, headers })
  if (/^\/charts\/\d{1,10}$/.test(url.pathname)) return sendFile(response, 'chart.html', { values, headers })
  if (/^\/prescriptions\/[0-9a-f-]{36}$/.test(url.pathname)) {
    return sendFile(response, 'prescription.html', { values, headers })
  }
  throw new Refusal(404, 'page.unknown', 'ページがみつかりません。')
}

/** All that embed.js needs from an EMR's policy is its script and its frames: no inline script, no inline style, no eval. */
function contentSecurityPolicy(facilityUrl) {
  return [
    "default-src 'none'",
    `script-src 'self' ${facilityUrl}`,
    `frame-src ${facilityUrl}`,
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
