import {
  encodeBitString,
  encodeContext,
  encodeInteger,
  encodeSequence,
  encodeSequenceOf,
  encodeTime,
} from '../der/write-der'
import { encodeSerialNumber } from './encode-serial-number'
import { authorityKeyIdentifier, crlNumber, invalidityDate, reasonCode } from './extensions'
import { type ExtensionTemplate, encodeExtensions } from './issue-certificate'
import type { Issuer } from './profiles'
import { type Signer, signatureAlgorithmIdentifier } from './signature-algorithm'

/** CRLReason (RFC 5280 §5.3.1); `unspecified` is expressed by leaving it out. */
export const crlReasons = {
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  removeFromCRL: 8,
  privilegeWithdrawn: 9,
  aACompromise: 10,
} as const

export type CrlReason = keyof typeof crlReasons

/** `serialNumber`: hexadecimal. */
export type CrlEntryTemplate = {
  serialNumber: string
  revocationDate: Date
  reason?: CrlReason
  invalidityDate?: Date
}

export type CrlTemplate = {
  issuer: Issuer
  /** Rises with each CRL of the issuer. */
  crlNumber: number
  thisUpdate: Date
  nextUpdate: Date
  entries: readonly CrlEntryTemplate[]
  /** Beyond authorityKeyIdentifier and cRLNumber. */
  extensions?: readonly ExtensionTemplate[]
}

/** Issues a v2 CRL (RFC 5280 §5.1) with an outside signer and answers its DER. */
export async function issueCrl(template: CrlTemplate, sign: Signer): Promise<Uint8Array<ArrayBuffer>> {
  const { issuer, entries } = template
  const algorithm = signatureAlgorithmIdentifier(issuer.signatureAlgorithm)
  const extensions = [
    authorityKeyIdentifier({ keyId: issuer.keyId }),
    crlNumber(template.crlNumber),
    ...(template.extensions ?? []),
  ]
  const tbs = encodeSequence(
    encodeInteger(1),
    algorithm,
    issuer.name,
    encodeTime(template.thisUpdate),
    encodeTime(template.nextUpdate),
    entries.length === 0 ? null : encodeSequenceOf(entries.map(encodeEntry)),
    encodeContext(0, encodeExtensions(extensions)),
  )
  return encodeSequence(tbs, algorithm, encodeBitString(await sign(tbs)))
}

function encodeEntry(entry: CrlEntryTemplate): Uint8Array<ArrayBuffer> {
  const extensions = [
    ...(entry.reason === undefined ? [] : [reasonCode(crlReasons[entry.reason])]),
    ...(entry.invalidityDate === undefined ? [] : [invalidityDate(entry.invalidityDate)]),
  ]
  return encodeSequence(
    encodeSerialNumber(entry.serialNumber),
    encodeTime(entry.revocationDate),
    ...(extensions.length === 0 ? [] : [encodeExtensions(extensions)]),
  )
}
