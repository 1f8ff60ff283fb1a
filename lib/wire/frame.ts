import { z } from '@hono/zod-openapi'
import { launchPurposes } from '@/lib/vocabulary/launch-purpose'
import { methodReasons } from '@/lib/vocabulary/method-reason'
import { signInStates } from '@/lib/vocabulary/states/sign-in-state'
import { signInStatus } from './emr'
import { authenticationMethod, orNull, secondsLeft, webOrigin } from './fields'

/** Requests of the iframe to its facility: bearer in memory, no cookie. */

export const frameSessionRequest = z.strictObject({ ticket: z.string(), parent_origin: webOrigin })

export const methodChoice = z
  .strictObject({
    method: authenticationMethod,
    available: z.boolean(),
    reason: z.enum(methodReasons).nullable(),
  })
  .openapi('MethodChoice')

/** The sign-in under way in this frame, whole. Ended ones stay until the next begins. */
export const frameSignIn = z
  .strictObject({
    id: z.string(),
    method: authenticationMethod,
    state: z.enum(signInStates),
    match_number: z.string().nullable().openapi({ description: 'Two digits, until the phone has given them' }),
    number_matched: z.boolean(),
    second_scans: z.int(),
    expires_in: secondsLeft,
    end_reason: z.string().nullable().openapi({ description: 'Error code of docs/errors.md' }),
  })
  .openapi('FrameSignIn')

/** Event `state` of the frame's stream and answer to its actions: always the whole state (rule S5). */
export const frameState = z
  .strictObject({
    version: z.int(),
    status: signInStatus,
    sign_in: orNull(frameSignIn),
    session_expires_in: secondsLeft,
  })
  .openapi('FrameState')

export const frameSession = z
  .strictObject({
    session_token: z.string(),
    expires_in: secondsLeft,
    purpose: z.enum(launchPurposes),
    parent_origin: webOrigin,
    facility_name: z.string(),
    staff: z.strictObject({ staff_id: z.string(), display_name: z.string(), department: z.string() }),
    terminal: z.strictObject({ name: z.string(), place: z.string(), has_reader: z.boolean() }),
    methods: z.array(methodChoice),
    last_method: orNull(authenticationMethod),
    state: frameState,
  })
  .openapi('FrameSession')

export const signInRequest = z.strictObject({ method: authenticationMethod })

/** Event `qr`: one rotating code, shown until the next one comes. */
export const qrEvent = z
  .strictObject({ sign_in_id: z.string(), url: z.url(), expires_in: secondsLeft })
  .openapi('QrEvent')

/** Answer of the polling fallback: the state, and the code of this moment. */
export const frameSnapshot = frameState.extend({ qr: orNull(qrEvent) }).openapi('FrameSnapshot')

export type FrameSnapshot = z.infer<typeof frameSnapshot>
export type FrameSession = z.infer<typeof frameSession>
export type FrameState = z.infer<typeof frameState>
export type FrameSignIn = z.infer<typeof frameSignIn>
export type QrEvent = z.infer<typeof qrEvent>
export type MethodChoice = z.infer<typeof methodChoice>
