import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'

/** Refusals of an operator’s commands over the authorities that issue second certificates. */
export const certificateAuthorityErrors = {
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

export const certificateAuthorityError = AppError.of(certificateAuthorityErrors)
