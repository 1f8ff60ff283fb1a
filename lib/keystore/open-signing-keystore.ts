import type { EgressSettings } from '@/lib/config/egress-settings'
import { derivedKekId, type KeystoreSettings } from '@/lib/config/keystore-settings'
import { createHttpClient } from '@/lib/egress/http-client'
import type { Keyring } from './keyring'
import { createKmsKeystore } from './kms/kms-keystore'
import { createPkcs11Keystore } from './pkcs11/pkcs11-keystore'
import { createSealedKeystore } from './sealed/sealed-keystore'
import type { SigningKeystore } from './signing-keystore'

/** The keystore that the settings name. Opens nothing and makes no call before its first use. `egress`: the way to a KMS. */
export function openSigningKeystore(
  settings: KeystoreSettings,
  keyring: Pick<Keyring, 'signingKek'>,
  egress: Partial<EgressSettings> = {},
): SigningKeystore {
  if (settings.kind === 'pkcs11') return createPkcs11Keystore(settings)
  if (settings.kind === 'kms') return createKmsKeystore(settings, createHttpClient(egress, kmsLimits))
  const { keks, kekId, threads, keySeconds } = settings
  const keys = new Map([[derivedKekId, keyring.signingKek], ...keks])
  return createSealedKeystore({ ring: { current: kekId ?? derivedKekId, keys }, threads, keySeconds })
}

/** A doctor waits for it: three tries of two seconds at most. */
const kmsLimits = { connectMs: 1_000, answerMs: 2_000 }
