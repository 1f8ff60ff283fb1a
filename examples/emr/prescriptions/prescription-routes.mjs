import { findChart } from '../charts.mjs'
import { Refusal, sendDownload, textField } from '../http-exchange.mjs'
import { createPrescriptionCsv, institutionNumber, sampleInstitution } from './prescription-csv.mjs'
import { describeCertificate, describeCsv, readSignedCsv } from './prescription-view.mjs'

export const prescriptionRoutes = [
  { line: 'POST /api/prescriptions', answer: draft },
  { line: 'POST /api/prescriptions/:id/check', answer: check },
  { line: 'POST /api/prescriptions/:id/issue', answer: issue },
  { line: 'GET /api/prescriptions/:id', answer: show },
  { line: 'GET /api/prescriptions/:id/document', answer: download, sendsItself: true },
]

function draft({ context, desk: { user }, content }) {
  const chart = findChart(textField(content, 'patient_id'), context.now())
  if (!chart) throw new Refusal(404, 'patient.unknown', '患者がみつかりません。')
  const requestId = textField(content, 'request_id', 64)
  const csv = createPrescriptionCsv({ chart, user, client: clientOf(context, user), now: context.now() })
  return summarise(context.prescriptions.draft(user, { patientId: chart.patientId, requestId, csv }))
}

/** What the facility warns of, in words, before the doctor signs. One that is signed has nothing to be warned of any more. */
async function check({ context, desk: { user, terminal, facility }, id }) {
  const prescription = context.prescriptions.find(user, id)
  if (!prescription) throw unknown()
  if (prescription.state !== 'draft') return { warnings: [] }
  const { csv, attempt } = prescription
  const idempotencyKey = `${id}.${attempt}`
  const who = { staffId: user.staffCode, terminalId: terminal.terminalId }
  const { warnings } = await facility.checkPrescription({ ...who, csv, idempotencyKey })
  return { warnings: warnings.map(({ text, refused_from: refusedFrom }) => ({ text, refused_from: refusedFrom })) }
}

/** Staff and terminal come from the session; the facility decides whether the sign-in is good. */
async function issue({ context, desk: { user, terminal, facility }, id }) {
  const { nationalService } = context
  const institution = institutionNumber(clientOf(context, user).institution ?? sampleInstitution)
  const signer = (csv, idempotencyKey) =>
    facility.signPrescription({ staffId: user.staffCode, terminalId: terminal.terminalId, csv, idempotencyKey })
  const registrar =
    nationalService && (({ id: fileIdentifier, xml }) => nationalService.register({ institution, fileIdentifier, xml }))
  const prescription = await context.prescriptions.issue(user, id, { signer, registrar })
  if (!prescription) throw unknown()
  return summarise(prescription)
}

function show({ context, desk, id }) {
  const prescription = context.prescriptions.find(desk.user, id)
  if (!prescription) throw unknown()
  const { xml, signature, csv } = prescription
  return {
    ...summarise(prescription),
    content: describeCsv(xml ? readSignedCsv(xml) : csv.toString('utf8')),
    signature: signature && {
      level: signature.level,
      signed_at: signature.signedAt,
      bytes: xml.length,
      ...describeCertificate(signature.certificate),
    },
  }
}

function download({ context, desk, id, response }) {
  const prescription = context.prescriptions.find(desk.user, id)
  if (!prescription?.xml) throw unknown()
  sendDownload(response, `prescription-${prescription.number}.xml`, 'application/xml', prescription.xml)
}

/** What the pages see of a prescription. */
export function summarise({ id, patientId, displayName, state, number, createdAt, issuedAt, registration }) {
  const summary = { id, patient_id: patientId, display_name: displayName, state, number, created_at: createdAt }
  const { prescriptionId = null, accessCode = null, reasons = [] } = registration ?? {}
  return { ...summary, issued_at: issuedAt, prescription_id: prescriptionId, access_code: accessCode, reasons }
}

function clientOf({ settings }, { facilityCode }) {
  return settings.clients.find((one) => one.facilityCode === facilityCode)
}

function unknown() {
  return new Refusal(404, 'prescription.unknown', '処方箋がみつかりません。')
}
