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
const code = z.string().openapi({ example: 'ntc_5f1yyH7mDkQ9oTqk0kZzWw' })

export const cardStatusRequest = z.strictObject({ code })
export const cardStatus = z
  .strictObject({
    state: z.enum(notificationCardStates),
    route: z.enum(notificationCardRoutes),
    tries_left: z.int().min(0).openapi({ example: 5 }),
    expires_at: instant,
  })
  .openapi('NotificationCardStatus')

export const registrationRequest = z.strictObject({
  code,
  password: z.string().min(1).max(128).openapi({ example: 'the password of the card' }),
})
export const holderName = z
  .strictObject({
    name_kanji: z.string().openapi({ example: '見本 太郎' }),
    name_kana: z.string().openapi({ example: 'みほん たろう' }),
    name_romaji: z.string().openapi({ example: 'MIHON TARO' }),
    qualification: z.enum(professions),
  })
  .openapi('HolderName')
export const registeredPhone = z
  .strictObject({
    id: z.string().openapi({ example: 'phn_AAAAAAAAAAAAAAAAAAAAAA' }),
    name: z.string().openapi({ example: 'iPhone' }),
    synced: z.boolean().openapi({ example: false }),
    created_at: instant,
    last_used_at: instant.nullable(),
    removed_at: instant.nullable().openapi({ example: null }),
  })
  .openapi('Phone')
export const registration = z
  .strictObject({
    registration_id: z.string().openapi({ example: 'rgs_AAAAAAAAAAAAAAAAAAAAAA' }),
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

export const claimRequest = z.strictObject({ frame: z.string().openapi({ example: 'the code of the scanned frame' }) })
export const claim = z
  .strictObject({
    facility_name: z.string().openapi({ example: 'みほん病院' }),
    department: z.string().openapi({ example: '内科' }),
    terminal_name: z.string().openapi({ example: '外来端末' }),
    place: z.string().openapi({ example: '外来棟1階' }),
    username: z.string().openapi({ example: '見本 太郎' }),
    started_at: instant,
    expires_in: secondsLeft,
    token_hours: z.number().openapi({ example: 18 }),
    number_matching: z.enum(numberMatchings),
    choices: z.array(z.string()).openapi({ example: [] }),
    number_matched: z.boolean(),
    options: orNull(webauthnOptions).openapi({ description: 'Present once the number was right' }),
  })
  .openapi('Claim')
export const numberRequest = z.strictObject({
  number: z
    .string()
    .regex(/^\d{2}$/)
    .openapi({ example: '42' }),
})
export const denialRequest = z.strictObject({ reason: z.enum(denialReasons) })
export const approval = z
  .strictObject({ method: authenticationMethod, expires_at: instant, expires_in: secondsLeft })
  .openapi('Approval')

export const holderSessionOptionsRequest = z.strictObject({})
export const myPage = z
  .strictObject({
    holder: holderName,
    phones: z.array(z.strictObject({ ...registeredPhone.shape, this_phone: z.boolean() })),
    tokens: z.array(
      z.strictObject({
        id: z.string().openapi({ example: 'act_AAAAAAAAAAAAAAAAAAAAAA' }),
        facility_name: z.string().openapi({ example: 'みほん病院' }),
        terminal_name: z.string().openapi({ example: '外来端末' }),
        place: z.string().openapi({ example: '外来棟1階' }),
        method: authenticationMethod,
        issued_at: instant,
        expires_at: instant,
        expires_in: secondsLeft,
      }),
    ),
    signatures: z
      .array(
        z.strictObject({
          id: z.string().openapi({ example: 'sig_AAAAAAAAAAAAAAAAAAAAAA' }),
          signed_at: instant,
          facility_name: z.string().openapi({ example: 'みほん病院' }),
          terminal_name: z.string().openapi({ example: '外来端末' }),
          place: z.string().openapi({ example: '外来棟1階' }),
          document_kind: z.enum(documentKinds).nullable(),
          count: z.int().min(1).openapi({ description: 'How many one request made', example: 1 }),
        }),
      )
      .openapi({ description: 'Made in the holder’s name; the newest 50 requests' }),
    session_expires_in: secondsLeft,
  })
  .openapi('MyPage')
export const lossReport = z.strictObject({ phone_id: z.string().openapi({ example: 'phn_AAAAAAAAAAAAAAAAAAAAAA' }) })
