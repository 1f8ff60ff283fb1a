import { z } from '@hono/zod-openapi'
import { denialReasons } from '@/lib/vocabulary/denial-reason'
import { documentKinds } from '@/lib/vocabulary/document-kind'
import { notificationCardRoutes } from '@/lib/vocabulary/notification-card-route'
import { numberMatchings } from '@/lib/vocabulary/number-matching'
import { professions } from '@/lib/vocabulary/profession'
import { notificationCardStates } from '@/lib/vocabulary/states/notification-card-state'
import { registrationSteps } from '@/lib/vocabulary/states/registration-step'
import { authenticationMethod, instant, orNull, secondsLeft, webauthnOptions, webauthnResponse } from './fields'

/** Requests of a phone's browser to the authority: registration, claim of a QR, the holder's own page. */

/** Opaque, as every ticket here: what we never issued is unknown, however long. */
const code = z.string()

export const cardStatusRequest = z.strictObject({ code })
export const cardStatus = z
  .strictObject({
    state: z.enum(notificationCardStates),
    route: z.enum(notificationCardRoutes),
    tries_left: z.int().min(0),
    expires_at: instant,
  })
  .openapi('NotificationCardStatus')

export const registrationRequest = z.strictObject({ code, password: z.string().min(1).max(128) })
export const holderName = z
  .strictObject({
    name_kanji: z.string(),
    name_kana: z.string(),
    name_romaji: z.string(),
    qualification: z.enum(professions),
  })
  .openapi('HolderName')
export const registeredPhone = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    synced: z.boolean(),
    created_at: instant,
    last_used_at: instant.nullable(),
    removed_at: instant.nullable(),
  })
  .openapi('Phone')
export const registration = z
  .strictObject({
    registration_id: z.string(),
    step: z.enum(registrationSteps),
    holder: holderName,
    expires_in: secondsLeft,
    phone: orNull(registeredPhone),
    warnings: z.array(z.enum(['synced_passkey'])),
    options: orNull(webauthnOptions).openapi({
      description: 'Options of the next ceremony; null when done, and after a reload, when the page asks for new ones',
    }),
  })
  .openapi('Registration')
export const attestationRequest = z.strictObject({
  response: webauthnResponse,
  phone_name: z.string().max(64).optional(),
})
export const assertionRequest = z.strictObject({ response: webauthnResponse })
export const optionsAnswer = z.strictObject({ options: webauthnOptions }).openapi('CeremonyOptions')

export const claimRequest = z.strictObject({ frame: z.string() })
export const claim = z
  .strictObject({
    facility_name: z.string(),
    department: z.string(),
    terminal_name: z.string(),
    place: z.string(),
    username: z.string(),
    started_at: instant,
    expires_in: secondsLeft,
    token_hours: z.number(),
    number_matching: z.enum(numberMatchings),
    choices: z.array(z.string()),
    number_matched: z.boolean(),
    options: orNull(webauthnOptions).openapi({ description: 'Present once the number was right' }),
  })
  .openapi('Claim')
export const numberRequest = z.strictObject({ number: z.string().regex(/^\d{2}$/) })
export const denialRequest = z.strictObject({ reason: z.enum(denialReasons) })
export const approval = z
  .strictObject({ method: authenticationMethod, expires_at: instant, expires_in: secondsLeft })
  .openapi('Approval')

export const holderSessionOptionsRequest = z.strictObject({})
export const myPage = z
  .strictObject({
    holder: holderName,
    phones: z.array(registeredPhone.extend({ this_phone: z.boolean() })),
    tokens: z.array(
      z.strictObject({
        id: z.string(),
        facility_name: z.string(),
        terminal_name: z.string(),
        place: z.string(),
        method: authenticationMethod,
        issued_at: instant,
        expires_at: instant,
        expires_in: secondsLeft,
      }),
    ),
    signatures: z
      .array(
        z.strictObject({
          id: z.string(),
          signed_at: instant,
          facility_name: z.string(),
          terminal_name: z.string(),
          place: z.string(),
          document_kind: z.enum(documentKinds).nullable(),
          count: z.int().min(1).openapi({ description: 'How many one request made' }),
        }),
      )
      .openapi({ description: 'Made in the holder’s name; the newest 50 requests' }),
    session_expires_in: secondsLeft,
  })
  .openapi('MyPage')
export const lossReport = z.strictObject({ phone_id: z.string() })
