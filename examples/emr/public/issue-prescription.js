import { showMessage } from './element.js'
import { call, EmrError } from './emr-api.js'

/** The draft this page is about to issue: kept until it is issued, so that a second try goes on with the same one. */
let requestId = crypto.randomUUID()

/**
 * Issues the prescription. When the back end answers `authentication_required`, the sign-in opens by itself, and then the same draft is
 * issued: once, since the back end counts, not this page.
 */
export async function issuePrescription(patientId, place) {
  try {
    const draft = await call('POST', '/api/prescriptions', { patient_id: patientId, request_id: requestId })
    const issued = await issueSignedIn(draft.id, place)
    if (!issued) return
    requestId = crypto.randomUUID()
    showMessage(
      place,
      'good',
      `処方箋 第${issued.number}号を「発行待ち」で保存しました。電子署名は次の段階で付与します（この接続例ではまだ署名しません）。`,
    )
  } catch (error) {
    showMessage(place, 'danger', `${error.message} 処方箋は発行されていません。処方の内容は残っています。`)
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
  if (result.signedIn) return call('POST', path)
  showMessage(place, 'warn', '国家資格認証が終わっていないため、処方箋は下書きのままです。処方の内容は残っています。')
  return null
}

async function ensureSignedIn() {
  if (!window.Shomei) throw new Error('認証システムに接続できません。')
  return window.Shomei.ensureSignedIn({ getTicket: () => call('POST', '/api/sign-in'), lang: 'ja' })
}
