import { keepCredentialsReady } from '@/lib/authority/credentials/keep-credentials-ready'
import { processOrigin } from '@/lib/authority/process-origin'
import { reportMetadataAge } from '@/lib/authority/registrations/attestation-trust'
import { forgetPast as forgetPastOfAuthority } from '@/lib/authority/retention/forget-past'
import { reportDoubtfulSignatures } from '@/lib/authority/signatures/doubt/report-doubtful-signatures'
import { settings } from '@/lib/config/settings'
import { openCodeMasters } from '@/lib/facility/code-masters/code-masters'
import { forgetPast as forgetPastOfFacility } from '@/lib/facility/retention/forget-past'
import { logger } from '@/lib/log/logger'
import type { Side } from '@/lib/vocabulary/settings/side'
import type { ApiOptions } from '../api/api'
import { servedSides } from '../api/role-gate'
import { type BackgroundWork, startBackgroundWork } from './background-work'
import { keepTrustFresh } from './keep-trust-fresh'
import { reportTrust } from './report-trust'

/** The background work of a process that serves these sides, and what its log says about trust and code masters first. @returns stops it */
export function startProcessWork(contexts: Pick<ApiOptions, 'authority' | 'facility'>): () => void {
  const { role, logLevel } = settings()
  const log = logger(logLevel)
  reportTrust(contexts).catch((error: unknown) => log.warn({ error: String(error) }, 'trust could not be looked at'))
  if (role !== 'authority') void openCodeMasters(contexts.facility.settings).read()
  const works: (BackgroundWork & { side: Side })[] = [
    {
      side: 'authority',
      name: 'authority: forget the past',
      everySeconds: 600,
      run: () => forgetPastOfAuthority(contexts.authority),
    },
    {
      side: 'authority',
      name: 'authority: certificates, CRLs and keys',
      everySeconds: 60,
      run: () => keepCredentialsReady(contexts.authority),
    },
    {
      side: 'authority',
      name: 'authority: age of FIDO metadata',
      everySeconds: 43_200,
      run: async () => reportMetadataAge(contexts.authority.settings.attestationTrust, new Date()),
    },
    {
      side: 'authority',
      name: 'authority: signatures in doubt',
      everySeconds: 60,
      run: () => reportDoubtfulSignatures(contexts.authority, processOrigin),
    },
    {
      side: 'facility',
      name: 'facility: way to the authority',
      everySeconds: 60,
      run: () => contexts.facility.authority.probe(),
    },
    {
      side: 'facility',
      name: 'facility: trust material',
      everySeconds: 60,
      run: () => keepTrustFresh(contexts.facility),
    },
    {
      side: 'facility',
      name: 'facility: forget the past',
      everySeconds: 600,
      run: () => forgetPastOfFacility(contexts.facility),
    },
  ]
  return startBackgroundWork(works.filter(({ side }) => servedSides(role).includes(side)))
}
