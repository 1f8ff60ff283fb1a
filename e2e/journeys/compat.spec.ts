import { expect } from '@playwright/test'
import { changeCompatAccess } from '@/lib/facility/compat/change-compat-access'
import { type SeedContexts, seedOrigin } from '@/prisma/seed/seed-hospital'
import { findFreePort } from '@/scripts/process/ports.mjs'
import { expectAccessible, expectFits } from '../support/accessibility/expect-accessible'
import type { EmrScreen } from '../support/emr/emr-screen'
import { showCode } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import { approveWithNumber, readNumber, scanWithPhone } from '../support/phone/approve-on-phone'
import { startNginx } from '../support/servers/nginx'
import { startPortal } from '../support/servers/start-world'
import type { DemoDoctor } from '../support/world'

/** Switches /compat on for the doctor's facility, for anybody, under a name of the doctor's own. */
async function switchOn(contexts: SeedContexts, doctor: DemoDoctor, origins: string[] = []): Promise<string> {
  const { db } = contexts.facility
  const facility = await db.prisma.facility.findUniqueOrThrow({ where: { code: doctor.facilityCode } })
  const client = await db.prisma.emrClient.findFirstOrThrow({ where: { facilityId: facility.id } })
  const secondarycertId = `e2e-${doctor.staffCode}`
  const access = {
    clientId: client.clientId,
    terminalCode: doctor.terminals[0],
    authentication: 'none',
    origins,
  } as const
  const names = [{ staffCode: doctor.staffCode, secondarycertId }]
  await changeCompatAccess(contexts.facility, { facilityId: facility.id, access, names, actor: 'system' }, seedOrigin)
  return secondarycertId
}

test('an EMR written for the local adapter opens the sign-in in a tab of its own, and gets its handle', async ({
  page,
  doctor,
  registeredPhone,
  contexts,
  world,
}) => {
  const secondarycertId = await switchOn(contexts, doctor)
  const base = `${world.facilityUrl}/compat/${doctor.facilityCode}`
  const tab = await page.context().newPage()
  const askToken = () => tab.goto(`${base}/token?secondarycert-id=${secondarycertId}`)
  expect((await askToken())?.status()).toBe(401)

  const phone = await registeredPhone(doctor)
  await page.goto(`${base}/auth/login?secondarycert-id=${secondarycertId}`)
  const signIn = page.frameLocator('#sign-in iframe')
  await expect(signIn.getByRole('button', { name: 'FIDO（生体認証）' })).toBeVisible()
  await expectAccessible(page, 'sign-in page of /compat')
  await expectFits(page, 'sign-in page of /compat')
  await showCode(signIn)
  const screen = { page, signIn } as EmrScreen
  await scanWithPhone(phone, screen)
  await approveWithNumber(phone, await readNumber(screen))
  await expect(signIn.getByText('認証に成功しました').first()).toBeVisible()
  const token = await askToken()
  expect([token?.status(), Object.keys(await token?.json()).sort()]).toEqual([200, ['result', 'source']])
  await signIn.getByRole('button', { name: '閉じる' }).click()
  await expect(page.getByText('この画面は閉じてかまいません。')).toBeVisible()
})

test('behind the adapter’s own name, which nginx maps to the facility’s path, the sign-in page works in a fresh and in a used process', async ({
  page,
  doctor,
  registeredPhone,
  contexts,
  world,
}) => {
  const phone = await registeredPhone(doctor)
  const facility = new URL(world.facilityUrl)
  const portal = await startPortal('facility', await findFreePort(), world, world.logFolder)
  const nginx = await startNginx({
    server: `location / {
      proxy_pass http://127.0.0.1:${portal.port}/compat/${doctor.facilityCode}/;
      proxy_set_header Host ${facility.host};
    }`,
  })
  try {
    const adapter = `http://adapter.localhost:${nginx.port}`
    const secondarycertId = await switchOn(contexts, doctor, [adapter])
    const signIn = page.frameLocator('#sign-in iframe')
    for (const age of ['fresh', 'used']) {
      await test.step(`in a ${age} process`, async () => {
        await page.goto(`${adapter}/auth/login?secondarycert-id=${secondarycertId}`)
        await expect(signIn.getByRole('button', { name: 'FIDO（生体認証）' })).toBeVisible()
        expect(new URL(page.url()).origin).toBe(world.facilityUrl)
      })
    }
    await showCode(signIn)
    const screen = { page, signIn } as EmrScreen
    await scanWithPhone(phone, screen)
    await approveWithNumber(phone, await readNumber(screen))
    await expect(signIn.getByText('認証に成功しました').first()).toBeVisible()
    const token = await page.goto(`${adapter}/token?secondarycert-id=${secondarycertId}`)
    expect(Object.keys(await token?.json()).sort()).toEqual(['result', 'source'])
  } finally {
    await nginx.stop()
    await portal.stop()
  }
})
