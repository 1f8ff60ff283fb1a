import { utf8 } from '@/lib/kernel/bytes'
import { KEY_USAGES, type KeyUsage } from '../../certificate-extensions'
import {
  encodeBoolean,
  encodeContext,
  encodeContextPrimitive,
  encodeEnumerated,
  encodeInteger,
  encodeNamedBits,
  encodeObjectId,
  encodeOctetString,
  encodeSequence,
  namedBitsContents,
} from '../../der/write-der'
import { OID } from '../../pki.oids'
import { mintName } from './mint-name'

export type MintedExtension = { oid: string; isCritical: boolean; value: Uint8Array }

export function extension(oid: string, value: Uint8Array, isCritical = false): MintedExtension {
  return { oid, isCritical, value }
}

export function caConstraints(pathLength?: number, isCa = true): MintedExtension {
  const length = pathLength === undefined ? null : encodeInteger(pathLength)
  return extension(OID.basicConstraints, encodeSequence(isCa ? encodeBoolean(true) : null, length), true)
}

export function usage(...names: readonly KeyUsage[]): MintedExtension {
  return extension(OID.keyUsage, encodeNamedBits(names.map((name) => KEY_USAGES.indexOf(name))), true)
}

export function policies(...oids: readonly string[]): MintedExtension {
  return extension(
    OID.certificatePolicies,
    encodeSequence(...oids.map((oid) => encodeSequence(encodeObjectId(oid)))),
    true,
  )
}

export function mappings(...pairs: readonly (readonly [issuer: string, subject: string])[]): MintedExtension {
  const encoded = pairs.map(([issuer, subject]) => encodeSequence(encodeObjectId(issuer), encodeObjectId(subject)))
  return extension(OID.policyMappings, encodeSequence(...encoded), true)
}

export function policyConstraints(limits: { explicit?: number; mapping?: number }): MintedExtension {
  const field = (tag: number, value?: number) => {
    return value === undefined ? null : encodeContextPrimitive(tag, encodeInteger(value).subarray(2))
  }
  return extension(OID.policyConstraints, encodeSequence(field(0, limits.explicit), field(1, limits.mapping)), true)
}

export function inhibitAny(skip: number): MintedExtension {
  return extension(OID.inhibitAnyPolicy, encodeInteger(skip), true)
}

/** A GeneralName, encoded. */
export const general = {
  email: (text: string) => encodeContextPrimitive(1, utf8(text)),
  dns: (text: string) => encodeContextPrimitive(2, utf8(text)),
  directory: (text: string) => encodeContext(4, mintName(text)),
  uri: (text: string) => encodeContextPrimitive(6, utf8(text)),
  ip: (...octets: readonly number[]) => encodeContextPrimitive(7, new Uint8Array(octets)),
  registeredId: (oid: string) => encodeContextPrimitive(8, encodeObjectId(oid).subarray(2)),
} as const

export function altNames(...names: readonly Uint8Array[]): MintedExtension {
  return extension(OID.subjectAltName, encodeSequence(...names))
}

export function nameConstraints(
  limits: { permitted?: readonly Uint8Array[]; excluded?: readonly Uint8Array[] },
  minimum?: number,
): MintedExtension {
  const bound = minimum === undefined ? null : encodeContextPrimitive(0, new Uint8Array([minimum]))
  const subtrees = (tag: number, names?: readonly Uint8Array[]) => {
    return names === undefined ? null : encodeContext(tag, ...names.map((name) => encodeSequence(name, bound)))
  }
  return extension(
    OID.nameConstraints,
    encodeSequence(subtrees(0, limits.permitted), subtrees(1, limits.excluded)),
    true,
  )
}

export type MintedPoint = {
  names?: readonly Uint8Array[]
  reasons?: readonly number[]
  crlIssuer?: readonly Uint8Array[]
}

export function distributionPoints(...points: readonly MintedPoint[]): MintedExtension {
  const encoded = points.map(({ names, reasons, crlIssuer }) =>
    encodeSequence(
      names === undefined ? null : encodeContext(0, encodeContext(0, ...names)),
      reasons === undefined ? null : encodeContextPrimitive(1, namedBitsContents(reasons)),
      crlIssuer === undefined ? null : encodeContext(2, ...crlIssuer),
    ),
  )
  return extension(OID.crlDistributionPoints, encodeSequence(...encoded))
}

export type MintedScope = {
  names?: readonly Uint8Array[]
  only?: 'user' | 'ca' | 'attribute'
  reasons?: readonly number[]
  isIndirect?: boolean
}

export function issuingPoint({ names, only, reasons, isIndirect }: MintedScope): MintedExtension {
  const flag = (tag: number, isSet?: boolean) => (isSet ? encodeContextPrimitive(tag, new Uint8Array([0xff])) : null)
  const value = encodeSequence(
    names === undefined ? null : encodeContext(0, encodeContext(0, ...names)),
    flag(1, only === 'user'),
    flag(2, only === 'ca'),
    reasons === undefined ? null : encodeContextPrimitive(3, namedBitsContents(reasons)),
    flag(4, isIndirect),
    flag(5, only === 'attribute'),
  )
  return extension(OID.issuingDistributionPoint, value, true)
}

export function number(oid: string, value: number, isCritical = false): MintedExtension {
  return extension(oid, encodeInteger(value), isCritical)
}

export function reason(code: number): MintedExtension {
  return extension(OID.reasonCode, encodeEnumerated(code))
}

export function encodeExtension({ oid, isCritical, value }: MintedExtension): Uint8Array {
  return encodeSequence(encodeObjectId(oid), isCritical ? encodeBoolean(true) : null, encodeOctetString(value))
}
