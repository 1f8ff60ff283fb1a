import { randomUUID } from 'node:crypto'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { deviceCodeGrant } from '@/lib/wire/oauth'
import { emrOrigin, type Place, secondarycertIdOf } from '../support/api-world/seed-people'
import { cscRows } from './csc-rows'
import type { EndpointRow, Owner } from './endpoint-row'

const _unauthorized = { status: 401, code: 'request.unauthorized' }
const noRegistration = { status: 404, code: 'registration.unknown' }
const noCompat = { status: 404, code: 'compat.off' }
const unknownStaff = { status: 404, code: 'staff.unknown' }
const registrationId = ({ kit }: Owner) => ({ id: kit.registration.registrationId })
const staffOf = ({ place }: Owner) => ({ staff_id: place.doctor.staffCode })
const terminalOf = ({ place }: Owner) => ({ terminal_id: place.terminal.terminalCode })
const deviceAuthorizationId = ({ kit }: Owner) => ({ id: kit.claim.answer.device_authorization_id })
const assertion = { response: { id: 'AAAA', rawId: 'AAAA', type: 'public-key', response: {} } }

const emrRows: Record<string, EndpointRow> = {
  'POST /api/emr/v1/token': {
    body: ({ place }) => ({
      grant_type: 'client_credentials',
      client_id: place.hospital.emrClient.clientId,
      client_secret: place.hospital.emrClient.clientSecret,
    }),
  },
  'POST /api/emr/v1/launches': {
    body: (owner) => ({ ...staffOf(owner), ...terminalOf(owner), parent_origin: emrOrigin, purpose: 'sign_in' }),
    foreign: unknownStaff,
  },
  'GET /api/emr/v1/staff/{staff_id}/sign-in-status': {
    path: staffOf,
    foreign: unknownStaff,
  },
  'GET /api/emr/v1/sign-in-status': {
    query: terminalOf,
    foreign: { status: 404, code: 'terminal.unknown' },
  },
  'GET /api/emr/v1/events': {},
  'POST /api/emr/v1/staff/{staff_id}/sign-out': {
    path: staffOf,
    foreign: unknownStaff,
  },
}

const csv = Buffer.from(samplePrescriptionCsv()).toString('base64')
const once = () => ({ 'idempotency-key': randomUUID() })
const megabyte = 1024 * 1024

const prescriptionRows: Record<string, EndpointRow> = {
  'POST /api/emr/v1/prescriptions/sign': {
    headers: once,
    bodyBytes: megabyte / 2,
    body: (owner) => ({ ...staffOf(owner), ...terminalOf(owner), document: csv }),
    foreign: unknownStaff,
  },
  'POST /api/emr/v1/prescriptions/validate': {
    bodyBytes: megabyte / 2,
    body: () => ({ document: csv }),
  },
  'GET /api/emr/v1/requests/{request_id}': {
    path: ({ kit }) => ({ request_id: kit.recordedRequestId }),
    foreign: { status: 404, code: 'sandbox.unknown_request' },
  },
  'POST /api/emr/v1/test-sign-ins': {
    body: (owner) => ({ ...staffOf(owner), ...terminalOf(owner) }),
    foreign: unknownStaff,
  },
  'POST /api/emr/v1/prescriptions/sign-batch': {
    headers: once,
    bodyBytes: 2 * megabyte,
    body: (owner) => ({ ...staffOf(owner), ...terminalOf(owner), documents: [csv, csv] }),
    foreign: unknownStaff,
  },
  'POST /api/emr/v1/dispensings/sign': {
    headers: once,
    bodyBytes: 2 * megabyte,
    body: (owner) => ({ ...staffOf(owner), ...terminalOf(owner), signed_prescription: csv, document: csv }),
  },
  'POST /api/emr/v1/documents/verify': {
    bodyBytes: 2 * megabyte,
    body: () => ({ document: csv }),
  },
}

const facilityCode = ({ place }: Owner) => ({ facility: place.hospital.code })
const secondarycertId = ({ place }: Owner) => ({ 'secondarycert-id': secondarycertIdOf(place.doctor) })

const compatRows: Record<string, EndpointRow> = {
  'GET /compat/{facility}/token': {
    acts: true,
    path: facilityCode,
    query: secondarycertId,
    foreign: noCompat,
  },
  'GET /compat/{facility}/auth/login': {
    acts: true,
    path: facilityCode,
    query: secondarycertId,
    foreign: noCompat,
  },
  'POST /compat/{facility}/signature/prescription/sign': {
    bodyBytes: megabyte / 2,
    path: facilityCode,
    body: ({ kit }) => ({ token: kit.compatHandle, csvData: csv }),
    foreign: noCompat,
  },
}

