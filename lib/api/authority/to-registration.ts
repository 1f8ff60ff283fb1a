import type { z } from '@hono/zod-openapi'
import type { Holder } from '@/lib/authority/holders/holder'
import type { Phone } from '@/lib/authority/phones/phone'
import type { RegistrationView } from '@/lib/authority/registrations/registration'
import { toShownText } from '@/lib/kernel/display-text'
import type { holderName, optionsAnswer, registeredPhone, registration } from '@/lib/wire/phone'

/** A holder as their own phone shows them. */
export function toHolderName(holder: Holder): z.infer<typeof holderName> {
  const { nameKanji, nameKana, nameRomaji, qualification } = holder
  return {
    name_kanji: toShownText(nameKanji),
    name_kana: toShownText(nameKana),
    name_romaji: toShownText(nameRomaji),
    qualification,
  }
}

/** A phone as its holder sees it: nothing of the credential but whether it is synced. */
export function toRegisteredPhone(phone: Phone): z.infer<typeof registeredPhone> {
  return {
    id: phone.id,
    name: toShownText(phone.name),
    synced: phone.backupEligible,
    created_at: phone.createdAt.toISOString(),
    last_used_at: phone.lastUsedAt?.toISOString() ?? null,
    removed_at: (phone.revokedAt ?? phone.disabledAt)?.toISOString() ?? null,
  }
}

export function toRegistration(view: RegistrationView): z.infer<typeof registration> {
  return {
    registration_id: view.registration.id,
    step: view.step,
    holder: toHolderName(view.holder),
    expires_in: Math.max(0, view.registration.secondsLeft),
    phone: view.phone === null ? null : toRegisteredPhone(view.phone),
    warnings: view.warnings,
    options: view.options === null ? null : { ...view.options },
  }
}

export function toOptionsAnswer(options: NonNullable<RegistrationView['options']>): z.infer<typeof optionsAnswer> {
  return { options: { ...options } }
}
