import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { createService } from '@/examples/national-service/service.mjs'
import { createTrustSource } from '@/examples/national-service/trust.mjs'
import { refreshCrls } from '@/lib/authority/certificate-authorities/crls/refresh-crls'
import { keepCredentialsReady } from '@/lib/authority/credentials/keep-credentials-ready'
import { signOut } from '@/lib/facility/sign-ins/sign-out'
import { demoHospitals, demoTestPerson } from '@/prisma/seed/people'
import { seedDemonstration } from '@/prisma/seed/seed-demonstration'
import { seedOrigin } from '@/prisma/seed/seed-hospital'
import { portalWorld } from '../api-world/portal-world'
import { emrOrigin } from '../api-world/seed-people'

/**
 * The demonstration as `npm start` leaves it, on ports of its own: `folder` looks like the folder of this repository to a reader who
 * follows a page.
 */
export async function demonstrationWorld() {
  const { contexts, settings } = await portalWorld()
  const folder = mkdtempSync(join(tmpdir(), 'shomei-pages-'))
  const ready: { env?: Record<string, string> } = {}
  const { authorityUrl, facilityUrl } = settings
  const connect = `http://127.0.0.1:${new URL(facilityUrl).port}`
  const readTrust = createTrustSource({ authorityUrl, authorityConnect: connect, port: 0, delayMs: 0 })
  const national = createServer(createService({ readTrust }))
  beforeAll(async () => {
    const demonstration = await seedDemonstration(contexts, { emrOrigin, facilityConnect: connect })
    await keepCredentialsReady(contexts.authority)
    await refreshCrls(contexts.authority)
    await new Promise<void>((listening) => national.listen(0, '127.0.0.1', listening))
    const { port } = national.address() as AddressInfo
    mkdirSync(join(folder, '.shomei'))
    writeFileSync(join(folder, '.shomei', 'demonstration.json'), JSON.stringify(demonstration))
    symlinkSync(resolve('examples'), join(folder, 'examples'))
    ready.env = { NATIONAL: `http://127.0.0.1:${port}` }
  }, 120_000)
  afterAll(() => {
    national.close()
    national.closeAllConnections()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    folder,
    /** What the shell of the reader has; known once the first test runs. */
    get env(): Record<string, string> {
      if (ready.env === undefined) throw new Error('not seeded yet')
      return ready.env
    },
    /** A page begins with a test person who has not signed in. */
    async signOut(): Promise<void> {
      const where = { code: demoHospitals[0].code }
      const { id: facilityId } = await contexts.facility.db.prisma.facility.findUniqueOrThrow({ where })
      const { staffCode } = demoTestPerson
      await signOut(contexts.facility, { facilityId, staff: { staffCode }, actor: 'test' }, seedOrigin)
    },
  }
}
