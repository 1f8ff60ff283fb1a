import type { z } from '@hono/zod-openapi'
import type { MyPage } from '@/lib/authority/holder-sessions/get-my-page'
import { toShownText } from '@/lib/kernel/display-text'
import type { myPage } from '@/lib/wire/phone'
import { toHolderName, toRegisteredPhone } from './to-registration'

export function toMyPage({ session, holder, phones, tokens, signatures }: MyPage): z.infer<typeof myPage> {
  return {
    holder: toHolderName(holder),
    phones: phones.map((phone) => ({ ...toRegisteredPhone(phone), this_phone: phone.id === session.phoneId })),
    tokens: tokens.map((token) => ({
      id: token.id,
      facility_name: toShownText(token.facilityName),
      terminal_name: toShownText(token.terminalName),
      place: toShownText(token.place),
      method: token.method,
      issued_at: token.issuedAt.toISOString(),
      expires_at: token.expiresAt.toISOString(),
      expires_in: Math.max(0, token.secondsLeft),
    })),
    signatures: signatures.map((signature) => ({
      id: signature.id,
      signed_at: signature.signedAt.toISOString(),
      facility_name: toShownText(signature.facilityName),
      terminal_name: toShownText(signature.terminalName),
      place: toShownText(signature.place),
      document_kind: signature.documentKind,
      count: signature.count,
    })),
    session_expires_in: Math.max(0, session.secondsLeft),
  }
}
