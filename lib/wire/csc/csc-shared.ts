import { z } from '@hono/zod-openapi'

/** Names and values that both versions of the Cloud Signature Consortium API share. Unknown members of a request are ignored. */

/** Members that every method takes. `clientData` is never interpreted. */
export const cscCommon = {
  clientData: z.string().optional(),
  lang: z.string().optional().openapi({ example: 'ja-JP' }),
}

export const credentialID = z.string().openapi({ example: 'crd_3q2-7wAAAAAAAAAAAAAAAA' })
export const base64Hash = z.string().openapi({
  description: 'SHA-256 value in base64 (RFC 4648 §4)',
  example: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
})
export const base64Signature = z
  .string()
  .openapi({ description: 'base64; RSASSA-PKCS1-v1_5, or ECDSA as DER ECDSA-Sig-Value', example: 'MEUCIQDx' })

export const cscError = z
  .strictObject({ error: z.string().openapi({ example: 'invalid_request' }), error_description: z.string().optional() })
  .openapi('CscError', { description: 'The texts are the standard’s own' })

export const sadAnswer = z
  .strictObject({
    SAD: z.string().openapi({ description: 'Opaque; for these hashes only', example: 'sad_5f1yyH7mDkQ9oTqk0kZzWw' }),
    expiresIn: z.int().openapi({ example: 120 }),
  })
  .openapi('CscSad')

export const signHashAnswer = z
  .strictObject({ signatures: z.array(base64Signature).openapi({ description: 'In the order of the request' }) })
  .openapi('CscSignatures')

export const timestampRequest = z
  .looseObject({
    hash: z.string().openapi({
      description: 'Digest in base64 (RFC 4648 §4)',
      example: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    }),
    hashAlgo: z.string().openapi({ description: 'SHA-256, SHA-384 or SHA-512', example: '2.16.840.1.101.3.4.2.1' }),
    nonce: z.string().optional().openapi({ description: 'Hexadecimal; comes back in the token' }),
    clientData: cscCommon.clientData,
  })
  .openapi('CscTimestampRequest')

export const timestampAnswer = z
  .strictObject({
    timestamp: z
      .string()
      .openapi({ description: 'TimeStampToken (RFC 3161, RFC 5816), DER in base64', example: 'MIIB' }),
  })
  .openapi('CscTimestamp')

export const revokeRequest = z
  .looseObject({
    token: z.string().openapi({ example: 'act_5f1yyH7mDkQ9oTqk0kZzWw' }),
    token_type_hint: z.string().optional(),
    clientData: z.string().optional(),
  })
  .openapi('CscRevokeRequest')

/** Header of `signatures/signHash`: the same request under the same key gives the same signatures and signs nothing. */
export const idempotencyKeyHeader = z.object({
  'idempotency-key': z
    .string()
    .optional()
    .openapi({ description: '1 to 128 printable characters; the same call again gives the stored signatures' }),
})

const keyFacts = {
  status: z.enum(['enabled', 'disabled']),
  algo: z.array(z.string().openapi({ example: '1.2.840.10045.4.3.2' })),
  len: z.int().openapi({ example: 256 }),
  curve: z.string().optional(),
}
const certFacts = {
  status: z.enum(['valid', 'expired', 'revoked', 'suspended']).optional(),
  certificates: z.array(z.string()).optional(),
  issuerDN: z.string().optional(),
  subjectDN: z.string().optional(),
  serialNumber: z.string().optional(),
  validFrom: z.string().optional().openapi({ example: '20261123000000Z' }),
  validTo: z.string().optional(),
}

/** The members of a credential in both versions. */
export const credentialFacts = {
  key: z.strictObject(keyFacts),
  cert: z.strictObject(certFacts),
  SCAL: z.literal('2'),
  multisign: z.int().openapi({ example: 100 }),
  lang: z.string().optional(),
}

export const listOptions = {
  userID: z.null().optional().openapi({ description: 'The token names the user' }),
}
export const certificateOptions = {
  certificates: z.enum(['none', 'single', 'chain']).optional(),
  certInfo: z.boolean().optional(),
  authInfo: z.boolean().optional(),
}

export const infoFacts = {
  specs: z.string().openapi({ example: '2.0.0.2' }),
  name: z.string().openapi({ example: 'Shomei' }),
  logo: z.url().openapi({ example: 'https://authority.example.jp/csc/logo.png' }),
  region: z.string().openapi({ example: 'JP' }),
  lang: z.string().openapi({ example: 'en-US' }),
  description: z.string().openapi({ example: 'Remote signing with second certificates (HPKI)' }),
  authType: z.array(z.string()).openapi({ example: ['external'] }),
  methods: z.array(z.string()).openapi({ example: ['credentials/list', 'signatures/signHash'] }),
}

export const infoRequest = z.looseObject({ lang: cscCommon.lang }).openapi('CscInfoRequest')
