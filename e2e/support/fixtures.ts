import { appendFileSync, statSync } from 'node:fs'
import { test as base } from '@playwright/test'
import { issueNotificationCard } from '@/lib/authority/notification-cards/issue-notification-card'
import { stopFollowing } from '@/lib/facility/sign-ins/follow-sign-in'
import { type SeedContexts, seedOrigin } from '@/prisma/seed/seed-hospital'
import { type EmrScreen, openEmr } from './emr/emr-screen'
import { registerPhone } from './phone/register-phone'
import { openPhone, type PhoneOptions, type VirtualPhone } from './phone/virtual-phone'
import { reportPages, watchLogs } from './report-failure'
import { createContexts } from './servers/contexts'
import { type DemoDoctor, readWorld, type World } from './world'

type Card = { url: string; password: string; code: string; cardId: string }

type Fixtures = {
  world: World
  contexts: SeedContexts
  /** A doctor that no other test uses. */
  doctor: DemoDoctor
  newDoctor(): DemoDoctor
  issueCard(doctor: DemoDoctor): Promise<Card>
  newPhone(options?: PhoneOptions): Promise<VirtualPhone>
  /** A phone that the doctor has registered. */
  registeredPhone(doctor: DemoDoctor): Promise<VirtualPhone>
  newEmr(doctor: DemoDoctor, terminal: string): Promise<EmrScreen>
}

/** The playground of every browser test: a doctor of its own, phones, cards and EMR screens that close by themselves. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern
  world: async ({}, use, test) => {
    const world = readWorld()
    const report = watchLogs(world.logFolder)
    await use(world)
    report(test)
  },
  contexts: async ({ world }, use) => {
    const contexts = createContexts(world)
    await use(contexts)
    stopFollowing()
    await contexts.facility.db.close()
  },
  newDoctor: async ({ world }, use) => use(() => nextDoctor(world)),
  doctor: async ({ newDoctor }, use) => use(newDoctor()),
  issueCard: async ({ contexts }, use) =>
    use(({ holderId }) => issueNotificationCard(contexts.authority, { holderId, route: 'ca_direct' }, seedOrigin)),
  newPhone: async ({ browser }, use, test) => {
    const phones: VirtualPhone[] = []
    await use(async (options) => {
      const phone = await openPhone(browser, options)
      phones.push(phone)
      return phone
    })
    await reportPages(
      test,
      phones.map(({ page }) => page),
    )
    await Promise.all(phones.map((phone) => phone.close()))
  },
  registeredPhone: async ({ newPhone, issueCard }, use) =>
    use(async (doctor) => {
      const phone = await newPhone()
      await registerPhone(phone, await issueCard(doctor))
      return phone
    }),
  newEmr: async ({ browser, world }, use, test) => {
    const screens: EmrScreen[] = []
    await use(async (doctor, terminal) => {
      const screen = await openEmr(browser, world, doctor, terminal)
      screens.push(screen)
      return screen
    })
    await reportPages(
      test,
      screens.map(({ page }) => page),
    )
    await Promise.all(screens.map((screen) => screen.close()))
  },
})

/** One more byte in the counter file is one more doctor in use; it outlives a worker that was restarted. */
function nextDoctor(world: World): DemoDoctor {
  appendFileSync(world.counterFile, '.')
  const doctor = world.doctors[statSync(world.counterFile).size - 1]
  if (doctor === undefined)
    throw new Error('more tests than doctors: raise doctorCount in e2e/support/servers/seed-world.ts')
  return doctor
}
