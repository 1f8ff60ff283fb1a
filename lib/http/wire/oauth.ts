import { z } from '@hono/zod-openapi'
import { authenticationMethod, secondsLeft } from './fields'

/** The authority's OAuth endpoints. Field names are the standards' own: RFC 6749, 7009, 7523, 7662, 8628, 8705, 9396. */

export const clientAssertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
export const deviceCodeGrant = 'urn:ietf:params:oauth:grant-type:device_code'

/** RFC 9396 object that says where the sign-in is shown. */
export const signInDetails = z
  .strictObject({
    type: z.literal('shomei_sign_in'),
    facility_name: z.string().min(1).max(120),
    department: z.string().max(120),
    staff_display_name: z.string().min(1).max(120),
    terminal: z
      .string()
      .min(1)
      .max(64)
      .openapi({ description: 'Identifier of the terminal, also inside the QR code’s MAC' }),
    terminal_name: z.string().min(1).max(120),
    place: z.string().max(120),
    number_matching: z.enum(['type', 'pick']).optional(),
  })
  .openapi('SignInDetails')

export const deviceAuthorizationAnswer = z
  .strictObject({
    device_code: z.string(),
    user_code: z.string(),
    verification_uri: z.url(),
    expires_in: secondsLeft,
    interval: z.int(),
    device_authorization_id: z.string(),
    qr_token: z.string(),
    qr_secret: z.string().openapi({ description: '256 bits in base64url; stays on the facility’s server' }),
  })
  .openapi('DeviceAuthorization')

export const tokenAnswer = z
  .strictObject({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: secondsLeft,
    scope: z.string(),
    sub: z.string(),
    amr: z.array(z.string()).openapi({ description: 'RFC 8176 values' }),
    method: authenticationMethod,
    credential_ids: z.array(z.string()),
    issued_at: z.int().openapi({ description: 'Seconds since 1970, moment of the approval' }),
  })
  .openapi('TokenAnswer')

export const introspectionAnswer = z
  .looseObject({
    active: z.boolean(),
    scope: z.string().optional(),
    client_id: z.string().optional(),
    token_type: z.literal('Bearer').optional(),
    exp: z.int().optional(),
    iat: z.int().optional(),
    sub: z.string().optional(),
    method: authenticationMethod.optional(),
  })
  .openapi('Introspection')

export const oauthError = z
  .strictObject({ error: z.string(), error_description: z.string().optional(), error_uri: z.string().optional() })
  .openapi('OAuthError')

/** Server-sent event `state` of `GET /oauth2/device_authorization/{id}/events`; every event is the whole state. */
export const deviceAuthorizationEvent = z
  .strictObject({
    device_authorization_id: z.string(),
    state: z.enum(['started', 'shown', 'claimed', 'approved', 'redeemed', 'denied', 'expired', 'cancelled']),
    match_number: z.string().optional().openapi({ description: 'Two digits, only while claimed' }),
    second_scans: z.int(),
    end_reason: z
      .enum(['not_me', 'wrong_number', 'second_scans', 'bad_frames', 'phone', 'client', 'expired'])
      .optional(),
    expires_in: secondsLeft,
  })
  .openapi('DeviceAuthorizationEvent')

export type DeviceAuthorizationEvent = z.infer<typeof deviceAuthorizationEvent>
export type SignInDetails = z.infer<typeof signInDetails>
export type DeviceAuthorizationAnswer = z.infer<typeof deviceAuthorizationAnswer>
export type TokenAnswer = z.infer<typeof tokenAnswer>
