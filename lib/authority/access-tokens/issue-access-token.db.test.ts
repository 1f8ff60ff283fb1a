import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { newId } from '@/lib/kernel/ids'
import type { SignInMethod } from '@/lib/vocabulary/sign-in-method'
import { fifty, testOrigin } from '../testing/authority-world'
import { signInWorld } from '../testing/sign-in-world'
import { introspectToken } from './introspect-token'
import { type AcceptedProof, issueAccessToken } from './issue-access-token'

const world = signInWorld()
const { context, db } = world

/** A proof by a card: evidence without a phone, a device authorization or any other row of the phone's method. */
async function cardProof(method: SignInMethod = 'hpki_card') {
  const { holder } = await world.register()
  const facility = await world.newClient()
  const id = newId('signInEvidence')
  await db.sql`INSERT INTO authority.sign_in_evidence (id, holder_id, method)
    VALUES (${id}, ${holder.id}, ${method}::authority.authentication_method)`
  return {
    holder: { id: holder.id, subject: holder.subject },
    facility,
    method,
    evidence: { id, provedAt: new Date(), phoneId: null },
    place: { terminalName: '診察室1', place: '本館1階' },
    audited: { card_challenge: 'chl_1' },
  } satisfies AcceptedProof
}

const issue = (proof: AcceptedProof) => db.transaction((tx) => issueAccessToken(tx, proof, context, testOrigin))
const tokensOf = (proof: AcceptedProof) => db.prisma.accessToken.findMany({ where: { evidenceId: proof.evidence.id } })

test.each(['hpki_card', 'my_number_card'] as const)(
  'a proof by %s is issued the same kind of token',
  async (method) => {
    const proof = await cardProof(method)
    const token = await issue(proof)
    expect(token).toMatchObject({ token_type: 'Bearer', sub: proof.holder.subject, method, amr: ['sc', 'pin', 'mfa'] })
    expect(token?.expires_in).toBeGreaterThan(64_790)
    const seen = await introspectToken(context, proof.facility, token?.access_token ?? '')
    expect(seen).toMatchObject({ active: true, method, sub: proof.holder.subject })
    const [stored] = await tokensOf(proof)
    expect(stored).toMatchObject({ phoneId: null, holderId: proof.holder.id })
    const [event] = await db.sql<{ record: string }[]>`
    SELECT record FROM authority.audit_event WHERE subject = ${stored?.id ?? ''}`
    expect(JSON.parse(event?.record ?? '{}').details).toEqual({
      card_challenge: 'chl_1',
      evidence: proof.evidence.id,
      holder: proof.holder.id,
      method,
    })
  },
)

test('AT-61 of 50 tokens asked for at once on one proof one is issued, and it stays good', async () => {
  const proof = await cardProof()
  const outcomes = await fifty(() => issue(proof))
  const issued = outcomes.flatMap((each) => (each.status === 'fulfilled' && each.value !== null ? [each.value] : []))
  expect(issued).toHaveLength(1)
  expect(outcomes.every(({ status }) => status === 'fulfilled')).toBe(true)
  const seen = await introspectToken(context, proof.facility, issued[0]?.access_token ?? '')
  expect(seen).toMatchObject({ active: true })
  expect(await tokensOf(proof)).toHaveLength(1)
})

const notLive: readonly { name: string; change: (proof: AcceptedProof) => Promise<AcceptedProof> }[] = [
  {
    name: 'whose holder was disabled',
    change: async (proof) => {
      await db.sql`UPDATE authority.holder SET disabled_at = clock_timestamp() WHERE id = ${proof.holder.id}`
      return proof
    },
  },
  {
    name: 'whose facility was disabled',
    change: async (proof) => {
      await db.sql`UPDATE authority.facility_client SET disabled_at = clock_timestamp() WHERE id = ${proof.facility.id}`
      return proof
    },
  },
  {
    name: 'of another holder',
    change: async (proof) => ({ ...proof, holder: (await cardProof()).holder }),
  },
  { name: 'by another method', change: async (proof) => ({ ...proof, method: 'my_number_card' }) },
  {
    name: 'that was never kept',
    change: async (proof) => ({ ...proof, evidence: { ...proof.evidence, id: newId('signInEvidence') } }),
  },
]

test.each(notLive)('AT-61 a proof $name: no token, no audit row', async ({ change }) => {
  const proof = await change(await cardProof())
  expect(await issue(proof)).toBeNull()
  expect(await tokensOf(proof)).toEqual([])
  const events = await db.sql`SELECT 1 FROM authority.audit_event WHERE action = 'access_token.issue'
    AND record LIKE ${`%${proof.evidence.id}%`}`
  expect(events).toHaveLength(0)
})

test('AT-33 the life of a token counts from the proof', async () => {
  const proof = await cardProof()
  const provedAt = new Date(Date.now() - 100_000)
  const token = await issue({ ...proof, evidence: { ...proof.evidence, provedAt } })
  expect(token?.issued_at).toBe(Math.floor(provedAt.getTime() / 1000))
  expect(token?.expires_in).toBeLessThanOrEqual(64_700)
})

test('there is one way to a token: one statement of the product writes tokens, and one use case calls it', () => {
  const sources = readdirSync('lib/authority', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|testing\//.test(name))
    .map((name) => ({ name, text: readFileSync(`lib/authority/${name}`, 'utf8') }))
  const holding = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name)
  expect(holding(/INSERT INTO authority\.access_token/)).toEqual(['access-tokens/access-token.store.ts'])
  expect(holding(/\binsertIfLive\(tx/)).toEqual(['access-tokens/issue-access-token.ts'])
})
