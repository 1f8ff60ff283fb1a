import { describe, expect, test } from 'vitest'
import { mintCard } from '../support/api-world/mint-credentials'
import { type JsonAnswer, openBrowser, type PhoneBrowser } from '../support/api-world/phone-browser'
import { challengeOf, creationOptionsOf, newAuthenticator } from '../support/api-world/seed-people'
import { faultWorld } from '../support/faults-world/fault-world'
import { atAuthorityAudit, type StoppedAt } from '../support/faults-world/hold'
import { killDuring, moments, victims } from '../support/faults-world/victims'

const world = faultWorld()

type Card = Awaited<ReturnType<typeof mintCard>>

/** A phone on its way through a registration. */
function newWalk(card: Card) {
  const phone = openBrowser(world.call, world.settings.authorityUrl)
  const authenticator = newAuthenticator(world.contexts)
  const told: { id?: string; options?: unknown } = {}
  const base = () => `registrations/${told.id}`
  const note = (answer: JsonAnswer) => {
    if (typeof answer.json['registration_id'] === 'string') told.id = answer.json['registration_id']
    if (answer.json['options']) told.options = answer.json['options']
    return answer
  }
  const acts = {
    status: () => phone.post('notification-cards/status', { code: card.code }),
    password: async () => note(await phone.post('registrations', { code: card.code, password: card.password })),
    options: async () => note(await phone.post(`${base()}/options`)),
    attestation: async () => {
      const response = authenticator.create(creationOptionsOf(told.options))
      return note(await phone.post(`${base()}/attestation`, { response }))
    },
    trialOptions: async () => note(await phone.post(`${base()}/trial-options`)),
    trial: async () =>
      note(await phone.post(`${base()}/trial`, { response: authenticator.get(challengeOf(told.options)) })),
    current: async () => note(await phone.get('registrations/current')),
  }
  return { phone, acts }
}

type Walk = ReturnType<typeof newWalk>
type StepName = 'status' | 'password' | 'options' | 'attestation' | 'trial'

const order: readonly StepName[] = ['status', 'password', 'options', 'attestation', 'trial']

/** The statement at which each step is stopped. */
function lockOf(step: StepName | 'comparison', card: Card): StoppedAt {
  if (step === 'options') return 'LOCK TABLE authority.challenge IN SHARE MODE'
  if (step === 'comparison') {
    return {
      table: 'authority.notification_card',
      condition: `OLD.id = '${card.cardId}' AND cardinality(OLD.pending_tries) > 0`,
    }
  }
  return atAuthorityAudit
}

/** What the doctor does next: the page is loaded again, and goes on or begins with the same card. */
async function goOn({ acts }: Walk): Promise<void> {
  let at = await acts.current()
  if (at.status === 404) at = await acts.password()
  expect(at.status, JSON.stringify(at.json)).toBe(200)
  if (at.json['step'] === 'bind') {
    expect(await acts.options()).toMatchObject({ status: 200 })
    at = await acts.attestation()
    expect(at.status, JSON.stringify(at.json)).toBe(200)
  }
  if (at.json['step'] === 'trial') {
    expect(await acts.trialOptions()).toMatchObject({ status: 200 })
    at = await acts.trial()
  }
  expect(at.json, JSON.stringify(at.json)).toMatchObject({ step: 'done' })
}

async function expectRegistered({ cardId, holderId }: Card): Promise<void> {
  const { prisma } = world.contexts.authority.db
  const card = await prisma.notificationCard.findUniqueOrThrow({ where: { id: cardId } })
  expect({ consumed: card.consumedAt !== null, tries: card.triesUsed }).toEqual({ consumed: true, tries: 0 })
  expect(await prisma.phone.count({ where: { holderId } })).toBe(1)
}

/** The same browser whose answer never arrived: it has what it had before. */
function withoutAnswer(phone: PhoneBrowser, act: () => Promise<JsonAnswer>): () => Promise<JsonAnswer> {
  return async () => {
    const before = new Map(phone.cookies)
    const answer = await act()
    phone.cookies.clear()
    for (const [name, value] of before) phone.cookies.set(name, value)
    return answer
  }
}

describe.each(victims)('AT-25 kill -9 of %s', (victim) => {
  describe.each(moments)('%s', (moment) => {
    test.each(order)('at the step %s: nothing is half done, no try is lost, the same card goes on', async (step) => {
      const card = await mintCard(world.contexts)
      const walk = newWalk(card)
      for (const earlier of order.slice(0, order.indexOf(step))) {
        const answer = await walk.acts[earlier]()
        expect(answer.status, `${earlier} ${JSON.stringify(answer.json)}`).toBe(200)
      }
      const act = withoutAnswer(walk.phone, walk.acts[step])
      await killDuring(world, { victim, moment, lock: lockOf(step, card), act })
      await goOn(walk)
      await expectRegistered(card)
    })
  })

  test('while the password is being compared: the try is not counted', async () => {
    const card = await mintCard(world.contexts)
    const walk = newWalk(card)
    const lock = lockOf('comparison', card)
    await killDuring(world, { victim, moment: moments[0], lock, act: walk.acts.password })
    expect(await walk.acts.status()).toMatchObject({ json: { state: 'open', tries_left: 5 } })
    await goOn(walk)
    await expectRegistered(card)
  })
})
