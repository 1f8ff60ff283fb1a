import { z } from '@hono/zod-openapi'
import {
  base64Hash,
  certificateOptions,
  credentialFacts,
  credentialID,
  cscCommon,
  infoFacts,
  listOptions,
} from './csc-shared'

/** CSC API v2.0.0.2; field names are its own. */

export const infoAnswer = z
  .strictObject({
    ...infoFacts,
    asynchronousOperationMode: z.literal(false),
    validationInfo: z.literal(false),
    signAlgorithms: z.strictObject({ algos: z.array(z.string()).openapi({ example: ['1.2.840.10045.4.3.2'] }) }),
    signature_formats: z.strictObject({
      formats: z.array(z.string()).openapi({ example: ['X'] }),
      envelope_properties: z.array(z.array(z.string())).openapi({ example: [['Enveloped']] }),
    }),
    conformance_levels: z.array(z.string()).openapi({ example: ['AdES-B-B'] }),
  })
  .openapi('CscV2Info')

const facts = {
  ...credentialFacts,
  signatureQualifier: z
    .enum(['jp_hpki_prescription', 'jp_hpki_dispensing'])
    .optional()
    .openapi({ description: 'What the role of the certificate may sign' }),
  auth: z
    .strictObject({ mode: z.literal('explicit'), expression: z.string(), objects: z.array(z.looseObject({})) })
    .optional()
    .openapi({ description: 'Nothing is asked: today’s access token authorises, hash by hash' }),
}

export const listRequest = z
  .looseObject({
    ...cscCommon,
    ...listOptions,
    ...certificateOptions,
    credentialInfo: z.boolean().optional(),
    onlyValid: z.boolean().optional(),
  })
  .openapi('CscV2ListRequest')

export const listAnswer = z
  .strictObject({
    credentialIDs: z.array(credentialID),
    credentialInfos: z.array(z.strictObject({ credentialID, ...facts })).optional(),
    onlyValid: z.boolean().optional(),
  })
  .openapi('CscV2Credentials')

export const credentialRequest = z
  .looseObject({ ...cscCommon, credentialID, ...certificateOptions })
  .openapi('CscV2CredentialRequest')

export const credentialAnswer = z.strictObject(facts).openapi('CscV2Credential')

const hashAlgorithmOID = z.string().optional().openapi({ example: '2.16.840.1.101.3.4.2.1' })

export const authorizeRequest = z
  .looseObject({
    ...cscCommon,
    credentialID,
    numSignatures: z.int().min(1).openapi({ example: 1 }),
    hashes: z.array(base64Hash),
    hashAlgorithmOID,
    authData: z.array(z.looseObject({})).max(0).optional().openapi({ description: 'Empty or left out' }),
    description: z
      .string()
      .max(500)
      .optional()
      .openapi({ description: '`prescription` or `dispensing` says what is signed: the role must fit it' }),
  })
  .openapi('CscV2AuthorizeRequest')

export const extendRequest = z
  .looseObject({
    ...cscCommon,
    credentialID,
    SAD: z.string().openapi({ example: 'sad_5f1yyH7mDkQ9oTqk0kZzWw' }),
    hashes: z.array(base64Hash),
    hashAlgorithmOID,
  })
  .openapi('CscV2ExtendRequest')

export const signHashRequest = z
  .looseObject({
    ...cscCommon,
    credentialID,
    SAD: z.string().openapi({ example: 'sad_5f1yyH7mDkQ9oTqk0kZzWw' }),
    hashes: z.array(base64Hash),
    hashAlgorithmOID,
    signAlgo: z.string().openapi({ example: '1.2.840.10045.4.3.2' }),
    operationMode: z.literal('S').optional(),
  })
  .openapi('CscV2SignHashRequest')
