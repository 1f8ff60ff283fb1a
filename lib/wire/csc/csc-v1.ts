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

/** CSC API v1.0.4.0; field names are its own. */

export const infoAnswer = z.strictObject(infoFacts).openapi('CscV1Info')

export const listRequest = z
  .looseObject({
    ...cscCommon,
    ...listOptions,
    maxResults: z.int().min(1).optional(),
    pageToken: z.string().optional(),
  })
  .openapi('CscV1ListRequest')

export const listAnswer = z
  .strictObject({ credentialIDs: z.array(credentialID), nextPageToken: z.string().optional() })
  .openapi('CscV1Credentials')

export const credentialRequest = z
  .looseObject({ ...cscCommon, credentialID, ...certificateOptions })
  .openapi('CscV1CredentialRequest')

export const credentialAnswer = z
  .strictObject({ ...credentialFacts, authMode: z.literal('implicit') })
  .openapi('CscV1Credential')

export const authorizeRequest = z
  .looseObject({
    ...cscCommon,
    credentialID,
    numSignatures: z.int().min(1).openapi({ example: 1 }),
    hash: z.array(base64Hash),
    description: z
      .string()
      .max(500)
      .optional()
      .openapi({ description: '`prescription` or `dispensing` says what is signed: the role must fit it' }),
  })
  .openapi('CscV1AuthorizeRequest')

export const extendRequest = z
  .looseObject({
    ...cscCommon,
    credentialID,
    SAD: z.string().openapi({ example: 'sad_5f1yyH7mDkQ9oTqk0kZzWw' }),
    hash: z.array(base64Hash),
  })
  .openapi('CscV1ExtendRequest')

export const signHashRequest = z
  .looseObject({
    ...cscCommon,
    credentialID,
    SAD: z.string().openapi({ example: 'sad_5f1yyH7mDkQ9oTqk0kZzWw' }),
    hash: z.array(base64Hash),
    hashAlgo: z.string().optional(),
    signAlgo: z.string().openapi({ example: '1.2.840.10045.4.3.2' }),
  })
  .openapi('CscV1SignHashRequest')
