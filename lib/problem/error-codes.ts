import { accessTokenErrors } from '@/lib/authority/access-tokens/access-token.errors'
import { certificateAuthorityErrors } from '@/lib/authority/certificate-authorities/certificate-authority.errors'
import { claimErrors } from '@/lib/authority/claims/claim.errors'
import { credentialErrors } from '@/lib/authority/credentials/credential.errors'
import { deviceAuthorizationErrors } from '@/lib/authority/device-authorizations/device-authorization.errors'
import { facilityClientErrors } from '@/lib/authority/facility-clients/facility-client.errors'
import { holderErrors } from '@/lib/authority/holders/holder.errors'
import { notificationCardErrors } from '@/lib/authority/notification-cards/notification-card.errors'
import { operatorErrors } from '@/lib/authority/operators/operator.errors'
import { assertionErrors } from '@/lib/authority/phones/assertion.errors'
import { phoneErrors } from '@/lib/authority/phones/phone.errors'
import { registrationErrors } from '@/lib/authority/registrations/registration.errors'
import { signatureErrors } from '@/lib/authority/signatures/signature.errors'
import { consoleSessionErrors } from '@/lib/console-accounts/console-session.errors'
import { authorityErrors } from '@/lib/facility/authority-port/authority.errors'
import { compatErrors } from '@/lib/facility/compat/compat.errors'
import { documentErrors } from '@/lib/facility/documents/document.errors'
import { emrClientErrors } from '@/lib/facility/emr-clients/emr-client.errors'
import { facilityErrors } from '@/lib/facility/facilities/facility.errors'
import { frameSessionErrors } from '@/lib/facility/frames/frame-session.errors'
import { launchErrors } from '@/lib/facility/launches/launch.errors'
import { sandboxErrors } from '@/lib/facility/sandbox/sandbox.errors'
import { signInErrors } from '@/lib/facility/sign-ins/sign-in.errors'
import { signingErrors } from '@/lib/facility/signing/signing.errors'
import { staffErrors } from '@/lib/facility/staff/staff.errors'
import { terminalErrors } from '@/lib/facility/terminals/terminal.errors'
import type { ErrorEntry } from '@/lib/kernel/app-error'
import { requestErrors } from '@/lib/kernel/request.errors'
import { serviceErrors } from '@/lib/kernel/service.errors'

/** The closed list of error codes: every domain's catalogue together. */
export const errorCatalogue = {
  ...requestErrors,
  ...serviceErrors,
  ...accessTokenErrors,
  ...certificateAuthorityErrors,
  ...claimErrors,
  ...credentialErrors,
  ...deviceAuthorizationErrors,
  ...facilityClientErrors,
  ...holderErrors,
  ...notificationCardErrors,
  ...operatorErrors,
  ...assertionErrors,
  ...phoneErrors,
  ...registrationErrors,
  ...signatureErrors,
  ...authorityErrors,
  ...compatErrors,
  ...consoleSessionErrors,
  ...documentErrors,
  ...emrClientErrors,
  ...facilityErrors,
  ...frameSessionErrors,
  ...launchErrors,
  ...sandboxErrors,
  ...signInErrors,
  ...signingErrors,
  ...staffErrors,
  ...terminalErrors,
} as const

export type ErrorCode = keyof typeof errorCatalogue

/** A code this build knows; anything else is our own mistake and becomes `service.internal`. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code)
}

export function errorEntry(code: ErrorCode): ErrorEntry {
  return errorCatalogue[code]
}
