import type { Attribute, Cryptoki, Handle } from './cryptoki'
import { ck, cka } from './cryptoki'

/**
 * What a wrapping key in the token must be: made there, never to be read, copied or changed, trusted by the security officer,
 * good for wrapping and unwrapping and for nothing else. With DECRYPT it would open the keys it wraps to anyone with the PIN;
 * if it could be modified, that PIN could add DECRYPT later.
 */
const required = {
  sensitive: true,
  extractable: false,
  neverExtractable: true,
  local: true,
  modifiable: false,
  trusted: true,
  wrap: true,
  unwrap: true,
  encrypt: false,
  decrypt: false,
  sign: false,
  derive: false,
} as const

type Name = keyof typeof required

/** Names of the attributes that are not as they must be; an attribute that the token does not return counts as wrong. */
export function wrongKekAttributes(cryptoki: Cryptoki, session: Handle, kek: Handle): Name[] {
  const names = Object.keys(required) as Name[]
  return names.filter((name) => readFlag(cryptoki, session, kek, cka[name]) !== required[name])
}

/** Template of a wrapping key; `isTrusted` needs a session of the security officer. */
export function kekTemplate(label: string, isTrusted: boolean): Attribute[] {
  return [
    { type: cka.class, value: ck.classSecretKey },
    { type: cka.keyType, value: ck.keyTypeAes },
    { type: cka.valueLen, value: 32 },
    { type: cka.label, value: label },
    { type: cka.token, value: true },
    // The security officer sees public objects only. What it unwraps is private, and that needs the user's PIN.
    { type: cka.private, value: false },
    { type: cka.sensitive, value: true },
    { type: cka.extractable, value: false },
    { type: cka.wrap, value: true },
    { type: cka.unwrap, value: true },
    { type: cka.encrypt, value: false },
    { type: cka.decrypt, value: false },
    { type: cka.sign, value: false },
    { type: cka.derive, value: false },
    { type: cka.modifiable, value: false },
    { type: cka.copyable, value: false },
    { type: cka.trusted, value: isTrusted },
  ]
}

/** A CK_BBOOL, or `null` when the token does not return it. */
export function readFlag(cryptoki: Cryptoki, session: Handle, object: Handle, type: number): boolean | null {
  try {
    const [attribute] = cryptoki.C_GetAttributeValue(session, object, [{ type }])
    return attribute === undefined ? null : attribute.value[0] === 1
  } catch {
    return null
  }
}
