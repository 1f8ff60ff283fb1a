import { createHash } from 'node:crypto'
import { utf8 } from '@/lib/kernel/bytes'
import {
  encodeBoolean,
  encodeContext,
  encodeContextPrimitive,
  encodeEnumerated,
  encodeGeneralizedTime,
  encodeIa5String,
  encodeInteger,
  encodeNamedBits,
  encodeNull,
  encodeObjectId,
  encodeOctetString,
  encodeSequence,
} from '../der/write-der'
import { encodeSerialNumber } from './encode-serial-number'
import type { ExtensionTemplate } from './issue-certificate'
import { publicKeyBits } from './public-key-bits'

/** Bit numbers of KeyUsage (RFC 5280 §4.2.1.3). */
export const keyUsageBits = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, cRLSign: 6 } as const

/** Who issues: the parts of the issuer's own certificate that what it issues repeats. */
export type AuthorityKey = {
  /** Octets of the issuer's subjectKeyIdentifier. */
  keyId: Uint8Array
  /** Of the issuer's certificate: DER Name of its issuer, and its serial number in hexadecimal. */
  certificate?: { issuer: Uint8Array; serialNumber: string }
}

export function keyUsage(...usages: readonly (keyof typeof keyUsageBits)[]): ExtensionTemplate {
  return { type: '2.5.29.15', isCritical: true, value: encodeNamedBits(usages.map((usage) => keyUsageBits[usage])) }
}

/** Of a CA; `pathLength` null sets no limit. */
export function basicConstraints(pathLength: number | null): ExtensionTemplate {
  const limit = pathLength === null ? [] : [encodeInteger(pathLength)]
  return { type: '2.5.29.19', isCritical: true, value: encodeSequence(encodeBoolean(true), ...limit) }
}

export function subjectKeyIdentifier(publicKey: Uint8Array): ExtensionTemplate {
  return { type: '2.5.29.14', isCritical: false, value: encodeOctetString(keyIdOf(publicKey)) }
}

export function authorityKeyIdentifier({ keyId, certificate }: AuthorityKey): ExtensionTemplate {
  const named = certificate
    ? [
        encodeContext(1, encodeContext(4, certificate.issuer)),
        encodeContextPrimitive(2, encodeSerialNumber(certificate.serialNumber).subarray(2)),
      ]
    : []
  return { type: '2.5.29.35', isCritical: false, value: encodeSequence(encodeContextPrimitive(0, keyId), ...named) }
}

/** Critical; `cpsUri` adds the qualifier that names the practice statement. */
export function certificatePolicies(policies: readonly string[], cpsUri?: string): ExtensionTemplate {
  const qualifiers =
    cpsUri === undefined ? [] : [encodeSequence(encodeSequence(encodeObjectId(cpsQualifier), encodeIa5String(cpsUri)))]
  const value = encodeSequence(...policies.map((policy) => encodeSequence(encodeObjectId(policy), ...qualifiers)))
  return { type: '2.5.29.32', isCritical: true, value }
}

export function crlDistributionPoint(uri: string): ExtensionTemplate {
  return {
    type: '2.5.29.31',
    isCritical: false,
    value: encodeSequence(encodeSequence(encodeContext(0, encodeContext(0, uniformResource(uri))))),
  }
}

/** AuthorityInfoAccess with one OCSP responder (RFC 5280 §4.2.2.1). */
export function ocspResponderLocation(uri: string): ExtensionTemplate {
  const access = encodeSequence(encodeObjectId('1.3.6.1.5.5.7.48.1'), uniformResource(uri))
  return { type: '1.3.6.1.5.5.7.1.1', isCritical: false, value: encodeSequence(access) }
}

/** SubjectAltName with one directoryName. `name`: DER. */
export function subjectDirectoryName(name: Uint8Array): ExtensionTemplate {
  return { type: '2.5.29.17', isCritical: false, value: encodeSequence(encodeContext(4, name)) }
}

export function extendedKeyUsage(purpose: string, isCritical: boolean): ExtensionTemplate {
  return { type: '2.5.29.37', isCritical, value: encodeSequence(encodeObjectId(purpose)) }
}

/** `value`: DER of SubjectDirectoryAttributes, as lib/pki/hpki encodes a role. */
export function subjectDirectoryAttributes(value: Uint8Array): ExtensionTemplate {
  return { type: '2.5.29.9', isCritical: false, value }
}

/** id-pkix-ocsp-nocheck (RFC 6960 §4.2.2.2.1). */
export function ocspNoCheck(): ExtensionTemplate {
  return { type: '1.3.6.1.5.5.7.48.1.5', isCritical: false, value: encodeNull() }
}

export function crlNumber(number: number): ExtensionTemplate {
  return { type: '2.5.29.20', isCritical: false, value: encodeInteger(number) }
}

/** ENUMERATED CRLReason of a CRL entry (RFC 5280 §5.3.1). */
export function reasonCode(reason: number): ExtensionTemplate {
  return { type: '2.5.29.21', isCritical: false, value: encodeEnumerated(reason) }
}

export function invalidityDate(date: Date): ExtensionTemplate {
  return { type: '2.5.29.24', isCritical: false, value: encodeGeneralizedTime(date) }
}

/** SHA-1 of the public key's bits: method 1 of RFC 5280 §4.2.1.2. `publicKey`: SubjectPublicKeyInfo, DER. */
export function keyIdOf(publicKey: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha1').update(publicKeyBits(publicKey)).digest())
}

const cpsQualifier = '1.3.6.1.5.5.7.2.1'

function uniformResource(uri: string): Uint8Array<ArrayBuffer> {
  return encodeContextPrimitive(6, utf8(uri))
}
