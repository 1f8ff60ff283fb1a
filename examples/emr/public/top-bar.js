import { byId, element } from './element.js'
import { call } from './emr-api.js'

/** Fills the bar on top: facility, this PC's terminal, the user, log-out. Returns the session. */
export async function fillTopBar() {
  const session = await call('GET', '/api/session')
  const logOut = element('button', { type: 'button', id: 'log-out' }, 'ログアウト')
  logOut.addEventListener('click', async () => {
    await call('DELETE', '/api/session')
    location.assign('/login')
  })
  byId('top-bar').append(
    element(
      'a',
      { class: 'product', href: '/' },
      element('img', { src: '/assets/logo.svg', alt: '', width: 28, height: 28 }),
      'テスト電子カルテ',
    ),
    element('span', {}, session.facility_name),
    element('span', { class: 'spring' }),
    element('label', {}, '端末', createTerminalSelect(session)),
    element('span', { id: 'user' }, `${session.department}　${session.display_name}（${session.staff_id}）`),
    logOut,
  )
  return session
}

function createTerminalSelect(session) {
  const select = element('select', { id: 'terminal' })
  for (const { terminal_id: id, name } of session.terminals)
    select.append(element('option', { value: id }, `${name}（${id}）`))
  select.value = session.terminal_id
  select.addEventListener('change', async () => {
    await call('PUT', '/api/terminal', { terminal_id: select.value })
    location.reload()
  })
  return select
}
