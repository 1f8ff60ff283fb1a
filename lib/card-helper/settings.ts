import { z } from 'zod'
import type { HelperLanguage } from './texts/texts'

/** Settings of the card helper, a process of its own on the doctor's PC. */
export type HelperSettings = {
  /** Origins of the portal that may ask; exact, never a pattern. */
  origins: readonly string[]
  /** Port on 127.0.0.1 and ::1. */
  port: number
  language: HelperLanguage
  logLevel: 'debug' | 'info' | 'warn' | 'error'
}

const originExample = 'https://shomei.hospital.example.jp'

const schema = z.object({
  SHOMEI_HELPER_ORIGINS: z
    .string({ error: `is required, such as ${originExample}` })
    .transform((text) => text.split(',').map((each) => each.trim()))
    .refine((origins) => origins.every(isHttpsOrigin), {
      error: `must list origins with https:// and without a path, such as ${originExample}`,
    }),
  SHOMEI_HELPER_PORT: z.coerce
    .number({ error: 'must be a port such as 32109' })
    .int()
    .min(1_024, { error: 'must be a port from 1024 on, such as 32109' })
    .max(65_535, { error: 'must be a port up to 65535, such as 32109' })
    .default(32_109),
  SHOMEI_HELPER_LANGUAGE: z.enum(['ja', 'en'], { error: 'must be ja or en' }).default('ja'),
  SHOMEI_HELPER_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'], { error: 'must be debug, info, warn or error' })
    .default('info'),
})

/** The settings, or one line for each that is missing or wrong. Without a list of origins everything is refused, so it is required. */
export function parseHelperSettings(
  environment: Readonly<Record<string, string | undefined>>,
): HelperSettings | { problems: string[] } {
  const parsed = schema.safeParse(environment)
  if (!parsed.success)
    return { problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) }
  const value = parsed.data
  return {
    origins: value.SHOMEI_HELPER_ORIGINS,
    port: value.SHOMEI_HELPER_PORT,
    language: value.SHOMEI_HELPER_LANGUAGE,
    logLevel: value.SHOMEI_HELPER_LOG_LEVEL,
  }
}

function isHttpsOrigin(text: string): boolean {
  try {
    const url = new URL(text)
    return url.protocol === 'https:' && url.origin === text
  } catch {
    return false
  }
}
