import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { newId } from '@/lib/kernel/ids'
import { hashToken } from '@/lib/keystore/token'
import { requestOptions } from '@/lib/webauthn/request-options'
import { signInChallenge } from '@/lib/webauthn/sign-in-challenge'
import { insertChallenge } from '../challenges/challenge.store'
import { challengeSeconds, relyingParty } from '../relying-party'
import { type RegisteredHolder, tally, testOrigin } from '../testing/authority-world'
import { signInWorld } from '../testing/sign-in-world'
import { approveIfMatched } from './answer.store'
import { approveClaim } from './approve-claim'
import { challengeInputs } from './challenge-inputs'
import type { Claim } from './claim'
import { matchNumber } from './match-number'

const world = signInWorld()
const { context, db } = world

async function claimed(registered?: RegisteredHolder) {
  const person = registered ?? (await world.register())
  const session = await world.startShown(await world.newClient(), person.holder)
  return { ...person, session, ...(await world.claim(session)) }
}

/**
 * Options of a claim whose number was not given, as if they had been handed out too early: the challenge is right in every part,
 * and the authenticator is the holder's own.
 */
async function earlyOptions(claim: Claim, credentialId: string) {
  const { deviceAuthorizationId, holderId } = claim
  const nonce = new Uint8Array(randomBytes(32))
  const challenge = signInChallenge(challengeInputs(claim, nonce))
  await insertChallenge(db, {
    id: newId('challenge'),
    purpose: 'sign_in',
    holderId,
    deviceAuthorizationId,
    challenge,
    nonce,
    allowedCredentialIds: [credentialId],
    lifeSeconds: challengeSeconds,
  })
  const { rpId } = relyingParty(context.settings)
  return requestOptions({ rpId, challenge, allowCredentials: [{ credentialId }] })
}

async function earlyAnswer() {
  const start = await claimed()
  const { claim, authenticator } = start
  return { ...start, response: authenticator.get(await earlyOptions(claim, authenticator.credentialId)) }
}

test('AT-63 Q7 a right assertion before the number approves nothing, and the sign-in goes on as it was', async () => {
  const { session, claimSecret, claim, response } = await earlyAnswer()
  await expect(approveClaim(context, { claimSecret, response }, testOrigin)).rejects.toMatchObject({
    code: 'claim.out_of_order',
  })
  expect(await world.rowOf(session)).toMatchObject({ state: 'claimed', approvedAt: null, numberMatchedAt: null })
  await matchNumber(context, { claimSecret, number: claim.matchNumber }, testOrigin)
  await expect(approveClaim(context, { claimSecret, response }, testOrigin)).resolves.toMatchObject({ method: 'fido' })
})

test('AT-63 a right assertion after a wrong number approves nothing', async () => {
  const { session, claimSecret, claim, response } = await earlyAnswer()
  const number = claim.matchNumber === '07' ? '08' : '07'
  await expect(matchNumber(context, { claimSecret, number }, testOrigin)).rejects.toMatchObject({
    code: 'claim.wrong_number',
  })
  await expect(approveClaim(context, { claimSecret, response }, testOrigin)).rejects.toMatchObject({
    code: 'claim.ended',
  })
  expect(await world.rowOf(session)).toMatchObject({ state: 'denied', approvedAt: null })
})

test('AT-63 of right assertions sent together with a wrong number none approves', async () => {
  const { session, claimSecret, claim, authenticator } = await claimed()
  const responses = []
  for (let round = 0; round < 10; round += 1)
    responses.push(authenticator.get(await earlyOptions(claim, authenticator.credentialId)))
  const number = claim.matchNumber === '07' ? '08' : '07'
  const [, ...answers] = await Promise.allSettled([
    matchNumber(context, { claimSecret, number }, testOrigin),
    ...responses.map((response) => approveClaim(context, { claimSecret, response }, testOrigin)),
  ])
  expect(tally(answers).passed).toBe(0)
  expect(await world.rowOf(session)).toMatchObject({ state: 'denied', approvedAt: null })
})

test('AT-63 the write of an approval itself asks for the number', async () => {
  const registered = await world.register()
  const { claimSecret, claim } = await claimed(registered)
  const { id: phoneId } = await db.prisma.phone.findFirstOrThrow({ where: { holderId: registered.holder.id } })
  const approve = () => db.transaction((tx) => approveIfMatched(tx, { secretHash: hashToken(claimSecret), phoneId }))
  expect(await approve()).toBeNull()
  await matchNumber(context, { claimSecret, number: claim.matchNumber }, testOrigin)
  expect(await approve()).not.toBeNull()
})
