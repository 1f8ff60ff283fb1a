import { expect, test } from 'vitest'
import { facilityWorld, testOrigin } from '../../testing/facility-world'
import { signaturePortContract } from '../testing/signature-port-contract'
import { openRemoteSigner } from './remote-signatures'

const world = facilityWorld()
const { authority, context } = world
const { signing } = authority

async function opened() {
  const place = await world.newPlace()
  await world.signIn(place)
  const { facilityId } = place.hospital
  const query = { facilityId, staffCode: place.doctor.staffCode, terminalCode: place.screen.terminalCode }
  const { signatures } = await openRemoteSigner(context, query, testOrigin)
  return { place, port: signatures }
}

signaturePortContract('the signing of the authority', async () => {
  const { port } = await opened()
  return {
    port,
    made: signing.made,
    refuseNext: (reason) => void signing.answers.push({ outcome: 'refused', reason }),
    loseNextAnswer() {
      signing.losesAnswers = 1
    },
  }
})

test('a token that the authority does not take asks for a sign-in, and ends here as well', async () => {
  const { place, port } = await opened()
  authority.activeTokens.clear()
  await expect(port.findCredential()).rejects.toMatchObject({ code: 'signing.authentication_required' })
  expect((await world.statusOf(place)).status).toBe('sign_in_required')
})
