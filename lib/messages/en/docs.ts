import type { docs as japanese } from '../ja/docs'

export const docs: typeof japanese = {
  pageTitle: 'API reference',
  heading: 'API reference',
  lead: 'OpenAPI 3.1 documents, generated from the program that runs on this server.',
  contents: 'Contents',
  backToEntrance: 'Home',
  signingService: {
    name: 'Shomei',
    description: 'Remote signing with the second certificates (HPKI) of physicians, dentists and pharmacists',
  },
  parts: {
    emr: {
      title: 'EMR API',
      detail:
        'What an EMR’s back end calls on the facility’s portal, with a bearer token of at most 15 minutes from client_credentials.',
    },
    facility: {
      title: 'Facility screens',
      detail: 'Used by the frame inside the EMR and by the console. An EMR has no need to call it.',
    },
    authority: {
      title: 'Authority',
      detail:
        'Used by the browsers of phones, and by facilities as OAuth clients. Clients authenticate with private_key_jwt.',
    },
    csc2: {
      title: 'CSC API v2 (remote signing)',
      detail:
        'The Cloud Signature Consortium API v2.0: hashes are signed with the access token of the day’s sign-in. Error texts are the standard’s own.',
    },
    csc1: {
      title: 'CSC API v1 (remote signing)',
      detail: 'The Cloud Signature Consortium API v1.0, for signing clients that do not speak v2.',
    },
  },
  download: 'OpenAPI document (JSON)',
  collection: 'Postman collection (JSON)',
  refusals: 'Error codes',
  example: 'Example',
  command: 'Command ($TOKEN is the bearer)',
  tryIt: {
    heading: 'Try it',
    note: 'The request is really sent to this test server. What you type stays in this page and is not stored.',
    address: 'Address',
    token: 'Bearer token',
    body: 'Body',
    send: 'Send',
    sending: 'Sending',
    noAnswer: 'No answer',
    headers: 'Answer headers',
  },
  authentication: 'Authentication',
  noAuthentication: 'None here (a cookie or a value of the body is checked)',
  parameters: 'Parameters',
  body: 'Body',
  answers: 'Answers',
  schemas: 'Schemas',
  required: 'Required',
  optional: 'Optional',
  columns: { field: 'Field', type: 'Type', required: 'Required', detail: 'Description' },
  errorsLink: 'Error codes',
  errorsTitle: 'Error codes',
  errorsLead:
    'Every code of the problem documents (RFC 9457) that the JSON APIs answer. Decide on the code alone; texts may change. {…} is filled by each answer.',
  errorColumns: { code: 'Code', status: 'Status', meaning: 'Meaning', next: 'What to do' },
  findings: {
    title: 'Result codes of signature verification',
    lead: 'Every code that documents/verify answers with. Decide on result and code only: texts may be worded better one day. Never dispense from a document that is not VALID.',
    link: 'Result codes of signature verification',
    results: 'Results',
    rules: 'Findings of rule {rule}',
    causes: {
      pki: 'Causes: certificates and revocation',
      hpki: 'Causes: HPKI certificate profile',
      timestamp: 'Causes: time-stamps',
    },
    columns: { code: 'Code', result: 'Result', meaning: 'Meaning', next: 'What to do', clause: 'Clause' },
  },
}
