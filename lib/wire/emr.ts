import { z } from '@hono/zod-openapi'
import { launchPurposes } from '@/lib/vocabulary/launch-purpose'
import { signInStatusNames } from '@/lib/vocabulary/sign-in-status'
import { authenticationMethod, instant, secondsLeft, staffCode, terminalCode, webOrigin } from './fields'
import { clientAuthentication } from './oauth'

/** EMR API v1: an EMR back end talks to its facility. `staff_id` and `terminal_id` are the hospital's own codes. */

export const emrTokenAnswer = z
  .strictObject({
    access_token: z.string().openapi({ example: 'ebr_5f1yyH7mDkQ9oTqk0kZzWw' }),
    token_type: z.literal('Bearer'),
    expires_in: secondsLeft,
  })
  .openapi('EmrToken')

/** RFC 6749 §4.4 with §2.3 or RFC 7523 §2.2; the secret may also come as HTTP Basic. */
export const emrTokenRequest = z
  .object({
    ...clientAuthentication,
    grant_type: z.string().openapi({ description: '`client_credentials`', example: 'client_credentials' }),
    scope: z.string().optional(),
  })
  .openapi('EmrTokenRequest', {
    example: { grant_type: 'client_credentials', client_id: 'sample-emr', client_secret: 'the secret of this client' },
  })

export const launchRequest = z
  .strictObject({
    staff_id: staffCode,
    terminal_id: terminalCode,
    parent_origin: webOrigin,
    purpose: z.enum(launchPurposes).default('sign_in'),
  })
  .openapi('LaunchRequest')
export const launchAnswer = z
  .strictObject({
    ticket: z.string().openapi({ example: 'lti_5f1yyH7mDkQ9oTqk0kZzWw' }),
    expires_in: secondsLeft.openapi({ example: 60 }),
    frame_url: z.url().openapi({ example: 'https://shomei.hospital.example.jp/embed' }),
  })
  .openapi('Launch')

export const signInStatusName = z.enum(signInStatusNames)
export const signInStatus = z
  .strictObject({
    staff_id: staffCode,
    status: signInStatusName,
    method: authenticationMethod.nullable(),
    signed_in_at: instant.nullable(),
    expires_at: instant.nullable().openapi({ example: '2026-11-23T21:00:00.000Z' }),
    remaining_seconds: secondsLeft.openapi({ example: 64_790 }),
    terminal_id: terminalCode.nullable().openapi({ description: 'Terminal at which the sign-in took place' }),
    version: z
      .int()
      .openapi({ description: 'Grows with every change; ignore anything older than what you have', example: 3 }),
    server_time: instant.openapi({ example: '2026-11-23T03:00:10.000Z' }),
  })
  .openapi('SignInStatus')
export const signInStatuses = z
  .strictObject({
    statuses: z.array(signInStatus),
    server_time: instant.openapi({ example: '2026-11-23T03:00:10.000Z' }),
    cursor: z.string().openapi({ example: '1764212410000' }),
  })
  .openapi('SignInStatuses')
export const signOutAnswer = z
  .strictObject({ signed_out: z.boolean(), revoked_at_authority: z.boolean() })
  .openapi('SignOut')

export type SignInStatus = z.infer<typeof signInStatus>
export type SignInStatusName = z.infer<typeof signInStatusName>
