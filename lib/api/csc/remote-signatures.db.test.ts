import { randomUUID } from 'node:crypto'
import { afterAll } from 'vitest'
import { addSigning, type Signer } from '@/lib/authority/testing/signature-world'
import { EgressError } from '@/lib/egress/egress-error'
import type { FacilityClients } from '@/lib/egress/facility-clients'
import { createHttpClient } from '@/lib/egress/http-client'
import { createHttpAuthority } from '@/lib/facility/authority-port/http-authority'
import type { RemoteSigner } from '@/lib/facility/signing/remote/find-remote-signer'
import { createRemoteSignatures } from '@/lib/facility/signing/remote/remote-signatures'
import { signaturePortContract } from '@/lib/facility/signing/testing/signature-port-contract'
import { newId } from '@/lib/kernel/ids'
import { authorityServer } from '../testing/authority-server'

const server = await authorityServer()
const world = addSigning(server, server.newPhone)
const http = createHttpClient()
afterAll(() => http.close())

/** As the facility has read it with the token of a daily sign-in at this authority. */
function remoteSignerOf({ client, accessToken }: Signer): RemoteSigner {
  const place = { terminalKey: null, terminalCode: null, hasReader: false, status: 'signed_in', methods: [] }
  const staff = {
    facilityId: 'fac_1',
    staffKey: newId('staff'),
    staffCode: 'D1',
    holderSubject: null,
    knownSubject: null,
  }
  const token = { vaultTokenId: randomUUID(), authorityClientId: client.clientId, accessToken }
  return { ...place, ...staff, ...token, status: 'signed_in' }
}

signaturePortContract('the signing of a real authority over HTTP', async () => {
  const signer = await world.signer({ algorithm: 'rsa-2048' })
  const next: { refusal: string | null; isLost: boolean } = { refusal: null, isLost: false }
  const client: ReturnType<FacilityClients['of']> = {
    ...http,
    async request(request) {
      if (!request.url.endsWith('/signatures/signHash')) return http.request(request)
      const { refusal, isLost } = next
      Object.assign(next, { refusal: null, isLost: false })
      if (refusal !== null) {
        const body = JSON.stringify({ error: 'invalid_request', error_description: refusal })
        return { status: 400, headers: {}, body }
      }
      const answer = await http.request(request)
      if (isLost) throw new EgressError('timeout')
      return answer
    },
  }
  const authority = createHttpAuthority(world.context.settings, { of: () => client })
  const context = { db: world.db, keyring: world.context.keyring, authority }
  const origin = { requestId: 'req_test', address: '192.0.2.10', userAgent: 'Test' }
  return {
    port: createRemoteSignatures(context, remoteSignerOf(signer), origin),
    made: async () => (await world.unitsOf(signer.credential))['consumed'] ?? 0,
    refuseNext: (reason) => void Object.assign(next, { refusal: reason }),
    loseNextAnswer: () => void Object.assign(next, { isLost: true }),
  }
})