const facilityRows: Record<string, EndpointRow> = {
  'POST /api/facility/v1/frame-sessions': {
    body: ({ kit }) => ({ ticket: kit.launchTicket, parent_origin: emrOrigin }),
  },
  'GET /api/facility/v1/frame-sessions/current': {},
  'GET /api/facility/v1/frame-sessions/current/events': {},
  'DELETE /api/facility/v1/frame-sessions/current': { refusal: { status: 204, code: '' } },
  'POST /api/facility/v1/sign-ins': { body: () => ({ method: 'fido' }) },
  'POST /api/facility/v1/sign-ins/{id}/cancellation': {
    path: ({ kit }) => ({ id: kit.frame.signInId }),
    foreign: { status: 404, code: 'sign_in.unknown' },
  },
  'POST /api/facility/v1/sign-ins/{id}/extension': {
    path: ({ kit }) => ({ id: kit.frame.signInId }),
    foreign: { status: 404, code: 'sign_in.unknown' },
  },
  'POST /api/facility/v1/frame-sessions/current/sign-out': {},
  'GET /api/facility/v1/console/today': {},
  'GET /api/facility/v1/console/today/events': {},
}

const registrationRows: Record<string, EndpointRow> = {
  'POST /api/authority/v1/notification-cards/status': { body: ({ kit }) => ({ code: kit.card.code }) },
  'POST /api/authority/v1/registrations': {
    body: ({ kit }) => ({ code: kit.card.code, password: kit.card.password }),
  },
  'GET /api/authority/v1/registrations/current': {},
  ...Object.fromEntries(
    ['attestation', 'trial', 'options', 'trial-options'].map((step) => [
      `POST /api/authority/v1/registrations/{id}/${step}`,
      {
        path: registrationId,
        foreign: noRegistration,
        ...(step.endsWith('options') ? {} : { body: () => assertion }),
      },
    ]),
  ),
}

const phoneRows: Record<string, EndpointRow> = {
  'POST /api/authority/v1/claims': { body: ({ kit }) => ({ frame: kit.claim.frame }) },
  'GET /api/authority/v1/claims/current': {},
  'POST /api/authority/v1/claims/current/number': {
    body: ({ kit }) => ({ number: kit.claim.matchNumber }),
  },
  'POST /api/authority/v1/claims/current/options': {},
  'POST /api/authority/v1/claims/current/assertion': { body: () => assertion },
  'POST /api/authority/v1/claims/current/denial': {
    body: () => ({ reason: 'cancelled' }),
  },
  'POST /api/authority/v1/holder-sessions/options': { body: () => ({}) },
  'POST /api/authority/v1/holder-sessions': { body: () => assertion },
  'DELETE /api/authority/v1/holder-sessions/current': { refusal: { status: 204, code: '' } },
  'GET /api/authority/v1/my': {},
  'POST /api/authority/v1/my/tokens/revocation': {},
  'POST /api/authority/v1/my/tokens/{id}/revocation': {
    path: ({ kit }) => ({ id: kit.accessTokenId }),
    foreign: { status: 404, code: 'access_token.unknown' },
  },
  'POST /api/authority/v1/my/phones/{id}/revocation': {
    path: ({ place }) => ({ id: place.doctor.phoneId }),
    foreign: { status: 404, code: 'phone.unknown' },
  },
  'POST /api/authority/v1/my/loss-report': {
    body: ({ place }) => ({ phone_id: place.doctor.phoneId }),
    foreign: { status: 404, code: 'phone.unknown' },
  },
}

const oauthRows: Record<string, EndpointRow> = {
  'POST /oauth2/device_authorization': {
    body: ({ place }) => ({
      login_hint: place.doctor.holder.subject,
      scope: 'sign',
      authorization_details: JSON.stringify([signInDetails(place)]),
    }),
  },
  'GET /oauth2/device_authorization/{id}/events': {
    path: deviceAuthorizationId,
    foreign: { status: 404, code: 'invalid_request' },
  },
  'POST /oauth2/device_authorization/{id}/extension': {
    path: deviceAuthorizationId,
    foreign: { status: 404, code: 'invalid_request' },
  },
  'DELETE /oauth2/device_authorization/{id}': {
    path: deviceAuthorizationId,
    foreign: { status: 404, code: 'invalid_request' },
  },
  'POST /oauth2/token': {
    body: ({ kit }) => ({ grant_type: deviceCodeGrant, device_code: kit.claim.answer.device_code }),
    foreign: { status: 400, code: 'invalid_grant' },
  },
  'POST /oauth2/introspect': {
    body: ({ kit }) => ({ token: kit.accessToken }),
  },
  'POST /oauth2/revoke': { body: ({ kit }) => ({ token: kit.accessToken }) },
  'GET /.well-known/oauth-authorization-server': {},
  'POST /api/authority/v1/timestamps': { body: () => ({}) },
  'GET /crl/{file}': { isPublic: true, path: () => ({ file: 'test-issuing.crl' }) },
  'GET /ca/{file}': { isPublic: true, path: () => ({ file: 'test-issuing.crt' }) },
}

/** Every operation of the API; one that is declared and not here, or here and not declared, fails the test. */
export const endpointTable: Readonly<Record<string, EndpointRow>> = {
  ...emrRows,
  ...prescriptionRows,
  ...compatRows,
  ...facilityRows,
  ...registrationRows,
  ...phoneRows,
  ...oauthRows,
  ...cscRows(1, 'hash'),
  ...cscRows(2, 'hashes'),
}

function signInDetails({ hospital, doctor, terminal }: Place) {
  return {
    type: 'shomei_sign_in',
    facility_name: hospital.name,
    department: '内科',
    staff_display_name: doctor.displayName,
    terminal: terminal.terminalKey,
    terminal_name: '外来端末',
    place: '外来棟1階',
  }
}
