import { type NextRequest, NextResponse } from 'next/server'
import { ownUrlUnder } from '@/lib/config/own-host'
import { settings } from '@/lib/config/settings'
import { pickLocale } from '@/lib/messages/locale'
import { decidePage } from '@/lib/portal/page-gate'
import { pageHeaders } from '@/lib/portal/page-headers'
import { missingPage } from '@/lib/portal/plain-document'
import { localeHeader } from '@/lib/portal/request-locale'
import { pageHeader, pageHeaderOf } from '@/lib/portal/request-page'

/**
 * Every page that the framework makes passes here: is it served under this name, in which language, under which security headers. Who may
 * frame a page the server in front of the framework says; by itself nobody may.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, searchParams } = request.nextUrl
  const host = request.headers.get('host')
  const side = decidePage(pathname, host, settings())
  const locale = pickLocale(searchParams.get('lang'), request.headers.get('accept-language'))
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))))
  const answered = pageHeaders({
    pathname,
    side,
    nonce,
    embedOrigins: [],
    secure: ownUrlUnder(host, settings()).startsWith('https:'),
    // biome-ignore lint/style/noProcessEnv: a constant of the build, not a setting
    development: process.env.NODE_ENV === 'development',
  })
  const forwarded = new Headers(request.headers)
  forwarded.set(localeHeader, locale)
  forwarded.set(pageHeader, pageHeaderOf(request.nextUrl))
  // Next reads the nonce for its own scripts from this request header.
  forwarded.set('content-security-policy', answered['content-security-policy'] ?? '')
  const response =
    side === null
      ? new NextResponse(missingPage(locale, nonce), {
          status: 404,
          headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
        })
      : NextResponse.next({ request: { headers: forwarded } })
  for (const [name, value] of Object.entries(answered)) response.headers.set(name, value)
  return response
}

/** Sign-in to a console, the only operations in the framework, gates itself (lib/api); static files are the same for everybody. */
export const config = { matcher: ['/((?!api/|_next/static/).*)'] }
