import { parseClientKeys } from './client-keys'

/**
 * Public keys without an owner. A signature that no key of the client can verify is verified with one of these, and refused whatever
 * the result, so that a client, or a `kid`, that does not exist costs the same time as one that does (AT-34).
 */
const jwks = {
  keys: [
    {
      kid: 'ES256',
      kty: 'EC',
      crv: 'P-256',
      x: 'scFh1OBx1USuUFpC4bYUuQLKlqXCAipf3stCCmV6V4w',
      y: 'WrpMbqN4aBgiUbep7m6e72w6_waeH2CpbxdKjVGuGws',
    },
    {
      kid: 'PS256',
      kty: 'RSA',
      e: 'AQAB',
      n: 'yQdudARPitDCfPQMnYnx2-C2Y5aesRp9G1J5vksCFkCLoA8MV8Xlj_XDl9oGkhOc1j4crkxPt41b2VE_7vx3gUCUk0dpuUsQ8wu7wx99eUoT6EDVBrZWGcHYbIl4E88yyytiF9fkr9wDzlp7x-1zJKAGEqbUHXQ3kzjQRw2ZNpgC8MkrwPcsEeotowsLCy8x5-_O98nfiTht8rSfSFhTFR4jhuH75_htC-DuThLj19fTVTF4OnmTDCmytD4KjyDF6pwCw3LmKYGGBBTcMX7exMEUn3wujt9Ljl4wNrib0gsqlH-kr3fX9oWmkhmqyOPPhjxpWoi64_GKGWXlKMIMhw',
    },
  ],
}

/** What is read in the place of a registered key set when there is no such client: reading one takes time (AT-47). */
export const decoyJwks = JSON.stringify({ keys: jwks.keys.slice(0, 1) })

export const [decoyEcKey, decoyRsaKey] = parseClientKeys(jwks) ?? []
