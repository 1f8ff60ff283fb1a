import { Refusal, readCookie } from './http-exchange.mjs'

const TERMINAL_COOKIE = 'emr_terminal'
export const SESSION_COOKIE = 'emr_session'

/** Who is logged in, at which terminal, and that facility's API. A Refusal for a caller that is not logged in. */
export function openDesk(context, request) {
  const { sessions, settings, facilities } = context
  const user = sessions.find(readCookie(request, SESSION_COOKIE))
  if (!user) throw new Refusal(401, 'session.required', 'ログインしてください。')
  const facility = facilities.get(user.facilityCode)
  const terminals = settings.terminals.filter((one) => one.facilityCode === user.facilityCode)
  const chosen = readCookie(request, TERMINAL_COOKIE)
  const terminal = terminals.find((one) => encodeURIComponent(one.terminalId) === chosen) ?? terminals[0]
  if (!facility || !terminal) throw new Refusal(409, 'terminal.unknown', 'この医療機関の端末が設定されていません。')
  return { user, facility, terminals, terminal }
}

/** The header that makes this PC remember its terminal; none for an unknown terminal. */
export function keepTerminal(settings, terminalId) {
  if (!settings.terminals.some((one) => one.terminalId === terminalId)) return {}
  return {
    'Set-Cookie': `${TERMINAL_COOKIE}=${encodeURIComponent(terminalId)}; Max-Age=31536000; ${cookieAttributes(settings)}`,
  }
}

/** The header that opens a session, or ends it with an empty `id`. */
export function keepSession(settings, id) {
  return { 'Set-Cookie': `${SESSION_COOKIE}=${id}; ${id ? '' : 'Max-Age=0; '}${cookieAttributes(settings)}` }
}

function cookieAttributes(settings) {
  return `Path=/; HttpOnly; SameSite=Lax${settings.origin.startsWith('https:') ? '; Secure' : ''}`
}
