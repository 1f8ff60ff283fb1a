import { findChart, listPatients } from './charts.mjs'
import { Refusal, textField } from './http-exchange.mjs'
import { getSignInStatus } from './sign-in-routes.mjs'

export const chartRoutes = [
  { line: 'GET /api/patients', answer: ({ context }) => listPatients(context.now()) },
  { line: 'GET /api/patients/:id', answer: openChart },
  { line: 'POST /api/prescriptions', answer: draftPrescription },
  { line: 'POST /api/prescriptions/:id/issue', answer: issuePrescription },
]

function openChart({ context, desk, id }) {
  const chart = getChart(context, id)
  return { ...chart, prescriptions: context.prescriptions.listFor(desk.user.facilityCode, chart.patientId) }
}

function draftPrescription({ context, desk, content }) {
  const chart = getChart(context, textField(content, 'patient_id'))
  return context.prescriptions.draft(desk.user, chart.patientId, chart.items, textField(content, 'request_id', 64))
}

async function issuePrescription({ context, desk, id }) {
  const prescription = await context.prescriptions.issue(desk.user, id, () => getSignInStatus(desk))
  if (!prescription) throw new Refusal(404, 'prescription.unknown', '処方箋がみつかりません。')
  return prescription
}

function getChart(context, patientId) {
  const chart = findChart(patientId, context.now())
  if (!chart) throw new Refusal(404, 'patient.unknown', '患者がみつかりません。')
  return chart
}
