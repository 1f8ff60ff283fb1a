import { element, formatAccessCode, showMessage, waysOnList } from './element.js'
import { call, EmrError } from './emr-api.js'
import { confirmWarnings } from './prescription-warnings.js'
import { newRequestId } from './request-id.js'

/** The draft this page is about to issue: kept until it is issued, so that a second try goes on with the same one. */
let requestId = newRequestId()
let draftId = null

const insecurePage =
  'この画面は https で開かれていないため、ここでは認証できません。処方箋は下書きのままで、処方の内容は残っています。https のアドレスで開き直すか、別の端末で認証してから、もう一度発行してください。お急ぎのときは紙の処方箋をお渡しください。'

/**
 * Issues the prescription: checked, signed by the facility, registered at the national service. What the facility warns of is shown
 * before anything is signed, and the doctor decides. When the back end answers `authentication_required`, the
 * sign-in opens by itself, and then the same draft goes on: once, since the back end counts, not this page.
 */
export async function issuePrescription(patientId, place) {
  showMessage(place, '', '処方箋を発行しています…')
  try {
    const draft = await call('POST', '/api/prescriptions', { patient_id: patientId, request_id: requestId })
    draftId = draft.id
    const { warnings } = await call('POST', `/api/prescriptions/${draftId}/check`)
    if (warnings.length > 0 && !(await confirmWarnings(warnings, place))) {
      requestId = newRequestId()
      showMessage(place, 'warn', '処方箋は発行していません。処方の内容を直してから、もう一度発行してください。')
      return
    }
    const issued = await issueSignedIn(draftId, place)
    if (issued) showOutcome(issued, place)
  } catch (error) {
    showFailure(error, draftId, place)
  }
}

/** Takes up a signed prescription whose registration has not been answered. */
export async function registerAgain(id, place) {
  showMessage(place, '', '電子処方箋管理サービスへ登録しています…')
  try {
    showOutcome(await call('POST', `/api/prescriptions/${id}/issue`), place)
  } catch (error) {
    showFailure(error, id, place)
  }
}

async function issueSignedIn(draftId, place) {
  const path = `/api/prescriptions/${draftId}/issue`
  try {
    return await call('POST', path)
  } catch (error) {
    if (!(error instanceof EmrError) || error.code !== 'authentication_required') throw error
  }
  showMessage(place, 'warn', '国家資格認証が必要です。認証が終わると、この処方箋の発行を続けます。')
  const result = await ensureSignedIn()
  if (result.signedIn) {
    showMessage(place, '', '処方箋を発行しています…')
    return call('POST', path)
  }
  if (result.code === 'page_insecure') {
    showMessage(place, 'danger', insecurePage)
    return null
  }
  showMessage(place, 'warn', '国家資格認証が終わっていないため、処方箋は下書きのままです。処方の内容は残っています。')
  return null
}

function showOutcome({ id, number, state, access_code: accessCode, reasons }, place) {
  if (id === draftId) requestId = newRequestId()
  const link = element('a', { href: `/prescriptions/${id}` }, '処方箋を表示')
  if (state === 'registered') {
    const code = element(
      'p',
      { class: 'access-code' },
      '引換番号 ',
      element('strong', {}, formatAccessCode(accessCode)),
    )
    showMessage(place, 'good', `処方箋 第${number}号を発行しました。電子署名を付けて登録済みです。`, code, link)
    return
  }
  if (state === 'refused') {
    const list = element(
      'ul',
      { class: 'ways' },
      ...reasons.map(({ code, message }) => element('li', {}, `${message}（${code}）`)),
    )
    const wayOn = element(
      'p',
      {},
      '指摘の内容を直して、もう一度発行してください。お急ぎのときは紙の処方箋をお渡しください。',
    )
    showMessage(
      place,
      'danger',
      `電子処方箋管理サービスが処方箋 第${number}号を受け付けませんでした。`,
      list,
      wayOn,
      link,
    )
    return
  }
  showMessage(
    place,
    'good',
    `処方箋 第${number}号に電子署名を付けました。電子処方箋管理サービスへの登録は設定されていません。`,
    link,
  )
}

function showFailure(error, id, place) {
  if (error.code?.startsWith('national_service.')) {
    const link = element('a', { href: `/prescriptions/${id}` }, '処方箋を表示')
    const text = `${error.message}電子署名は済んでいます。処方箋は保存されており、署名をやり直す必要はありません。`
    const wayOn =
      '少し待ってから「登録をやり直す」を押してください。紙の処方箋をお渡ししたときは、二重にならないよう、この処方箋は登録しないでください。'
    showMessage(place, 'warn', text, element('p', {}, wayOn), link)
    return
  }
  const text = `${error.message}処方箋は発行されていません。処方の内容は残っています。`
  const faults = (error.faults ?? []).map((fault) => element('li', {}, fault))
  const list = faults.length > 0 ? [element('ul', { class: 'ways' }, ...faults)] : []
  showMessage(place, 'danger', text, ...list, ...waysOnList(error.waysOn ?? []))
}

async function ensureSignedIn() {
  if (!window.Shomei) throw new Error('認証システムに接続できません。')
  return window.Shomei.ensureSignedIn({ getTicket: () => call('POST', '/api/sign-in'), lang: 'ja' })
}
