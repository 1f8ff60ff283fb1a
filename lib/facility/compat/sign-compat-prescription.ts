import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken, newToken } from '@/lib/keystore/token'
import { requestHash } from '../signing/requests/signing-request'
import { signPrescription } from '../signing/sign-prescription'
import { signingError } from '../signing/signing.errors'
import type { SigningContext } from '../signing/signing-context'
import { compatError } from './compat.errors'
import type { CompatCall } from './compat-access'
import { findHandle } from './compat-handle.store'
import { keyOfContent } from './compat-repeat.store'

/**
 * Signs a prescription for a caller of /compat that shows a handle. Without an `idempotencyKey`, which the local adapter does not
 * know, each call is a request of its own, or, where the facility has set `repeatSeconds`, the same prescription of the same person is
 * one request for that long.
 * @throws AppError `compat.not_authenticated` for a handle that is not live or whose sign-in has ended; `prescription.invalid` and
 * the others of `signPrescription`
 */
export async function signCompatPrescription(
  context: SigningContext,
  call: { access: CompatCall; handle: string; csv: Uint8Array; idempotencyKey: string | null },
  origin: RequestOrigin,
): Promise<{ document: Uint8Array }> {
  const { facilityId, callingClientId, actor } = call.access
  const found = await findHandle(context.db, { tokenHash: hashToken(call.handle), facilityId })
  if (found === null) throw compatError('compat.not_authenticated')
  const { staffCode, vaultTokenId } = found
  const request = {
    principal: { emrClientId: callingClientId, facilityId, actor },
    staffCode,
    terminalCode: null,
    vaultTokenId,
    idempotencyKey: `compat:${call.idempotencyKey ?? (await ownKey(context, call, staffCode))}`,
    csv: call.csv,
  }
  const { result } = await signPrescription(context, request, origin).catch((error: unknown) => {
    if (!signingError.is(error, 'signing.authentication_required')) throw error
    throw compatError('compat.not_authenticated', { waysOn: error.waysOn })
  })
  const [item] = result.items
  if (item?.outcome !== 'signed') throw new Error('a single document was neither signed nor refused before')
  return { document: item.document }
}

/** A key of our own for a call without one: 128 random bits, so that no caller can have sent it. */
async function ownKey(
  { db, keyring }: SigningContext,
  { access, csv }: { access: CompatCall; csv: Uint8Array },
  staffCode: string,
): Promise<string> {
  const { facilityId, repeatSeconds } = access
  const newKey = newToken(16)
  if (repeatSeconds === 0) return newKey
  const contentMac = requestHash(keyring, 'compat_repeat', staffCode, csv)
  return `own:${await keyOfContent(db, { facilityId, contentMac, newKey, repeatSeconds })}`
}
