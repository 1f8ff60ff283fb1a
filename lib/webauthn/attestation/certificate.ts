import { X509Certificate } from 'node:crypto'
import { type DerElement, derChildren, derOid, derPrimitive, derSmallInteger, readDer } from './der'

/** An X.509 certificate (RFC 5280 §4.1) as far as attestation needs it. Nothing in it is trusted by having been parsed. */
export type Certificate = {
  x509: X509Certificate
  der: Uint8Array
  /** 3 for v3. */
  version: number
  signatureAlgorithmOid: string
  /** First value per attribute OID. */
  subject: ReadonlyMap<string, string>
  extensions: ReadonlyMap<string, CertificateExtension>
  notBefore: Date
  notAfter: Date
}

export type CertificateExtension = { isCritical: boolean; value: Uint8Array }

const maxCertificateLength = 16_384

/** Parses one DER certificate; `null` when it is none, has octets left over or repeats an extension. */
export function parseCertificate(der: Uint8Array): Certificate | null {
  if (der.length > maxCertificateLength) return null
  const outer = derChildren(readDer(der))
  const tbs = derChildren(outer?.[0])
  const x509 = openCertificate(der)
  if (!tbs || x509 === null) return null
  const versionElement = tbs[0]?.tagClass === 'context' ? tbs[0] : undefined
  const fields = versionElement ? tbs.slice(1) : tbs
  const signatureAlgorithmOid = derOid(derChildren(outer?.[1])?.[0])
  const subject = readName(fields[4])
  const extensions = readExtensions(fields.find(({ tagClass, tag }) => tagClass === 'context' && tag === 3))
  if (signatureAlgorithmOid === null || subject === null || extensions === null) return null
  const version = versionElement ? (derSmallInteger(derChildren(versionElement)?.[0]) ?? 0) + 1 : 1
  const notBefore = new Date(x509.validFrom)
  const notAfter = new Date(x509.validTo)
  return { x509, der, version, signatureAlgorithmOid, subject, extensions, notBefore, notAfter }
}

/**
 * Whether it has the outer form of a certificate (RFC 5280 §4.1): then one that cannot be parsed may have a kind of key that is
 * not known here.
 */
export function isCertificateShaped(der: Uint8Array): boolean {
  const outer = derChildren(readDer(der))
  return outer?.length === 3 && (derChildren(outer[0])?.length ?? 0) >= 6 && derPrimitive(outer[2], 3) !== null
}

function openCertificate(der: Uint8Array): X509Certificate | null {
  try {
    const certificate = new X509Certificate(der)
    // The key is decoded on first use and that may throw: a certificate whose key is unknown is of no use here.
    return certificate.publicKey ? certificate : null
  } catch {
    return null
  }
}

function readName(name: DerElement | undefined): Map<string, string> | null {
  const attributes = new Map<string, string>()
  for (const rdn of derChildren(name) ?? []) {
    for (const attribute of derChildren(rdn) ?? []) {
      const [type, value] = derChildren(attribute) ?? []
      const oid = derOid(type)
      if (oid === null || value === undefined) return null
      if (!attributes.has(oid)) attributes.set(oid, new TextDecoder().decode(value.contents))
    }
  }
  return attributes
}

function readExtensions(wrapper: DerElement | undefined): Map<string, CertificateExtension> | null {
  const extensions = new Map<string, CertificateExtension>()
  for (const extension of derChildren(derChildren(wrapper)?.[0]) ?? []) {
    const members = derChildren(extension) ?? []
    const oid = derOid(members[0])
    const value = derPrimitive(members.at(-1), 4)
    if (oid === null || value === null || extensions.has(oid)) return null
    extensions.set(oid, { isCritical: (derPrimitive(members[1], 1)?.[0] ?? 0) !== 0, value })
  }
  return extensions
}
