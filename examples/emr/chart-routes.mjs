import { findChart, listPatients } from './charts.mjs'
import { Refusal } from './http-exchange.mjs'
import { summarise } from './prescriptions/prescription-routes.mjs'

export const chartRoutes = [
  { line: 'GET /api/patients', answer: ({ context }) => listPatients(context.now()) },
  { line: 'GET /api/patients/:id', answer: openChart },
]

function openChart({ context, desk, id }) {
  const chart = findChart(id, context.now())
  if (!chart) throw new Refusal(404, 'patient.unknown', '患者がみつかりません。')
  const prescriptions = context.prescriptions.listFor(desk.user.facilityCode, chart.patientId)
  return { ...chart, prescriptions: prescriptions.map(summarise) }
}
