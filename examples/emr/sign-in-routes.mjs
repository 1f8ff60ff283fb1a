import { Refusal, textField } from './http-exchange.mjs'

/** What embed.js needs from an EMR's back end: a status and tickets, for the staff member of the EMR's own session. */
export const signInRoutes = [
  { line: 'GET /api/sign-in-status', answer: ({ desk }) => getSignInStatus(desk) },
  { line: 'POST /api/launches', answer: launch },
  { line: 'POST /api/sign-in', answer: launchIfNeeded },
  { line: 'POST /api/sign-out', answer: ({ desk }) => desk.facility.signOut(desk.user.staffCode) },
]

/** Asks the facility: the only answer that anything may depend on. */
export function getSignInStatus({ facility, user, terminal }) {
  return facility.getSignInStatus(user.staffCode, terminal.terminalId)
}

/** A ticket for a frame: the badge, or a sign-in that the user asked for. */
async function launch({ context, desk, content }) {
  const purpose = textField(content, 'purpose')
  if (purpose !== 'badge' && purpose !== 'sign_in') {
    throw new Refusal(400, 'request.malformed', 'purpose を確認してください。')
  }
  return { ticket: await getTicket(context, desk, purpose) }
}

/** For `Shomei.ensureSignedIn`: a ticket only when a sign-in is needed. */
async function launchIfNeeded({ context, desk }) {
  const { status } = await getSignInStatus(desk)
  const isValid = status === 'signed_in' || status === 'expiring'
  return { sign_in_status: status, ticket: isValid ? null : await getTicket(context, desk, 'sign_in') }
}

function getTicket(context, { facility, user, terminal }, purpose) {
  const parentOrigin = context.settings.origin
  return facility.launch({ staffId: user.staffCode, terminalId: terminal.terminalId, parentOrigin, purpose })
}
