import { authorityContract } from './authority-contract'
import { createFakeAuthority } from './fake-authority'

authorityContract('the fake authority', async () => {
  const port = createFakeAuthority()
  const key = { keyId: 'k1', privateKeyDer: new Uint8Array() }
  return {
    port,
    credentials: { ...key, clientId: 'hospital-a' },
    foreignCredentials: { ...key, clientId: 'hospital-b' },
    forgedCredentials: { ...key, clientId: 'hospital-c' },
    async newHolder() {
      const subject = `holder-${port.holders.size + 1}`
      port.holders.add(subject)
      return subject
    },
    claim: async ({ device_authorization_id: id }) => port.claim(id),
    approve: async ({ device_authorization_id: id }) => port.approve(id),
    decline: async ({ device_authorization_id: id }) => port.end(id, 'denied', 'not_me'),
  }
})
