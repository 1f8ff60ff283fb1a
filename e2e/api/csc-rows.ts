import { authorizedHash } from '../support/api-world/mint-credentials'
import type { EndpointRow, Owner } from './endpoint-row'

const cscRefusal = { status: 400, code: 'invalid_request' }

/** One version of the CSC API: `hashes` is what it calls them. */
export function cscRows(version: 1 | 2, hashes: 'hash' | 'hashes'): Record<string, EndpointRow> {
  const credentialID = ({ kit }: Owner) => ({ credentialID: kit.credentialId })
  const signed = { [hashes]: [Buffer.from(authorizedHash).toString('base64')] }
  const named = (body: NonNullable<EndpointRow['body']>): EndpointRow => ({
    body,
    foreign: cscRefusal,
  })
  const rows: Record<string, EndpointRow> = {
    'POST info': {},
    'GET info': {},
    'POST credentials/list': { body: () => ({}) },
    'POST credentials/info': named(credentialID),
    'POST credentials/authorize': named((owner) => ({ ...credentialID(owner), numSignatures: 1, ...signed })),
    'POST credentials/extendTransaction': named((owner) => ({
      ...credentialID(owner),
      SAD: owner.kit.sads[`extend${version}`],
      ...signed,
    })),
    'POST signatures/signHash': named((owner) => ({
      ...credentialID(owner),
      SAD: owner.kit.sads[`sign${version}`],
      ...signed,
      [version === 1 ? 'hashAlgo' : 'hashAlgorithmOID']: '2.16.840.1.101.3.4.2.1',
      signAlgo: '1.2.840.113549.1.1.11',
    })),
    'POST signatures/timestamp': {
      body: () => ({ hash: Buffer.from(authorizedHash).toString('base64'), hashAlgo: '2.16.840.1.101.3.4.2.1' }),
    },
    'POST auth/revoke': {
      body: ({ kit }) => ({ token: kit.accessToken }),
    },
  }
  return Object.fromEntries(Object.entries(rows).map(([key, row]) => [key.replace(' ', ` /csc/v${version}/`), row]))
}
