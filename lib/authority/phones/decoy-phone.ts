import { concatBytes, fromBase64Url } from '@/lib/kernel/bytes'
import type { Phone } from './phone'

/** COSE_Key of ES256 with the generator of P-256 as its point (SEC 2 §2.4.2): a valid key that no phone has. */
const publicKey = concatBytes(
  new Uint8Array([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
  fromBase64Url('axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY') ?? new Uint8Array(),
  new Uint8Array([0x22, 0x58, 0x20]),
  fromBase64Url('T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU') ?? new Uint8Array(),
)

/**
 * Replaces a credential that was never registered, so that judging its answer takes the same work and ends in the same code
 * (A9, AT-34). Its empty credential id equals no answer's, so nothing is ever accepted for it.
 */
export const decoyPhone: Phone = {
  id: 'unknown',
  holderId: 'unknown',
  credentialId: '',
  publicKey,
  algorithm: -7,
  counter: 0,
  backupEligible: false,
  backedUp: false,
  transports: [],
  name: '',
  createdAt: new Date(0),
  trialAt: null,
  lastUsedAt: null,
  disabledAt: null,
  revokedAt: null,
}
