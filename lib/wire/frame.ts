import { z } from '@hono/zod-openapi'
import { launchPurposes } from '@/lib/vocabulary/launch-purpose'
import { methodReasons } from '@/lib/vocabulary/method-reason'
import { professions } from '@/lib/vocabulary/profession'
import { signInStates } from '@/lib/vocabulary/states/sign-in-state'
import { signInStatus } from './emr'
import { authenticationMethod, orNull, secondsLeft, webOrigin } from './fields'

/** Requests of the iframe to its facility: bearer in memory, no cookie. */

export const frameSessionRequest = z.strictObject({
  ticket: z.string().openapi({ example: 'lti_5f1yyH7mDkQ9oTqk0kZzWw' }),
  parent_origin: webOrigin,
})

export const methodChoice = z
  .strictObject({
    method: authenticationMethod,
    available: z.boolean(),
    reason: z.enum(methodReasons).nullable().openapi({ example: null }),
  })
  .openapi('MethodChoice')

/** The sign-in under way in this frame, whole. Ended ones stay until the next begins. */
export const frameSignIn = z
  .strictObject({
    id: z.string().openapi({ example: 'sgn_AAAAAAAAAAAAAAAAAAAAAA' }),
    method: authenticationMethod,
    state: z.enum(signInStates).openapi({ example: 'claimed' }),
    match_number: z
      .string()
      .nullable()
      .openapi({ description: 'Two digits, until the phone has given them', example: '42' }),
    number_matched: z.boolean().openapi({ example: false }),
    second_scans: z.int().openapi({ example: 0 }),
    can_extend: z
      .boolean()
      .openapi({ description: 'The time to read the code may still be extended, once', example: true }),
    expires_in: secondsLeft,
    end_reason: z.string().nullable().openapi({ description: 'Error code of docs/errors.md', example: null }),
  })
  .openapi('FrameSignIn')

/** Event `state` of the frame's stream and answer to its actions: always the whole state (rule S5). */
export const frameState = z
  .strictObject({
    version: z.int().openapi({ example: 3 }),
    status: signInStatus,
    signed_in_place: z
      .string()
      .nullable()
      .openapi({ description: 'Name of the terminal of the valid sign-in', example: '外来端末' }),
    sign_in: orNull(frameSignIn),
    session_expires_in: secondsLeft,
  })
  .openapi('FrameState')

export const frameSession = z
  .strictObject({
    session_token: z.string().openapi({ example: 'frb_5f1yyH7mDkQ9oTqk0kZzWw' }),
    expires_in: secondsLeft,
    purpose: z.enum(launchPurposes),
    parent_origin: webOrigin,
    facility_name: z.string().openapi({ example: 'みほん病院' }),
    staff: z.strictObject({
      staff_id: z.string().openapi({ example: 'D0001' }),
      display_name: z.string().openapi({ example: '見本 太郎' }),
      department: z.string().openapi({ example: '内科' }),
      profession: z.enum(professions).nullable(),
    }),
    terminal: z.strictObject({
      name: z.string().openapi({ example: '外来端末' }),
      place: z.string().openapi({ example: '外来棟1階' }),
      has_reader: z.boolean(),
    }),
    methods: z.array(methodChoice),
    last_method: orNull(authenticationMethod),
    state: frameState,
  })
  .openapi('FrameSession')

export const signInRequest = z.strictObject({ method: authenticationMethod })

/** Event `qr`: one rotating code, shown until the next one comes. */
export const qrEvent = z
  .strictObject({
    sign_in_id: z.string().openapi({ example: 'sgn_AAAAAAAAAAAAAAAAAAAAAA' }),
    url: z.url().openapi({ example: 'https://authority.example.jp/sign-in#q=AAAA' }),
    expires_in: secondsLeft,
  })
  .openapi('QrEvent')

/** Answer of the polling fallback: the state, and the code of this moment. */
export const frameSnapshot = z.strictObject({ ...frameState.shape, qr: orNull(qrEvent) }).openapi('FrameSnapshot')

export type FrameSnapshot = z.infer<typeof frameSnapshot>
export type FrameSession = z.infer<typeof frameSession>
export type FrameState = z.infer<typeof frameState>
export type FrameSignIn = z.infer<typeof frameSignIn>
export type QrEvent = z.infer<typeof qrEvent>
export type MethodChoice = z.infer<typeof methodChoice>
