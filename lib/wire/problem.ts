import { z } from '@hono/zod-openapi'

/** RFC 9457 problem document. `code` is from the closed list in docs/errors.md; `detail` follows Accept-Language. */
export const problemDocument = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    next_step: z.string().optional(),
    request_id: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    invalid_params: z
      .array(z.strictObject({ name: z.string(), reason: z.string(), message: z.string().optional() }))
      .optional()
      .openapi({ description: 'Decide on `reason`; `message` is for people, where there is one' }),
    retry_after: z.int().optional(),
    sign_in: z
      .strictObject({
        staff_id: z.string(),
        terminal_id: z.string().nullable(),
        status: z.string(),
        purpose: z.literal('sign_in'),
      })
      .optional()
      .openapi({
        description: 'The sign-in to open: `POST /api/emr/v1/launches` with these, then `Shomei.ensureSignedIn`',
      }),
    ways_on: z
      .array(z.strictObject({ way: z.string(), text: z.string() }))
      .optional()
      .openapi({ description: 'What can be done instead, best first' }),
  })
  .openapi('Problem')

export type ProblemDocument = z.infer<typeof problemDocument>
