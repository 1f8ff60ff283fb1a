import { z } from 'zod'

/** A time-stamp authority of somebody else (RFC 3161), and what its certificate is judged by. */
export type TsaSettings = {
  url: string
  /** PEM: its anchors (self-issued) and the certificates between. */
  certificatesFile: string
  /** CRLs of every certificate between its own and the anchor. */
  crlUrls: readonly string[]
  /** Policies that are taken; empty: any. */
  policies: readonly string[]
}

const address = (text: string) => z.url({ protocol: /^https?$/, error: text })
const list = (item: z.ZodType<string, string>) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((each) => each.trim() || []))
    .pipe(z.array(item))

const schema = z.object({
  SHOMEI_TSA_URL: address('must be a URL such as https://tsa.example.jp/tsp'),
  SHOMEI_TSA_CERTIFICATES_FILE: z
    .string({ error: 'is required with SHOMEI_TSA_URL: a PEM file with the anchor and the certificates below it' })
    .min(1),
  SHOMEI_TSA_CRL_URLS: list(address('must list URLs, separated by commas')).refine((urls) => urls.length > 0, {
    error: 'is required with SHOMEI_TSA_URL: the URLs of the CRLs, separated by commas',
  }),
  SHOMEI_TSA_POLICIES: list(z.string().regex(/^[0-2](\.\d+)+$/, { error: 'must list object identifiers' })),
})

/** `null` without SHOMEI_TSA_URL; else the settings, or one line for each that is missing or wrong. */
export function parseTsaSettings(
  environment: Readonly<Record<string, string | undefined>>,
): TsaSettings | null | { problems: string[] } {
  if (!environment['SHOMEI_TSA_URL']) return null
  const parsed = schema.safeParse(environment)
  if (!parsed.success) {
    return { problems: parsed.error.issues.map((issue) => `${issue.path[0]?.toString()}: ${issue.message}`) }
  }
  const value = parsed.data
  return {
    url: value.SHOMEI_TSA_URL,
    certificatesFile: value.SHOMEI_TSA_CERTIFICATES_FILE,
    crlUrls: value.SHOMEI_TSA_CRL_URLS,
    policies: value.SHOMEI_TSA_POLICIES,
  }
}
