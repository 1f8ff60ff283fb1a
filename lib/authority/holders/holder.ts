import type { Profession } from '@/lib/vocabulary/profession'

/** A person with a national qualification whose signing key the authority keeps. */
export type Holder = {
  id: string
  /** What facilities see as `sub`. */
  subject: string
  /** 64 random bytes: WebAuthn `user.id`. */
  userHandle: Uint8Array<ArrayBuffer>
  nameKanji: string
  nameKana: string
  nameRomaji: string
  qualification: Profession
  registryNumber: string
  disabledAt: Date | null
}
