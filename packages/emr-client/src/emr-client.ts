import type {
  DispensingSignRequest,
  DocumentVerdict,
  Launch,
  LaunchRequest,
  PrescriptionBatchRequest,
  PrescriptionSignRequest,
  SignedBatch,
  SignedDocument,
  SignInStatus,
  SignInStatuses,
  SignOut,
} from './api-types.ts'
import { createConnection, type EmrClientOptions } from './connection.ts'
import { type StatusChange, type WatchOptions, watchSignInStatuses } from './watch-sign-in-statuses.ts'

export type { ClientCredentials } from './client-credentials.ts'
export type { EmrClientOptions } from './connection.ts'
// biome-ignore lint/performance/noBarrelFile: the entry of a published package
export { ShomeiError } from './shomei-error.ts'
export type { StatusChange, WatchOptions } from './watch-sign-in-statuses.ts'

/** A key of the EMR's own for each document to be issued: the same call with the same key signs once and gives the same document. */
export type Idempotency = { idempotencyKey: string }

export type EmrClient = {
  /** A one-time ticket for one frame; hand it to the page, nothing else. */
  createLaunch(request: LaunchRequest): Promise<Launch>
  /** Ask right before a prescription is issued. */
  getSignInStatus(staffId: string, terminalId?: string): Promise<SignInStatus>
  /** All staff, or with `since` (the cursor of the answer before) those that may have changed. */
  listSignInStatuses(options?: { terminalId?: string; since?: string }): Promise<SignInStatuses>
  /** The event stream, opened again whenever it ends. */
  watchSignInStatuses(options?: WatchOptions): AsyncGenerator<StatusChange>
  signOutStaff(staffId: string): Promise<SignOut>
  signPrescription(request: PrescriptionSignRequest, once: Idempotency): Promise<SignedDocument>
  signPrescriptionBatch(request: PrescriptionBatchRequest, once: Idempotency): Promise<SignedBatch>
  signDispensing(request: DispensingSignRequest, once: Idempotency): Promise<SignedDocument>
  verifyDocument(documentBase64: string): Promise<DocumentVerdict>
}

/** A client of the EMR API of one facility. Every method throws `ShomeiError` when the facility refuses. */
export function createEmrClient(options: EmrClientOptions): EmrClient {
  const connection = createConnection(options)
  const base = '/api/emr/v1'
  const staffPath = (staffId: string) => `${base}/staff/${encodeURIComponent(staffId)}`
  const sign = <Answer>(path: string, body: object, { idempotencyKey }: Idempotency) =>
    connection.json<Answer>(`${base}/${path}`, {
      method: 'POST',
      body,
      headers: { 'idempotency-key': idempotencyKey },
    })
  return {
    createLaunch: (body) => connection.json(`${base}/launches`, { method: 'POST', body }),
    getSignInStatus: (staffId, terminalId) =>
      connection.json(`${staffPath(staffId)}/sign-in-status`, { query: { terminal_id: terminalId } }),
    listSignInStatuses: ({ terminalId, since } = {}) =>
      connection.json(`${base}/sign-in-status`, { query: { terminal_id: terminalId, since } }),
    watchSignInStatuses: (watch = {}) => watchSignInStatuses(connection, watch),
    signOutStaff: (staffId) => connection.json(`${staffPath(staffId)}/sign-out`, { method: 'POST' }),
    signPrescription: (body, once) => sign('prescriptions/sign', body, once),
    signPrescriptionBatch: (body, once) => sign('prescriptions/sign-batch', body, once),
    signDispensing: (body, once) => sign('dispensings/sign', body, once),
    verifyDocument: (document) => connection.json(`${base}/documents/verify`, { method: 'POST', body: { document } }),
  }
}
