import { expect } from '@playwright/test'
import { expectBadge, showCode } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import { approveWithNumber, denyOnPhone, readNumber, scanWithPhone } from '../support/phone/approve-on-phone'

const scanHeading = { name: 'スマートフォンで読み取ってください' }

test('AT-22 a code relayed to the same doctor shows the place it came from, and the doctor’s own screen shows no number', async ({
  doctor,
  registeredPhone,
  newEmr,
  contexts,
}) => {
  const [own, foreign] = await Promise.all(
    doctor.terminals.map((terminalCode) =>
      contexts.facility.db.prisma.terminal.findFirstOrThrow({
        where: { terminalCode, facility: { code: doctor.facilityCode } },
      }),
    ),
  )
  if (own === undefined || foreign === undefined) throw new Error('two terminals were seeded')
  const phone = await registeredPhone(doctor)
  const victim = await newEmr(doctor, doctor.terminals[0])
  const attacker = await newEmr(doctor, doctor.terminals[1])
  await victim.openSignIn()
  await showCode(victim.signIn)
  await expect(victim.signIn.getByRole('heading', scanHeading)).toBeVisible()
  await attacker.openSignIn()
  await showCode(attacker.signIn)
  await scanWithPhone(phone, attacker)

  await expect(phone.page.getByText(foreign.place)).toBeVisible()
  await expect(phone.page.getByText(own.place)).toHaveCount(0)
  await readNumber(attacker)
  await expect(victim.signIn.getByTestId('match-number')).toHaveCount(0)
  await denyOnPhone(phone)
  await expect(attacker.signIn.getByRole('heading', { name: 'スマートフォンで認証が拒否されました' })).toBeVisible()
  await expectBadge(victim, 'sign_in_required')
  await expectBadge(attacker, 'sign_in_required')
})

test('AT-22 a code relayed to another doctor signs nobody in, whatever that doctor presses', async ({
  doctor,
  newDoctor,
  registeredPhone,
  newEmr,
}) => {
  const other = newDoctor()
  await registeredPhone(doctor)
  const victim = await registeredPhone(other)
  const victimScreen = await newEmr(other, other.terminals[0])
  const attacker = await newEmr(doctor, doctor.terminals[1])
  await attacker.openSignIn()
  await showCode(attacker.signIn)
  await scanWithPhone(victim, attacker)
  await expect(victim.page.getByText(doctor.displayName)).toBeVisible()
  await expect(victim.page.getByText(other.displayName)).toHaveCount(0)
  await approveWithNumber(victim, await readNumber(attacker))
  await expect(victim.page.getByText('カルテの画面に戻ってください')).toHaveCount(0)
  await expectBadge(attacker, 'sign_in_required')
  await expectBadge(victimScreen, 'sign_in_required')
})
