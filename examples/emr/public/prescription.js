import { byId, element, formatAccessCode, formatBirthDate, formatDate, formatDateTime, showMessage } from './element.js'
import { call } from './emr-api.js'
import { stateTag } from './prescription-states.js'
import { fillTopBar } from './top-bar.js'

const id = location.pathname.split('/').pop()
const levels = { BES: 'XAdES-BES', T: 'XAdES-T（タイムスタンプ付き）' }

function fillFacts(place, facts) {
  for (const [name, value] of Object.entries(facts)) {
    if (value) place.append(element('dt', {}, name), element('dd', {}, value))
  }
}

function fillContent({ patient, insurance, ...content }) {
  fillFacts(byId('patient'), {
    患者: element(
      'span',
      {},
      element('span', { class: 'kana' }, patient.kana),
      element('strong', {}, `${patient.name} 様`),
    ),
    生年月日: `${formatBirthDate(patient.birth_date)}　${patient.sex}`,
    患者番号: patient.code,
    保険: `${insurance.kind}　${insurance.patient_rate}`,
    保険者番号: insurance.insurer,
    '記号・番号': `${insurance.insured}（枝番 ${insurance.branch}）`,
    交付年月日: formatDate(content.issued_on),
    使用期限: formatDate(content.expires_on),
  })
  byId('rps').append(...content.rps.map(rpEntry))
  byId('remarks').append(...content.remarks.map((text) => element('li', {}, text)))
  byId('remarks-part').hidden = content.remarks.length === 0
  fillFacts(byId('institution'), {
    名称: content.institution,
    所在地: content.address,
    電話: content.phone,
    診療科: content.department,
    医師: content.doctor,
  })
}

function rpEntry({ rp, quantity, usages, drugs }) {
  const lines = drugs.map(({ name, amount, unit }) =>
    element('div', { class: 'drug' }, element('strong', {}, name), element('span', {}, `${amount}${unit}`)),
  )
  const usage = element(
    'div',
    { class: 'usage' },
    element('span', {}, usages.join('　')),
    element('span', {}, quantity),
  )
  return element('li', { value: rp }, ...lines, usage)
}

function fillSignature(signature) {
  byId('unsigned').hidden = signature !== null
  if (signature === null) return
  fillFacts(byId('signature'), {
    署名者: signature.name,
    署名日時: formatDateTime(signature.signed_at),
    形式: levels[signature.level] ?? signature.level,
    発行者: signature.issuer,
    証明書番号: element('code', {}, signature.serial_number),
    証明書の期限: formatDateTime(signature.valid_to),
    文書の大きさ: `${signature.bytes.toLocaleString('ja-JP')} バイト`,
  })
  byId('download').href = `/api/prescriptions/${id}/document`
  byId('download').hidden = false
}

function fillRegistration({ state, prescription_id: prescriptionId, access_code: accessCode, reasons }) {
  const outcomes = {
    draft: '未登録',
    signed: '未登録（署名済み）',
    registered: '登録済み',
    refused: '受け付けられませんでした',
  }
  fillFacts(byId('registration'), {
    状態: outcomes[state],
    処方箋ID: prescriptionId && element('code', {}, prescriptionId),
    引換番号: accessCode && formatAccessCode(accessCode),
  })
  byId('reasons').append(...reasons.map(({ code, message }) => element('li', {}, `${message}（${code}）`)))
  byId('reasons').hidden = reasons.length === 0
  if (!accessCode) return
  byId('access-code').append('引換番号 ', element('strong', {}, formatAccessCode(accessCode)))
  byId('access-code').hidden = false
}

await fillTopBar()
try {
  const prescription = await call('GET', `/api/prescriptions/${id}`)
  const title = prescription.number === null ? '処方箋（下書き）' : `処方箋 第${prescription.number}号`
  byId('sheet-title').textContent = title
  document.title = `${title} | テスト電子カルテ`
  byId('state').append(stateTag(prescription.state))
  byId('back').href = `/charts/${prescription.patient_id}`
  fillContent(prescription.content)
  fillSignature(prescription.signature)
  fillRegistration(prescription)
} catch (error) {
  const place = element('p', { role: 'alert' })
  byId('sheet-title').after(place)
  showMessage(place, 'danger', error.message)
}
