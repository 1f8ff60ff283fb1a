import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { AppError } from '@/lib/kernel/app-error'
import { concatBytes, fromBase64Url, toBase64Url } from '@/lib/kernel/bytes'
import { newId } from '@/lib/kernel/ids'
import { hashToken, newToken } from '@/lib/keystore/token'
import { packedSelf } from '@/lib/webauthn/testing/attestation-makers'
import { authorityWorld, newPhone, testOrigin } from '../testing/authority-world'
import { bindPhone } from './bind-phone'
import { newBindOptions } from './ceremony-options'
import { insertRegistration } from './registration.store'

/** Each round issues a card and writes to the database. */
vi.setConfig({ testTimeout: 120_000 })

const { db, context, newCard } = authorityWorld()

const edit = fc.record({
  place: fc.nat(),
  kind: fc.constantFrom('replace', 'insert', 'remove', 'append'),
  with: fc.uint8Array({ minLength: 1, maxLength: 40 }),
})
const edits = fc.array(edit, { minLength: 1, maxLength: 3 })

type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never

function apply(original: Uint8Array, changes: readonly Edit[]): Uint8Array<ArrayBuffer> {
  return changes.reduce<Uint8Array<ArrayBuffer>>((current, { place, kind, with: other }) => {
    const at = kind === 'append' ? current.length : place % (current.length + 1)
    const behind = kind === 'replace' || kind === 'remove' ? at + other.length : at
    const between = kind === 'remove' ? new Uint8Array() : other
    return concatBytes(current.subarray(0, at), between, current.subarray(behind))
  }, new Uint8Array(original))
}

/** A registration whose phone is about to answer, without the cost of typing the password. */
async function ready() {
  const card = await newCard()
  const [id, ticket] = [newId('registration'), newToken(16)]
  const owner = { id, cardId: card.cardId, holderId: card.holder.id, ticketHash: hashToken(ticket), lifeSeconds: 900 }
  const registration = await insertRegistration(db, owner)
  const options = await newBindOptions(db, context.settings, { registration, holder: card.holder })
  const answer = newPhone({ attestation: packedSelf() }).create(options)
  const bind = (response: unknown) => bindPhone(context, { ticket, registrationId: id, response }, testOrigin)
  return { card, answer, bind }
}

async function standOf(card: { cardId: string; holder: { id: string } }): Promise<unknown> {
  const [row] = await db.sql`
    SELECT consumed_at IS NOT NULL AS used, (SELECT count(*)::int FROM authority.phone WHERE holder_id = ${card.holder.id})
      AS phones FROM authority.notification_card WHERE id = ${card.cardId}`
  return { ...row }
}

test('AT-44 whatever an attestation object is changed to: a refusal of the catalogue, or a phone; never a fault', async () => {
  const counts = { refused: 0, bound: 0 }
  await fc.assert(
    fc.asyncProperty(edits, fc.constantFrom('attestationObject', 'clientDataJSON'), async (changes, member) => {
      const { card, answer, bind } = await ready()
      const original = fromBase64Url(answer.response[member]) ?? new Uint8Array()
      const changed = toBase64Url(apply(original, changes))
      const refusal = await bind({ ...answer, response: { ...answer.response, [member]: changed } }).then(
        () => null,
        (error: unknown) => error,
      )
      if (refusal === null) counts.bound += 1
      else {
        counts.refused += 1
        expect(refusal).toBeInstanceOf(AppError)
        expect(refusal).toMatchObject({ code: expect.stringMatching(/^(?:request\.malformed|phone\.[a-z_]+)$/) })
      }
      expect(await standOf(card)).toEqual({ used: refusal === null, phones: refusal === null ? 1 : 0 })
    }),
    { numRuns: 60 },
  )
  expect(counts.refused).toBeGreaterThan(0)
})

test('twin: the unchanged answer is bound', async () => {
  const { card, answer, bind } = await ready()
  await bind(answer)
  expect(await standOf(card)).toEqual({ used: true, phones: 1 })
})
