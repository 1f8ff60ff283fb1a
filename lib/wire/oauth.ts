import { z } from '@hono/zod-openapi'
import { clientRefusalReasons } from '@/lib/vocabulary/client-refusal-reason'
import { numberMatchings } from '@/lib/vocabulary/number-matching'
import { deviceAuthorizationEnds } from '@/lib/vocabulary/states/device-authorization-end'
import { deviceAuthorizationStates } from '@/lib/vocabulary/states/device-authorization-state'
import { authenticationMethod, displayText, secondsLeft } from './fields'

/** The authority's OAuth endpoints. Field names are the standards' own: RFC 6749, 7009, 7523, 7662, 8628, 8705, 9396. */

export const clientAssertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
export const deviceCodeGrant = 'urn:ietf:params:oauth:grant-type:device_code'

/** RFC 9396 object that says where the sign-in is shown. */
export const signInDetails = z
  .strictObject({
    type: z.literal('shomei_sign_in'),
    facility_name: displayText.min(1).max(120).openapi({ example: 'みほん病院' }),
    department: displayText.max(120),
    staff_display_name: displayText.min(1).max(120),
    terminal: displayText
      .min(1)
      .max(64)
      .openapi({ description: 'Identifier of the terminal, also inside the QR code’s MAC' }),
    terminal_name: displayText.min(1).max(120),
    place: displayText.max(120),
    number_matching: z.enum(numberMatchings).optional(),
  })
  .openapi('SignInDetails')

/**
 * How a client says who it is; `client_id` may be left out with an assertion, which names the client (RFC 7521 §4.2). Nothing that is
 * opaque has a length of its own here: a value that we never issued is an unknown one, however long.
 */
export const clientAuthentication = {
  client_id: z.string().optional(),
  client_secret: z
    .string()
    .optional()
    .openapi({ description: 'RFC 6749 §2.3.1; taken where Basic is, refused elsewhere' }),
  client_assertion_type: z.string().optional().openapi({ example: clientAssertionType }),
  client_assertion: z.string().optional().openapi({ description: 'JWT of RFC 7523 §3' }),
}

export const deviceAuthorizationRequest = z
  .object({
    ...clientAuthentication,
    login_hint: z.string().openapi({
      description: '`sub` of the holder, who is fixed from here on',
      example: 'sub_AAAAAAAAAAAAAAAAAAAAAA',
    }),
    scope: z.string().optional().openapi({ example: 'sign', description: 'Left out it is `sign` (RFC 6749 §3.3)' }),
    authorization_details: z.string().openapi({
      description: 'RFC 9396: JSON array with one SignInDetails',
      example:
        '[{"type":"shomei_sign_in","facility_name":"みほん病院","department":"内科","staff_display_name":"見本 太郎","terminal":"trm_1","terminal_name":"外来端末","place":"外来棟1階"}]',
    }),
    acr_values: z.string().optional(),
    binding_message: displayText.max(120).optional(),
  })
  .openapi('DeviceAuthorizationRequest')

export const tokenRequest = z
  .object({
    ...clientAuthentication,
    grant_type: z.string().openapi({ example: deviceCodeGrant }),
    device_code: z.string().optional().openapi({ example: 'dvc_5f1yyH7mDkQ9oTqk0kZzWw' }),
  })
  .openapi('TokenRequest')

/** RFC 7662 §2.1 and RFC 7009 §2.1. */
export const tokenReference = z
  .object({
    ...clientAuthentication,
    token: z.string().openapi({ example: 'act_5f1yyH7mDkQ9oTqk0kZzWw' }),
    token_type_hint: z.string().optional(),
  })
  .openapi('TokenReference')

export type ClientAuthentication = z.infer<z.ZodObject<typeof clientAuthentication>>

/** RFC 8414 §2, RFC 8628 §4, RFC 9396 §10. */
export const authorizationServerMetadata = z
  .strictObject({
    issuer: z.url().openapi({ example: 'https://authority.example.jp' }),
    token_endpoint: z.url().openapi({ example: 'https://authority.example.jp/oauth2/token' }),
    device_authorization_endpoint: z
      .url()
      .openapi({ example: 'https://authority.example.jp/oauth2/device_authorization' }),
    introspection_endpoint: z.url().openapi({ example: 'https://authority.example.jp/oauth2/introspect' }),
    revocation_endpoint: z.url().openapi({ example: 'https://authority.example.jp/oauth2/revoke' }),
    response_types_supported: z.array(z.string()).openapi({ example: [] }),
    grant_types_supported: z.array(z.string()).openapi({ example: [deviceCodeGrant] }),
    scopes_supported: z.array(z.string()).openapi({ example: ['sign'] }),
    authorization_details_types_supported: z.array(z.string()).openapi({ example: ['shomei_sign_in'] }),
    token_endpoint_auth_methods_supported: z.array(z.string()).openapi({ example: ['private_key_jwt'] }),
    token_endpoint_auth_signing_alg_values_supported: z.array(z.string()).openapi({ example: ['ES256'] }),
    introspection_endpoint_auth_methods_supported: z.array(z.string()).openapi({ example: ['private_key_jwt'] }),
    introspection_endpoint_auth_signing_alg_values_supported: z.array(z.string()).openapi({ example: ['ES256'] }),
    revocation_endpoint_auth_methods_supported: z.array(z.string()).openapi({ example: ['private_key_jwt'] }),
    revocation_endpoint_auth_signing_alg_values_supported: z.array(z.string()).openapi({ example: ['ES256'] }),
    service_documentation: z.url().openapi({ example: 'https://authority.example.jp/api/authority/v1/openapi.json' }),
    ui_locales_supported: z.array(z.string()).openapi({ example: ['ja', 'en'] }),
  })
  .openapi('AuthorizationServerMetadata')

