import { z } from '@hono/zod-openapi'
import { isDisplayText } from '@/lib/kernel/display-text'
import { signInMethods } from '@/lib/vocabulary/sign-in-method'

/** A WebAuthn answer in JSON form. Its inside is judged by lib/webauthn, whose verdict is richer than a schema's. */
export const webauthnResponse = z.looseObject({}).openapi('WebAuthnResponse', {
  example: {
    id: 'q83vEjRWeJA',
    rawId: 'q83vEjRWeJA',
    type: 'public-key',
    response: { clientDataJSON: 'eyJ0eXBlIjoi…', authenticatorData: 'SZYN5YgO…', signature: 'MEUCIQ…' },
    clientExtensionResults: {},
  },
})

/** Options for `navigator.credentials`, JSON form of WebAuthn L3 §5.1.8 and §5.1.9. */
export const webauthnOptions = z.looseObject({ challenge: z.string() }).openapi('WebAuthnOptions', {
  example: {
    challenge: 'hF4dQ0Jm0oZyC3kq2bq3nA',
    rpId: 'authority.example.jp',
    userVerification: 'required',
    timeout: 60_000,
  },
})

/**
 * A named schema or null. `.nullable()` on a schema that has a name of its own would be lost in the OpenAPI document, or make the
 * named schema nullable everywhere (zod-openapi 1.6).
 */
export function orNull<Schema extends z.ZodType>(schema: Schema) {
  return z.union([schema, z.null()])
}

export const authenticationMethod = z.enum(signInMethods)
export const instant = z.iso.datetime({ offset: true }).openapi({ example: '2026-11-23T03:00:00.000Z' })
export const secondsLeft = z.int().min(0).openapi({ example: 900 })
export const staffCode = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\x21-\x7e]+$/)
  .openapi({ example: 'D0001' })
export const terminalCode = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\x21-\x7e]+$/)
  .openapi({ example: 'T-101' })
export const webOrigin = z.string().max(255).openapi({ example: 'https://emr.hospital.example.jp' })
/** A name or place that people decide by: without control, line separating, bidirectional and invisible characters. */
export const displayText = z.string().refine(isDisplayText, { error: 'characters that do not show', abort: true })
