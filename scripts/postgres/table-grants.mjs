/**
 * What the role of each side may do with each table of its own schema. A table that is not named here cannot be used by
 * the application at all, and a test fails. Only the owner may change a table, empty it or switch off its triggers.
 * DELETE is for retention and for what is taken back.
 */

const READ = 'SELECT'
const ADD = 'SELECT, INSERT'
const CHANGE = 'SELECT, INSERT, UPDATE'
const CHANGE_AND_DELETE = 'SELECT, INSERT, UPDATE, DELETE'

/** @type {Record<'authority' | 'facility', Record<string, string>>} */
export const TABLE_GRANTS = {
  authority: {
    access_token: CHANGE,
    activation: CHANGE,
    audit_event: ADD,
    audit_head: READ,
    certificate_authority: CHANGE,
    certificate_authority_request: CHANGE,
    challenge: CHANGE_AND_DELETE,
    client_assertion: CHANGE_AND_DELETE,
    console_session: CHANGE,
    credential: CHANGE,
    crl: CHANGE,
    device_authorization: CHANGE,
    facility_client: CHANGE,
    holder: CHANGE,
    holder_session: CHANGE_AND_DELETE,
    lease: CHANGE_AND_DELETE,
    notification_card: CHANGE,
    operator: CHANGE,
    phone: CHANGE,
    rate_limit: CHANGE_AND_DELETE,
    registration: CHANGE,
    sad: CHANGE,
    sad_unit: CHANGE,
    sign_in_evidence: ADD,
    signature_budget: CHANGE_AND_DELETE,
    signature_request: CHANGE,
    signing_key: CHANGE,
    timestamp_authority: CHANGE,
    webauthn_evidence: ADD,
  },
  facility: {
    audit_event: ADD,
    audit_head: READ,
    compat_access: CHANGE,
    compat_handle: CHANGE_AND_DELETE,
    compat_repeat: CHANGE_AND_DELETE,
    console_account: CHANGE,
    console_session: CHANGE,
    emr_access_token: CHANGE_AND_DELETE,
    emr_client: CHANGE,
    emr_client_assertion: CHANGE_AND_DELETE,
    emr_request: CHANGE_AND_DELETE,
    facility: CHANGE,
    known_signer: CHANGE_AND_DELETE,
    launch: CHANGE_AND_DELETE,
    qr_sign_in: CHANGE,
    rate_limit: CHANGE_AND_DELETE,
    sign_in: CHANGE,
    signing_document: CHANGE_AND_DELETE,
    signing_request: CHANGE,
    staff: CHANGE,
    terminal: CHANGE,
    test_phone: ADD,
    vault_token: CHANGE,
  },
}
