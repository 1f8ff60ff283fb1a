import type { Transport } from '@/lib/webauthn/webauthn'

/** A WebAuthn credential of a holder. Live: neither disabled nor revoked. */
export type Phone = {
  id: string
  holderId: string
  /** base64url without padding. */
  credentialId: string
  /** COSE_Key bytes. */
  publicKey: Uint8Array<ArrayBuffer>
  algorithm: number
  counter: number
  backupEligible: boolean
  backedUp: boolean
  transports: Transport[]
  name: string
  createdAt: Date
  trialAt: Date | null
  lastUsedAt: Date | null
  disabledAt: Date | null
  revokedAt: Date | null
}
