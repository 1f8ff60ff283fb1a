import type { ErrorText } from './error-text'
import { accessToken } from './errors/authority/access-token'
import { assertion } from './errors/authority/assertion'
import { certificateAuthority } from './errors/authority/certificate-authority'
import { claim } from './errors/authority/claim'
import { credential } from './errors/authority/credential'
import { deviceAuthorization } from './errors/authority/device-authorization'
import { facilityClient } from './errors/authority/facility-client'
import { holder } from './errors/authority/holder'
import { notificationCard } from './errors/authority/notification-card'
import { operator } from './errors/authority/operator'
import { phone } from './errors/authority/phone'
import { registration } from './errors/authority/registration'
import { signature } from './errors/authority/signature'
import { consoleSession } from './errors/console-session'
import { authority } from './errors/facility/authority'
import { compat } from './errors/facility/compat'
import { document } from './errors/facility/document'
import { emrClient } from './errors/facility/emr-client'
import { facility } from './errors/facility/facility'
import { frameSession } from './errors/facility/frame-session'
import { launch } from './errors/facility/launch'
import { sandbox } from './errors/facility/sandbox'
import { signIn } from './errors/facility/sign-in'
import { signing } from './errors/facility/signing'
import { staff } from './errors/facility/staff'
import { terminal } from './errors/facility/terminal'
import { request } from './errors/request'
import { service } from './errors/service'

const all = {
  ...accessToken,
  ...certificateAuthority,
  ...claim,
  ...credential,
  ...deviceAuthorization,
  ...facilityClient,
  ...holder,
  ...notificationCard,
  ...operator,
  ...assertion,
  ...phone,
  ...registration,
  ...signature,
  ...consoleSession,
  ...authority,
  ...compat,
  ...document,
  ...emrClient,
  ...facility,
  ...frameSession,
  ...launch,
  ...sandbox,
  ...signIn,
  ...signing,
  ...staff,
  ...terminal,
  ...request,
  ...service,
}

export type ErrorCode = keyof typeof all

export const errors: Record<ErrorCode, ErrorText> = all
