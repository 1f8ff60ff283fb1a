import { KeystoreRefused } from '../keystore-error'
import { ck, loadCryptoki, returnValueOf } from './cryptoki'
import { findSlot } from './find-slot'
import { kekTemplate } from './kek-attributes'

/**
 * Makes a wrapping key in the token, trusted by the security officer (CKA_TRUSTED). Run once by hand for each generation; the
 * portal itself never knows the security officer's PIN.
 * @throws KeystoreRefused
 */
export async function createKek(options: {
  library: string
  tokenLabel: string
  securityOfficerPin: string
  label: string
}): Promise<void> {
  const cryptoki = await loadCryptoki(options.library)
  const slot = findSlot(cryptoki, options.tokenLabel)
  const session = cryptoki.C_OpenSession(slot, ck.flagSerialSession | ck.flagReadWrite)
  try {
    cryptoki.C_Login(session, ck.userSo, options.securityOfficerPin)
    cryptoki.C_GenerateKey(session, { mechanism: ck.aesKeyGen }, kekTemplate(options.label, true))
  } catch (error) {
    throw new KeystoreRefused('configuration', `${returnValueOf(error) ?? 'no answer of the token'}`)
  } finally {
    cryptoki.C_CloseSession(session)
  }
}
