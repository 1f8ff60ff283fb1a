import { expect } from '@playwright/test'
import { expectBadge, showCode } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import { approveWithNumber, readNumber, scanWithPhone } from '../support/phone/approve-on-phone'
import { sendTo } from '../support/servers/send-to'

test.afterEach(async ({ world }) => {
  await sendTo(world, 'authority', 'both')
  await sendTo(world, 'facility', 'both')
})

test('a sign-in started on one process and approved through the other works, and both push the change', async ({
  doctor,
  registeredPhone,
  newEmr,
  world,
}) => {
  const phone = await registeredPhone(doctor)
  await sendTo(world, 'facility', 1)
  const other = await newEmr(doctor, doctor.terminals[1])
  await expectBadge(other, 'sign_in_required')
  await sendTo(world, 'facility', 0)
  await sendTo(world, 'authority', 0)
  const screen = await newEmr(doctor, doctor.terminals[0])
  await expectBadge(screen, 'sign_in_required')
  await screen.openSignIn()
  await showCode(screen.signIn)
  await expect(screen.signIn.getByRole('heading', { name: 'スマートフォンで読み取ってください' })).toBeVisible()
  await sendTo(world, 'authority', 1)
  await scanWithPhone(phone, screen)
  await approveWithNumber(phone, await readNumber(screen))
  await expectBadge(other, 'signed_in')
  await expectBadge(screen, 'signed_in')
})
