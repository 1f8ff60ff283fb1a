import { decodeBase64 } from './decode-base64'
import type { FidoMetadata, ModelMetadata } from './fido-metadata'

const dayMs = 86_400_000
const aaguidForm = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/**
 * Reads the payload of a metadata BLOB (base64url JSON; FIDO Metadata Service v3.1 §3.1.6). `null` when a member that is used here
 * has another form: a status report that cannot be read must not be lost. Entries without an AAGUID (U2F, UAF) are left out,
 * a root that is no base64 vouches for nothing.
 */
export function readMetadataPayload(payload: string): FidoMetadata | null {
  const members = parseObject(payload)
  const staleFrom = dateOf(members?.['nextUpdate'])
  const serial = members?.['no']
  const entries = members?.['entries']
  if (staleFrom === null || typeof serial !== 'number' || !Number.isSafeInteger(serial) || !Array.isArray(entries)) {
    return null
  }
  const models = new Map<string, ModelMetadata>()
  for (const entry of entries) {
    if (!isRecord(entry)) return null
    if (entry['aaguid'] === undefined) continue
    const model = readEntry(entry)
    if (model === null) return null
    const { aaguid, rootsDer, statusReports } = model
    const before = models.get(aaguid) ?? { rootsDer: [], statusReports: [] }
    models.set(aaguid, {
      rootsDer: [...before.rootsDer, ...rootsDer],
      statusReports: [...before.statusReports, ...statusReports],
    })
  }
  return { serial, staleFrom: new Date(staleFrom.getTime() + dayMs), models }
}

function readEntry(entry: Record<string, unknown>): (ModelMetadata & { aaguid: string }) | null {
  const { aaguid, metadataStatement = {}, statusReports = [] } = entry
  if (typeof aaguid !== 'string' || !aaguidForm.test(aaguid)) return null
  if (!isRecord(metadataStatement) || !Array.isArray(statusReports)) return null
  const { attestationRootCertificates: roots = [] } = metadataStatement
  if (!Array.isArray(roots)) return null
  const reports = statusReports.map(readReport)
  if (reports.some((report) => report === null)) return null
  return {
    aaguid: aaguid.toLowerCase(),
    rootsDer: roots.flatMap((root) => (typeof root === 'string' ? (decodeBase64(root) ?? []) : [])),
    statusReports: reports.filter((report) => report !== null),
  }
}

function readReport(report: unknown): ModelMetadata['statusReports'][number] | null {
  if (!isRecord(report)) return null
  const { status, effectiveDate, certificate } = report
  if (typeof status !== 'string') return null
  return {
    status,
    // An unreadable date must not postpone a report.
    effectiveDate: dateOf(effectiveDate),
    certificateDer: typeof certificate === 'string' ? decodeBase64(certificate) : null,
  }
}

/** The start of a day in UTC, from `YYYY-MM-DD`. */
function dateOf(value: unknown): Date | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return null
  const date = new Date(`${value}T00:00:00Z`)
  return Number.isNaN(date.getTime()) ? null : date
}

function parseObject(payload: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(decodeBase64(payload) ?? new Uint8Array()))
    return isRecord(parsed) ? parsed : null
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
