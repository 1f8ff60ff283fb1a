import { expect } from '@playwright/test'
import { expectBadge, showCode } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import { readNumber, scanWithPhone, signInWithPhone } from '../support/phone/approve-on-phone'

/** A decision at human pace: to see, to decide and to move the hand. Seconds. */
const decisionSeconds = 1.2
const mostActions = 6
const mostSeconds = 12

/** Counts what a doctor does, and measures what the doctor waits for in between; waits start when the action is done. */
function stopwatch() {
  const actions: string[] = []
  let waited = 0
  return {
    actions,
    seconds: () => actions.length * decisionSeconds + waited,
    waited: () => waited,
    async act(name: string, action: () => Promise<void>): Promise<void> {
      actions.push(name)
      const start = performance.now()
      await action()
      waited += (performance.now() - start) / 1000
    },
  }
}

test('a doctor who signed in by FIDO before: at most 6 actions and 12 s at human pace from the EMR’s button to green', async ({
  doctor,
  registeredPhone,
  newEmr,
}) => {
  const phone = await registeredPhone(doctor)
  const { page } = phone
  const first = await newEmr(doctor, doctor.terminals[0])
  await signInWithPhone(first, phone)
  await expectBadge(first, 'signed_in')
  await expect(first.page.locator('#sign-in iframe')).toHaveCount(0)

  const watch = stopwatch()
  let number = ''
  const digit = (place: number) => page.getByRole('button', { name: number[place] ?? '', exact: true }).click()
  await watch.act('the EMR’s button', async () => {
    await first.openSignIn()
    await showCode(first.signIn)
  })
  await watch.act('the camera on the code', () => scanWithPhone(phone, first))
  await watch.act('the link that the camera shows', async () => {
    await page.getByRole('button', { name: '心当たりがない' }).waitFor()
    number = await readNumber(first)
  })
  await watch.act('the first digit', () => digit(0))
  await watch.act('the second digit', () => digit(1))
  await watch.act('the biometrics', () =>
    expect(first.signIn.getByRole('heading', { name: '認証に成功しました' })).toBeVisible(),
  )
  const figures = `${watch.actions.length} actions, ${watch.waited().toFixed(1)} s of waiting, ${watch.seconds().toFixed(1)} s in all`
  test.info().annotations.push({ type: 'pace', description: figures })
  console.info(`sign-in at human pace: ${figures}`)
  expect(watch.actions.length, figures).toBeLessThanOrEqual(mostActions)
  expect(watch.seconds(), figures).toBeLessThanOrEqual(mostSeconds)
  await expect(first.page.locator('#sign-in iframe')).toHaveCount(0)
})
