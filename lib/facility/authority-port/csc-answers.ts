import { z } from 'zod'
import type { OutboundAnswer } from '@/lib/egress/http-client'

/** The CSC API v2 (§11) as far as a signing client reads it; members that these schemas do not know are ignored. */
export const credentialFacts = z.object({
  key: z.object({ status: z.string(), algo: z.array(z.string()).min(1) }),
  cert: z.object({ status: z.string().optional(), certificates: z.array(z.string()).min(1) }),
})
export const credentialsListAnswer = z.object({
  credentialIDs: z.array(z.string().min(1).max(256)),
  credentialInfos: z.array(credentialFacts.extend({ credentialID: z.string() })).optional(),
})
export const authorizeAnswer = z.object({ SAD: z.string().min(1) })
export const signHashAnswer = z.object({ signatures: z.array(z.string()).min(1) })
const cscError = z.object({ error: z.string(), error_description: z.string().optional() })

export type CredentialFacts = z.infer<typeof credentialFacts>

export type CscRefusal = { error: string; description: string }

/** The error body of a refusal (CSC §10); `null` when the answer has another form. */
export function readCscRefusal(answer: OutboundAnswer): CscRefusal | null {
  try {
    const parsed = cscError.safeParse(JSON.parse(answer.body))
    if (answer.status < 400 || !parsed.success) return null
    const { error, error_description: description = error } = parsed.data
    return { error: error.slice(0, 64), description: description.slice(0, 200) }
  } catch {
    return null
  }
}

/** Strict base64 (RFC 4648 §4); `null` for anything else. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const octets = Buffer.from(text, 'base64')
  return octets.toString('base64') === text ? new Uint8Array(octets) : null
}
