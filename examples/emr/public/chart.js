import { byId, element, formatAccessCode, formatBirthDate, formatDate, formatDateTime } from './element.js'
import { call } from './emr-api.js'
import { issuePrescription, registerAgain } from './issue-prescription.js'
import { stateTag } from './prescription-states.js'
import { showBadge } from './show-badge.js'
import { fillTopBar } from './top-bar.js'

const patientId = location.pathname.split('/').pop()

function fillBanner(chart) {
  const allergies = chart.allergies.length > 0 ? `アレルギー：${chart.allergies.join('、')}` : 'アレルギーの記録なし'
  byId('patient-banner').append(
    element(
      'div',
      {},
      element('span', { class: 'kana' }, chart.kana),
      element('span', { class: 'name' }, `${chart.name} 様`),
    ),
    element('span', {}, `${formatBirthDate(chart.birthDate)}生　${chart.age}歳　${chart.sex}`),
    element('span', {}, `患者番号 ${chart.patientId}`),
    element('span', {}, chart.insurance),
    element('span', { class: chart.allergies.length > 0 ? 'tag alert' : 'tag' }, allergies),
  )
  document.title = `${chart.name} | テスト電子カルテ`
}

function fillFacts(place, facts) {
  for (const [name, value] of Object.entries(facts)) place.append(element('dt', {}, name), element('dd', {}, value))
}

function fillNote(chart) {
  for (const [part, text] of Object.entries(chart.note)) {
    byId('note').append(element('div', {}, element('span', {}, part), element('p', {}, text)))
  }
}

function historyEntry({ date, text }) {
  return element('li', {}, element('time', { datetime: date }, formatDate(date)), text)
}

function orderEntry({ drug, dose, usage, days }) {
  return element(
    'li',
    {},
    element('strong', {}, drug),
    element('span', { class: 'usage' }, `${dose}　${usage}　${days}日分`),
  )
}

function prescriptionEntry({ id, number, state, access_code: accessCode, ...entry }) {
  const title = number === null ? '処方箋' : `処方箋 第${number}号`
  const code = accessCode ? [element('div', {}, `引換番号 ${formatAccessCode(accessCode)}`)] : []
  return element(
    'li',
    { 'data-state': state },
    element('a', { class: 'number', href: `/prescriptions/${id}` }, title),
    ' ',
    stateTag(state),
    ...code,
    element('div', { class: 'muted' }, `${formatDateTime(entry.issued_at ?? entry.created_at)}　${entry.display_name}`),
    ...(state === 'signed' ? [againButton(id)] : []),
  )
}

function againButton(id) {
  const button = element('button', { type: 'button', class: 'button' }, '登録をやり直す')
  button.addEventListener('click', async () => {
    button.disabled = true
    await registerAgain(id, byId('issue-message'))
    await refreshPrescriptions()
    byId('issue-message').scrollIntoView({ block: 'nearest' })
  })
  return button
}

async function refreshPrescriptions() {
  const { prescriptions } = await call('GET', `/api/patients/${patientId}`)
  byId('prescriptions').replaceChildren(...prescriptions.map(prescriptionEntry))
  byId('no-prescriptions').hidden = prescriptions.length > 0
}

/** Kept focusable while it works: the sign-in dialog gives the focus back to it. */
async function issue({ currentTarget: button }) {
  if (button.getAttribute('aria-disabled') === 'true') return
  button.setAttribute('aria-disabled', 'true')
  await issuePrescription(patientId, byId('issue-message'))
  button.removeAttribute('aria-disabled')
  await refreshPrescriptions()
  byId('issue-message').scrollIntoView({ block: 'nearest' })
}

byId('issue').addEventListener('click', issue)
byId('issue').disabled = false

await fillTopBar()
showBadge(byId('badge'))
const chart = await call('GET', `/api/patients/${patientId}`)
fillBanner(chart)
fillFacts(byId('summary'), { 病名: chart.problems.join('、'), 保険: chart.insurance, 区分: chart.visit })
fillFacts(byId('vitals'), chart.vitals)
fillNote(chart)
byId('today').textContent = formatDate(chart.today)
byId('history').append(
  ...(chart.history.length > 0 ? chart.history.map(historyEntry) : [element('li', {}, '受診歴はありません。')]),
)
byId('items').append(...chart.items.map(orderEntry))
await refreshPrescriptions()
