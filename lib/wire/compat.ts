import { z } from '@hono/zod-openapi'
import { csvDocument } from './prescriptions'

/** The drop-in endpoints: the shapes of the existing local adapter, whose names they keep. */

export const compatFacility = z
  .string()
  .min(1)
  .max(64)
  .openapi({ description: 'Code of the facility', example: 'sample-hospital' })
export const secondarycertQuery = z.strictObject({
  'secondarycert-id': z
    .string()
    .min(1)
    .max(128)
    .regex(/^[\x21-\x7e]+$/)
    .openapi({ description: 'The EMR’s own name for the person', example: 'cert-0001' }),
})
export const compatToken = z
  .strictObject({
    result: z.literal(true),
    source: z.string().openapi({
      description: 'An opaque handle of this portal, good for 10 minutes; never the authority’s token',
      example: 'cph_5f1yyH7mDkQ9oTqk0kZzWw',
    }),
  })
  .openapi('CompatToken')
export const compatSignRequest = z
  .strictObject({ token: z.string().openapi({ example: 'cph_5f1yyH7mDkQ9oTqk0kZzWw' }), csvData: csvDocument })
  .openapi('CompatSignRequest')
export const compatSigned = z
  .strictObject({
    isSuccess: z.literal(true),
    signedXmlData: z.string().openapi({ description: 'Signed XML, base64', example: 'PD94bWwg' }),
  })
  .openapi('CompatSigned')
