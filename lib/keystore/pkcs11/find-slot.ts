import { KeystoreRefused } from '../keystore-error'
import type { Cryptoki, Handle } from './cryptoki'

/** @throws KeystoreRefused `unavailable` unless exactly one present token has the label. */
export function findSlot(cryptoki: Cryptoki, tokenLabel: string): Handle {
  const slots = cryptoki.C_GetSlotList(true).filter((slot) => labelOf(cryptoki, slot) === tokenLabel)
  const [slot] = slots
  if (slot === undefined || slots.length > 1) {
    throw new KeystoreRefused('unavailable', `${slots.length} tokens with the label ${tokenLabel}`)
  }
  return slot
}

function labelOf(cryptoki: Cryptoki, slot: Handle): string {
  return cryptoki.C_GetTokenInfo(slot).label.replace(/\0/g, '').trim()
}