export const deviceAuthorizationAnswer = z
  .strictObject({
    device_code: z.string().openapi({ example: 'dvc_5f1yyH7mDkQ9oTqk0kZzWw' }),
    user_code: z.string().openapi({ example: 'WDJB-MJHT' }),
    verification_uri: z.url().openapi({ example: 'https://authority.example.jp/sign-in' }),
    expires_in: secondsLeft.openapi({ description: 'Life of the device code (RFC 8628 §3.2), answering included' }),
    claim_expires_in: secondsLeft
      .optional()
      .openapi({ description: 'Seconds in which a phone has to scan the code; what a screen counts down' }),
    interval: z.int().openapi({ example: 2 }),
    device_authorization_id: z.string().openapi({ example: 'dva_AAAAAAAAAAAAAAAAAAAAAA' }),
    qr_token: z.string().openapi({ example: 'AAAAAAAAAAAAAAAAAAAAAA' }),
    qr_secret: z.string().openapi({
      description: '256 bits in base64url; stays on the facility’s server',
      example: 'hF4dQ0Jm0oZyC3kq2bq3nAhF4dQ0Jm0oZyC3kq2bq3o',
    }),
  })
  .openapi('DeviceAuthorization')

export const tokenAnswer = z
  .strictObject({
    access_token: z.string().openapi({ example: 'act_5f1yyH7mDkQ9oTqk0kZzWw' }),
    token_type: z.literal('Bearer'),
    expires_in: secondsLeft.openapi({ example: 64_800 }),
    scope: z.string().openapi({ example: 'sign' }),
    sub: z.string().openapi({ example: 'sub_AAAAAAAAAAAAAAAAAAAAAA' }),
    amr: z.array(z.string()).openapi({ description: 'RFC 8176 values', example: ['hwk', 'user'] }),
    method: authenticationMethod,
    credential_ids: z.array(z.string()).openapi({
      description: 'Credentials of the holder that can sign now (CSC credentialID), newest first',
      example: ['crd_AAAAAAAAAAAAAAAAAAAAAA'],
    }),
    issued_at: z.int().openapi({ description: 'Seconds since 1970, moment of the approval', example: 1_795_402_800 }),
    expires_at: z.int().optional().openapi({
      description: 'Seconds since 1970: what the holder was shown; `expires_in` counts where clocks differ',
    }),
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

/**
 * In addition to `invalid_client`, only to a client whose signature was right: `clock_skew`, its clock is not ours (the answer's Date is);
 * or `assertion`, another claim is wrong or the assertion was used before. Without it: client or key are unknown here.
 */
export const clientRefusalReason = z.enum(clientRefusalReasons)

export const oauthError = z
  .strictObject({
    error: z.string().openapi({ example: 'invalid_request' }),
    error_description: z.string().optional(),
    error_uri: z.string().optional(),
    reason: clientRefusalReason.optional(),
  })
  .openapi('OAuthError')

/** Server-sent event `state` of `GET /oauth2/device_authorization/{id}/events`; every event is the whole state. */
export const deviceAuthorizationEvent = z
  .strictObject({
    device_authorization_id: z.string().openapi({ example: 'dva_AAAAAAAAAAAAAAAAAAAAAA' }),
    state: z.enum(deviceAuthorizationStates),
    match_number: z
      .string()
      .optional()
      .openapi({ description: 'Two digits, only while claimed and until the phone has given them' }),
    second_scans: z.int().openapi({ example: 0 }),
    end_reason: z.enum(deviceAuthorizationEnds).optional(),
    expires_in: secondsLeft,
  })
  .openapi('DeviceAuthorizationEvent')

/** Answer of `POST /oauth2/device_authorization/{id}/extension`. */
export const deviceAuthorizationExtension = z
  .strictObject({ expires_in: secondsLeft })
  .openapi('DeviceAuthorizationExtension')

export type ClientRefusalReason = z.infer<typeof clientRefusalReason>
export type IntrospectionAnswer = z.infer<typeof introspectionAnswer>
export type DeviceAuthorizationEvent = z.infer<typeof deviceAuthorizationEvent>
export type SignInDetails = z.infer<typeof signInDetails>
export type DeviceAuthorizationAnswer = z.infer<typeof deviceAuthorizationAnswer>
export type TokenAnswer = z.infer<typeof tokenAnswer>
