import { expect } from '@playwright/test'
import { changeCompatAccess } from '@/lib/facility/compat/change-compat-access'
import { seedOrigin } from '@/prisma/seed/seed-hospital'
import { expectAccessible, expectFits } from './accessibility/expect-accessible'
import type { EmrScreen } from './emr/emr-screen'
import { test } from './fixtures'
import { approveWithNumber, readNumber, scanWithPhone } from './phone/approve-on-phone'

test('an EMR written for the local adapter opens the sign-in in a tab of its own, and gets its handle', async ({
  page,
  doctor,
  registeredPhone,
  contexts,
  world,
}) => {
  const { db } = contexts.facility
  const facility = await db.prisma.facility.findUniqueOrThrow({ where: { code: doctor.facilityCode } })
  const client = await db.prisma.emrClient.findFirstOrThrow({ where: { facilityId: facility.id } })
  const secondarycertId = `e2e-${doctor.staffCode}`
  const access = {
    clientId: client.clientId,
    terminalCode: doctor.terminals[0],
    authentication: 'none',
    origins: [],
  } as const
  const names = [{ staffCode: doctor.staffCode, secondarycertId }]
  await changeCompatAccess(contexts.facility, { facilityId: facility.id, access, names, actor: 'system' }, seedOrigin)
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
  await signIn.getByRole('button', { name: 'FIDO（生体認証）' }).click()
  const screen = { page, signIn } as EmrScreen
  await scanWithPhone(phone, screen)
  await approveWithNumber(phone, await readNumber(screen))
  await expect(signIn.getByText('認証に成功しました').first()).toBeVisible()
  const token = await askToken()
  expect([token?.status(), Object.keys(await token?.json()).sort()]).toEqual([200, ['result', 'source']])
  await signIn.getByRole('button', { name: '閉じる' }).click()
  await expect(page.getByText('この画面は閉じてかまいません。')).toBeVisible()
})
