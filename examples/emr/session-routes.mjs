import { keepSession, keepTerminal, SESSION_COOKIE } from './desk.mjs'
import { Refusal, readCookie, textField } from './http-exchange.mjs'

export const sessionRoutes = [
  {
    line: 'GET /api/facilities',
    isOpen: true,
    answer: ({ context }) =>
      context.settings.clients.map(({ facilityCode, facilityName }) => ({ code: facilityCode, name: facilityName })),
  },
  { line: 'POST /api/session', isOpen: true, answer: logIn },
  { line: 'DELETE /api/session', isOpen: true, answer: logOut },
  { line: 'GET /api/session', answer: describeDesk },
  { line: 'PUT /api/terminal', answer: chooseTerminal },
]

async function logIn({ context, content, response }) {
  const { accounts, sessions, settings } = context
  const [facilityCode, staffCode, password] = ['facility_code', 'staff_code', 'password'].map((name) =>
    textField(content, name),
  )
  const user = await accounts.logIn(facilityCode, staffCode, password)
  if (!user) throw new Refusal(401, 'session.refused', '職員コードまたはパスワードが正しくありません。')
  response.setHeaders(new Headers(keepSession(settings, sessions.open(user))))
  return { display_name: user.displayName }
}

/** Ends the EMR's session only: the national qualification sign-in belongs to the staff ID and lives on at the facility. */
function logOut({ context, request, response }) {
  context.sessions.close(readCookie(request, SESSION_COOKIE))
  response.setHeaders(new Headers(keepSession(context.settings, '')))
  return {}
}

function describeDesk({ context, desk }) {
  const { user, terminal, terminals } = desk
  const client = context.settings.clients.find((one) => one.facilityCode === user.facilityCode)
  return {
    staff_id: user.staffCode,
    display_name: user.displayName,
    department: user.department,
    facility_name: client.facilityName,
    terminal_id: terminal.terminalId,
    terminals: terminals.map(({ terminalId, name }) => ({ terminal_id: terminalId, name })),
  }
}

function chooseTerminal({ context, desk, content, response }) {
  const terminalId = textField(content, 'terminal_id')
  if (!desk.terminals.some((one) => one.terminalId === terminalId)) {
    throw new Refusal(404, 'terminal.unknown', '端末がみつかりません。')
  }
  response.setHeaders(new Headers(keepTerminal(context.settings, terminalId)))
  return {}
}
