import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { createService } from '@/examples/national-service/service.mjs'
import { createTrustSource } from '@/examples/national-service/trust.mjs'
import { refreshCrls } from '@/lib/authority/certificate-authorities/crls/refresh-crls'
import { keepCredentialsReady } from '@/lib/authority/credentials/keep-credentials-ready'
import { signOut } from '@/lib/facility/sign-ins/sign-out'
import type { Id } from '@/lib/kernel/ids'
import type { DemonstrationFile } from '@/prisma/seed/demonstration-file'
import { seedDemonstration } from '@/prisma/seed/seed-demonstration'
import { seedOrigin } from '@/prisma/seed/seed-hospital'
import { signInAtScreen } from '../api-world/mint-kit'
import { type PortalWorld, portalWorld } from '../api-world/portal-world'
import { emrOrigin, type Place, registerPhone } from '../api-world/seed-people'

/**
 * The demonstration as `npm start` leaves it, on ports of its own: `folder` looks like the folder of this repository to somebody who
 * follows a page. Its `npm run phone -- --headless` signs the first doctor in without a browser.
 */
export async function demonstrationWorld() {
  const world = await portalWorld()
  const folder = mkdtempSync(join(tmpdir(), 'shomei-pages-'))
  const servers: Server[] = []
  const ready: { place?: Place; env?: Record<string, string>; demonstration?: DemonstrationFile } = {}
  const place = () => ready.place ?? fail()
  const listen = async (listener: RequestListener) => {
    const server = createServer(listener)
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  beforeAll(async () => {
    const { authorityUrl, facilityUrl } = world.settings
    const connect = `http://127.0.0.1:${new URL(facilityUrl).port}`
    const demonstration = await seedDemonstration(world.contexts, { emrOrigin, facilityConnect: connect })
    await keepCredentialsReady(world.contexts.authority)
    await refreshCrls(world.contexts.authority)
    const readTrust = createTrustSource({ authorityUrl, authorityConnect: connect, port: 0, delayMs: 0 })
    const national = await listen(createService({ readTrust }))
    const phone = await listen(async (_request, response) => {
      await signInAtScreen(world.contexts, place())
      response.end()
    })
    mkdirSync(join(folder, '.shomei'))
    writeFileSync(join(folder, '.shomei', 'demonstration.json'), JSON.stringify(demonstration))
    symlinkSync(resolve('examples'), join(folder, 'examples'))
    const programs = join(folder, 'programs')
    mkdirSync(programs)
    const npm = `#!/bin/sh\n[ "$*" = "run phone -- --headless" ] || { echo "npm $*: not expected" >&2; exit 1; }\nexec curl -sS ${phone}\n`
    writeFileSync(join(programs, 'npm'), npm)
    chmodSync(join(programs, 'npm'), 0o755)
    Object.assign(ready, { place: await findPlace(world, demonstration), demonstration })
    ready.env = { NATIONAL: national, PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}` }
  }, 120_000)
  afterAll(() => {
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    world,
    folder,
    /** What the shell of the reader has; known once the first test runs. */
    get env(): Record<string, string> {
      return ready.env ?? fail()
    },
    get demonstration(): DemonstrationFile {
      return ready.demonstration ?? fail()
    },
    signIn: () => signInAtScreen(world.contexts, place()),
    signOut: () => {
      const { hospital, doctor } = place()
      const staff = { staffCode: doctor.staffCode }
      return signOut(world.contexts.facility, { facilityId: hospital.facilityId, staff, actor: 'test' }, seedOrigin)
    },
  }
}

/** The first doctor of the demonstration with a registered phone, at the first terminal. */
async function findPlace({ contexts }: PortalWorld, { emr, staff }: DemonstrationFile): Promise<Place> {
  const { prisma } = contexts.facility.db
  const [client] = emr.clients
  const [user] = emr.users
  if (client === undefined || user === undefined) throw new Error('the demonstration has no doctor')
  const facility = await prisma.facility.findUniqueOrThrow({ where: { code: client.facilityCode } })
  const terminals = await prisma.terminal.findMany({
    where: { facilityId: facility.id },
    orderBy: { terminalCode: 'asc' },
  })
  const [first] = terminals
  const holder = await contexts.authority.db.prisma.holder.findFirstOrThrow({ where: { nameKanji: user.displayName } })
  const administrator = staff.find(({ role }) => role === 'administrator')
  if (first === undefined || administrator === undefined) throw new Error('the demonstration is not whole')
  const terminal = { terminalKey: first.id as Id<'terminal'>, terminalCode: first.terminalCode }
  const where = { facilityId: facility.id, staffCode: user.staffCode }
  const { id: staffKey } = await prisma.staff.findFirstOrThrow({ where })
  return {
    hospital: { facilityId: facility.id, code: facility.code, name: facility.name, emrClient: client, terminals: [] },
    terminal,
    doctor: { ...user, staffKey: staffKey as Id<'staff'>, holder, ...(await registerPhone(contexts, holder.id)) },
    administrator,
  }
}

function fail(): never {
  throw new Error('not seeded yet')
}
