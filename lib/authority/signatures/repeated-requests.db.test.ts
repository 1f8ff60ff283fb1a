import { beforeAll, describe, expect, test } from 'vitest'
import { testOrigin } from '../testing/authority-world'
import { documentHash, type Signer, signatureWorld } from '../testing/signature-world'
import { authenticateBearer } from './bearer/authenticate-bearer'

const world = signatureWorld()
const h = documentHash

describe('the stored signatures of a request', () => {
  let mine: Signer
  let made: Uint8Array[]

  beforeAll(async () => {
    mine = await world.signer()
    made = await world.sign(mine, await world.authorize(mine, [h(1)]), [h(1)], 'key')
  })

  async function laterSignIn(): Promise<Signer> {
    const { token } = await world.signIn(mine.client, mine.person)
    return { ...mine, bearer: await authenticateBearer(world.context, token.access_token, testOrigin) }
  }

  test('are told to a later sign-in of the same holder, whatever the authorisation', async () => {
    const before = world.calls.length
    expect(await world.sign(await laterSignIn(), 'x', [h(1)], 'key')).toEqual(made)
    expect(world.calls.length).toBe(before)
  })

  test.each([
    ['the same hashes', h(1)],
    ['other hashes', h(2)],
  ])('are not told to another holder of the same facility: %s meet an unknown credential', async (_, hash) => {
    const other = await world.signer({}, mine.client)
    const thief = { ...other, credential: mine.credential }
    await expect(world.sign(thief, 'x', [hash], 'key')).rejects.toMatchObject({ code: 'signature.credential_unknown' })
  })

  test('are not told to another facility of the same holder: its key is its own', async () => {
    const { token } = await world.signIn(await world.newClient('ほかの病院'), mine.person)
    const bearer = await authenticateBearer(world.context, token.access_token, testOrigin)
    await expect(world.sign({ ...mine, bearer }, 'x', [h(1)], 'key')).rejects.toMatchObject({
      code: 'signature.sad_invalid',
    })
  })
})
