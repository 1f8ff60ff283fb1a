import type { AuthorityContext } from '@/lib/authority/authority-context'
import type { FacilityContext } from '@/lib/facility/facility-context'
import { claimOperations } from '../authority/claim.operations'
import { deviceAuthorizationOperations } from '../authority/device-authorization.operations'
import { introspectionOperations } from '../authority/introspection.operations'
import { metadataOperations } from '../authority/metadata.operations'
import { myPageOperations } from '../authority/my-page.operations'
import { oauthTokenOperations } from '../authority/oauth-token.operations'
import { phoneRegistrationOperations } from '../authority/phone-registration.operations'
import { publicationOperations } from '../authority/publication.operations'
import { timestampOperations } from '../authority/timestamp.operations'
import { cscOperations } from '../csc/csc.operations'
import { facilityOperations } from '../facility/facility.operations'
import { healthOperations } from '../health/health.operations'
import { createReadinessChecks } from '../health/readiness-checks'
import type { Operation } from './operation'

export type ApiContexts = { authority: AuthorityContext; facility: FacilityContext }

/** Every operation of both sides, in the order in which paths are compared. */
export function listOperations({ authority, facility }: ApiContexts): readonly Operation[] {
  return [
    ...healthOperations({
      checks: createReadinessChecks({ authority, facility }),
      readAuthorityHealth: authority.settings.role === 'authority' ? null : () => facility.authority.readHealth(),
    }),
    ...phoneRegistrationOperations,
    ...myPageOperations,
    ...claimOperations,
    ...deviceAuthorizationOperations,
    ...oauthTokenOperations,
    ...introspectionOperations,
    ...metadataOperations,
    ...publicationOperations,
    ...timestampOperations,
    ...cscOperations(),
    ...facilityOperations(facility.settings),
  ]
}
