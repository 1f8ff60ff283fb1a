import { byId, element, formatDate, formatDateTime, showMessage } from './element.js'
import { call } from './emr-api.js'
import { getTicket, showBadge } from './show-badge.js'
import { fillTopBar } from './top-bar.js'

const methods = { fido: 'FIDO（生体認証）', hpki_card: 'HPKIカード', my_number_card: 'マイナンバーカード' }
const sayings = {
  sign_in_required: 'まだ認証していないか、有効期限が切れています。',
  not_registered: 'この職員コードには、まだ認証の登録がありません。登録のご案内をご確認ください。',
  locked: 'この職員コードは認証を停止されています。管理担当部署にご連絡ください。',
}
const status = byId('status')
const slot = byId('sign-in')
let signIn = null

/** Shows the facility's answer to the EMR's back end; events in the browser only show when to ask. */
async function refreshStatus() {
  try {
    const answer = await call('GET', '/api/sign-in-status')
    const isValid = answer.status === 'signed_in' || answer.status === 'expiring'
    const method = methods[answer.method] ?? ''
    if (isValid)
      showMessage(status, 'good', `${method}で認証済みです。有効期限は ${formatDateTime(answer.expires_at)} までです。`)
    else showMessage(status, 'warn', sayings[answer.status])
    byId('sign-out').hidden = !isValid
  } catch (error) {
    showMessage(status, 'danger', error.message)
  }
}

function closeSignIn() {
  signIn?.destroy()
  signIn = null
  slot.hidden = true
  byId('intro').hidden = false
  byId('close-sign-in').hidden = true
  byId('open-sign-in').hidden = false
  byId('open-sign-in').focus()
}

function openSignIn() {
  if (!window.Shomei) return showMessage(status, 'danger', '認証システムに接続できません。')
  slot.hidden = false
  byId('intro').hidden = true
  byId('close-sign-in').hidden = false
  byId('open-sign-in').hidden = true
  signIn = window.Shomei.signIn({
    container: slot,
    getTicket,
    lang: 'ja',
    onEvent(event) {
      if (event.type === 'signed_in') refreshStatus()
      if (event.type === 'done') closeSignIn()
    },
  })
  slot.scrollIntoView({ block: 'nearest' })
}

async function signOut() {
  try {
    await call('POST', '/api/sign-out')
  } catch (error) {
    showMessage(status, 'danger', error.message)
    return
  }
  closeSignIn()
  await refreshStatus()
}

function patientRow(patient) {
  const { patientId, name, kana, sex, age, time, visit, problems } = patient
  const link = element('a', { class: 'patient-link', href: `/charts/${patientId}` }, name)
  const cell = (content, className = '') => element('td', className ? { class: className } : {}, content)
  const who = cell(element('span', { class: 'kana' }, kana))
  who.append(link)
  return element(
    'tr',
    {},
    cell(time, 'time'),
    who,
    cell(patientId, 'wide-only'),
    cell(`${age}歳 ${sex}`, 'wide-only'),
    cell(element('span', { class: 'tag' }, visit)),
    cell(problems.join('、'), 'wide-only'),
  )
}

byId('open-sign-in').addEventListener('click', openSignIn)
byId('open-sign-in').disabled = false
byId('close-sign-in').addEventListener('click', closeSignIn)
byId('sign-out').addEventListener('click', signOut)

await fillTopBar()
byId('today').textContent = formatDate(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(new Date()))
showBadge(byId('badge'), (event) => {
  if (event.type === 'signed_in' || event.type === 'sign_in_required') refreshStatus()
})
byId('patients').append(...(await call('GET', '/api/patients')).map(patientRow))
await refreshStatus()
