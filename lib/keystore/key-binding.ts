import { concatBytes, equalBytes, utf8 } from '@/lib/kernel/bytes'
import type { Keyring } from './keyring'
import type { SigningKey } from './signing-keystore'

/** Whose key it is: the link of person, certificate and key that ETSI TS 119 431-1 LNK-6.2.2-10 wants protected. */
export type KeyBinding = SigningKey & { credentialId: string; holderId: string }

const version = 'shomei/key-binding/1'

/**
 * HMAC-SHA-256 over everything a stored key is bound to: credential, holder, algorithm, public key and the wrapped blob with its
 * wrapping. Each part carries its length, so that no two bindings read alike. Renew it with every rewrap.
 */
export function keyBindingMac(keyring: Pick<Keyring, 'bindingMac'>, binding: KeyBinding): Uint8Array<ArrayBuffer> {
  const { credentialId, holderId, algorithm, publicKey, wrapped } = binding
  const texts = [version, credentialId, holderId, algorithm, wrapped.keystore, wrapped.wrappingKeyId, wrapped.mechanism]
  const parts = [...texts.map(utf8), publicKey, wrapped.wrapped]
  return keyring.bindingMac(concatBytes(...parts.flatMap((part) => [lengthOf(part), part])))
}

/** Whether a stored key still belongs to this credential and holder; ask before every use. */
export function matchesKeyBinding(keyring: Pick<Keyring, 'bindingMac'>, binding: KeyBinding, mac: Uint8Array): boolean {
  return equalBytes(keyBindingMac(keyring, binding), mac)
}

function lengthOf(part: Uint8Array): Uint8Array {
  const octets = new Uint8Array(4)
  new DataView(octets.buffer).setUint32(0, part.length)
  return octets
}
