import type { ErrorCatalogue } from '@/lib/kernel/app-error'

/** Refusals of an operator's commands over second certificates and over the authorities that issue them. */
export const credentialErrors = {
  'credential.unknown': { status: 404, log: 'info' },
  'credential.exists': { status: 409, log: 'info' },
  'credential.none': { status: 409, log: 'info' },
  'credential.in_progress': { status: 409, log: 'info' },
  'credential.not_active': { status: 409, log: 'info' },
  'credential.not_suspended': { status: 409, log: 'info' },
  'credential.revoked': { status: 409, log: 'info' },
  'credential.no_authority': { status: 503, log: 'error' },
  'credential.keystore_refused': { status: 503, log: 'error' },
  'certificate_authority.unknown': { status: 404, log: 'info' },
  'certificate_authority.name_invalid': { status: 422, log: 'info' },
  'certificate_authority.subject_invalid': { status: 422, log: 'info' },
  'certificate_authority.name_taken': { status: 409, log: 'info' },
  'certificate_authority.subject_taken': { status: 409, log: 'info' },
  'certificate_authority.certificate_refused': { status: 422, log: 'warn' },
  'certificate_authority.installed': { status: 409, log: 'info' },
  'certificate_authority.retired': { status: 409, log: 'info' },
  'certificate_authority.test_hierarchy': { status: 409, log: 'info' },
} as const satisfies ErrorCatalogue
