import type { docs as japanese } from '../ja/docs'

export const docs: typeof japanese = {
  pageTitle: 'API reference',
  heading: 'API reference',
  lead: 'OpenAPI 3.1 documents, generated from the program that runs on this server.',
  contents: 'Contents',
  backToEntrance: 'Home',
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
  },
  download: 'OpenAPI document (JSON)',
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
}
