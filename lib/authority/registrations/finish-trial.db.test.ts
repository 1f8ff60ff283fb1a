import { describe, expect, test } from 'vitest'
import { disableHolder } from '../holder-changes/disable-holder'
import { revokePhone } from '../phones/phone.store'
import {
  authorityWorld,
  creationOptionsOf,
  fifty,
  newPhone,
  optionsOf,
  raceOf,
  testOrigin,
} from '../testing/authority-world'
import { bindPhone } from './bind-phone'
import { finishTrial } from './finish-trial'
import { renewOptions } from './renew-options'
import { resumeRegistration } from './resume-registration'

const { db, context, newCard, start, register, auditOf } = authorityWorld()

/** A registration whose phone is bound and about to try. */
async function bound(phone = newPhone()) {
  const { ticket, view } = await start(await newCard())
  const of = { ticket, registrationId: view.registration.id }
  const trial = await bindPhone(context, { ...of, response: phone.create(creationOptionsOf(view)) }, testOrigin)
  const phoneId = trial.phone?.id ?? ''
  const finish = (response: unknown) => finishTrial(context, { ...of, response }, testOrigin)
  const renewed = async () => ({ challenge: (await renewOptions(context, { ...of, step: 'trial' })).challenge })
  return { ...of, phone, phoneId, holderId: view.holder.id, options: optionsOf(trial), finish, renewed }
}

describe('trial sign-in', () => {
  test('R11 P8 with the phone just bound ends the registration', async () => {
    const { phone, options, finish, ticket, registrationId, phoneId } = await bound()
    expect(await finish(phone.get(options))).toMatchObject({ step: 'done', options: null, phone: { id: phoneId } })
    expect(await resumeRegistration(context, { ticket })).toMatchObject({ step: 'done', options: null })
    const [row] = await db.sql`SELECT counter, trial_at, last_used_at FROM authority.phone WHERE id = ${phoneId}`
    expect(row).toMatchObject({ counter: 2n, trialAt: expect.any(Date), lastUsedAt: expect.any(Date) })
    expect((await auditOf(registrationId)).at(-1)).toBe('registration.trial success')
  })

  test('A6 the same answer 50 times at once is accepted once', async () => {
    const { phone, options, finish } = await bound()
    const answer = phone.get(options)
    const { passed, refusals } = raceOf(await fifty(() => finish(answer)))
    expect(passed).toBe(1)
    for (const code of refusals) expect(['assertion.rejected', 'registration.done']).toContain(code)
  })

  test('50 answers to challenges of their own at once finish once', async () => {
    const { phone, finish, renewed } = await bound(newPhone({ synced: true }))
    const answers: unknown[] = []
    for (let index = 0; index < 50; index += 1) {
      await db.sql`DELETE FROM authority.rate_limit`
      answers.push(phone.get(await renewed()))
    }
    expect(raceOf(await fifty((index) => finish(answers[index]))).passed).toBe(1)
  })
})

describe("AT-08 somebody else's phone", () => {
  test("another holder's, and another phone of the same holder, are refused and audited; the right one still passes", async () => {
    const stranger = await register()
    const own = await bound()
    for (const response of [
      stranger.authenticator.get(own.options),
      stranger.authenticator.get(await own.renewed(), {
        id: new Uint8Array(Buffer.from(own.phone.credentialId, 'base64url')),
      }),
      newPhone().get(await own.renewed()),
      own.phone.get(await own.renewed(), { userHandle: stranger.authenticator.userHandle() }),
    ]) {
      await expect(own.finish(response)).rejects.toMatchObject({ code: 'assertion.wrong_phone' })
    }
    const events = await auditOf(own.registrationId)
    expect(events.filter((event) => event.startsWith('registration.trial failure assertion.wrong_phone'))).toHaveLength(
      4,
    )
    await expect(own.finish(own.phone.get(await own.renewed()))).resolves.toMatchObject({ step: 'done' })
  })
})

describe('AT-26 A5 counters', () => {
  test('an unsigned low counter is a plain refusal; a signed one is an event of its own and locks nothing', async () => {
    const { phone, phoneId, options, finish, renewed } = await bound()
    const unsigned = phone.get(options, { counter: 0, signature: (signature) => signature.fill(1, 10) })
    await expect(finish(unsigned)).rejects.toMatchObject({ code: 'assertion.wrong_phone' })
    expect(await auditOf(phoneId)).toEqual([])
    await expect(finish(phone.get(await renewed(), { counter: 0 }))).rejects.toMatchObject({
      code: 'assertion.counter_regression',
    })
    expect(await auditOf(phoneId)).toEqual(['phone.counter_regression failure assertion.counter_regression'])
    await expect(finish(phone.get(await renewed()))).resolves.toMatchObject({ step: 'done' })
  })

  test('A4 a changed backup state is stored and audited; a changed eligibility is refused', async () => {
    const { phone, phoneId, options, finish, renewed } = await bound(newPhone({ synced: true }))
    await expect(finish(phone.get(options, { flags: 0x05 }))).rejects.toMatchObject({
      code: 'assertion.backup_eligibility_changed',
    })
    await expect(finish(phone.get(await renewed(), { flags: 0x0d }))).resolves.toMatchObject({ step: 'done' })
    expect(await auditOf(phoneId)).toEqual([
      'phone.backup_eligibility_change failure assertion.backup_eligibility_changed',
      'phone.backup_state_change success',
    ])
    const [row] = await db.sql`SELECT backed_up FROM authority.phone WHERE id = ${phoneId}`
    expect(row?.['backedUp']).toBe(false)
  })
})

describe('AT-27 AT-28', () => {
  test("a registration answer, another registration's answer and a used challenge are refused", async () => {
    const own = await bound()
    const other = await bound()
    const refused = [own.phone.get(other.options), own.phone.create(own.options)]
    for (const response of refused) {
      await expect(own.finish(response)).rejects.toMatchObject({
        code: expect.stringMatching(/^(assertion\.rejected|request\.malformed)$/),
      })
    }
    const options = await own.renewed()
    await expect(own.finish(own.phone.get(options, { flags: 0x01 }))).rejects.toMatchObject({
      code: 'assertion.user_not_verified',
    })
    await expect(own.finish(own.phone.get(options))).rejects.toMatchObject({ code: 'assertion.rejected' })
    await expect(other.finish(other.phone.get(other.options))).resolves.toMatchObject({ step: 'done' })
  })

  test('phone removed, holder disabled, registration expired meanwhile', async () => {
    const removed = await bound()
    await revokePhone(db, { holderId: removed.holderId, phoneId: removed.phoneId, reason: 'test' })
    await expect(removed.finish(removed.phone.get(removed.options))).rejects.toMatchObject({ code: 'phone.removed' })
    const disabled = await bound()
    await disableHolder(context, { holderId: disabled.holderId, reason: 'test' }, testOrigin)
    await expect(disabled.finish(disabled.phone.get(disabled.options))).rejects.toMatchObject({
      code: 'holder.disabled',
    })
    const expired = await bound()
    await db.sql`
      UPDATE authority.registration SET expires_at = clock_timestamp() - interval '1 second' WHERE id = ${expired.registrationId}`
    await expect(expired.finish(expired.phone.get(expired.options))).rejects.toMatchObject({
      code: 'registration.expired',
    })
  })
})
