import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '@/lib/db/testing/test-database'
import { newId } from '@/lib/kernel/ids'
import type { ChallengeOwner } from './challenge'
import { consumeChallenge, insertChallenge } from './challenge.store'

const { database } = testDatabase()

async function newChallenge(lifeSeconds = 600) {
  const challenge = new Uint8Array(randomBytes(32))
  await insertChallenge(database, {
    id: newId('challenge'),
    purpose: 'my_page',
    challenge,
    allowedCredentialIds: ['a', 'b'],
    lifeSeconds,
  })
  return challenge
}

describe('a challenge', () => {
  test('A6 AT-27 of 50 answers at once one finds it', async () => {
    const challenge = await newChallenge()
    const found = await Promise.all(
      Array.from({ length: 50 }, () => consumeChallenge(database, { purpose: 'my_page', challenge })),
    )
    expect(found.filter((each) => each !== null)).toHaveLength(1)
    expect(found.find((each) => each !== null)).toMatchObject({
      purpose: 'my_page',
      challenge,
      nonce: null,
      allowedCredentialIds: ['a', 'b'],
    })
  })

  test.each<ChallengeOwner>([
    { purpose: 'register', registrationId: 'reg_x' },
    { purpose: 'trial', registrationId: 'reg_x' },
    { purpose: 'sign_in', deviceAuthorizationId: 'dva_x' },
  ])('AT-04 of one ceremony is not found, and not used up, by another: %j', async (owner) => {
    const challenge = await newChallenge()
    expect(await consumeChallenge(database, { ...owner, challenge })).toBeNull()
    expect(await consumeChallenge(database, { purpose: 'my_page', challenge })).not.toBeNull()
  })

  test('AT-02 AT-03 is dead one second after its end, by the database clock', async () => {
    for (const [shift, isLive] of [
      [`- interval '1 second'`, false],
      [`+ interval '5 seconds'`, true],
    ] as const) {
      const challenge = await newChallenge()
      await database.sql.unsafe(
        `UPDATE authority.challenge SET expires_at = clock_timestamp() ${shift} WHERE consumed_at IS NULL`,
      )
      expect((await consumeChallenge(database, { purpose: 'my_page', challenge })) !== null).toBe(isLive)
    }
  })
})
