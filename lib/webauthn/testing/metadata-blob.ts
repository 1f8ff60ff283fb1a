import { sign } from 'node:crypto'
import { toBase64Url, utf8 } from '@/lib/kernel/bytes'
import { encodeContextPrimitive, encodeSequence } from '@/lib/pki/der/write-der'
import { mintTestCertificate, type TestCertificate, type TestCertificateOptions } from './test-certificate'

/** A metadata service of the tests: a root, and what signs BLOBs under it. */
export type TestMetadataService = { root: TestCertificate; intermediate: TestCertificate }

export function createTestMetadataService(): TestMetadataService {
  const root = mintTestCertificate({ name: { CN: 'Test Metadata Root' }, isCa: true })
  const intermediate = mintTestCertificate({ name: { CN: 'Test Metadata CA' }, issuer: root, isCa: true })
  return { root, intermediate }
}

/** Base64 of DER, as metadata hold certificates. */
export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

/** The end of a certificate's names: one dNSName (RFC 5280 §4.2.1.6). */
function subjectAlternativeName(host: string) {
  return { oid: '2.5.29.17', value: encodeSequence(encodeContextPrimitive(2, utf8(host))) }
}

/**
 * A metadata BLOB (FIDO Metadata Service v3.1 §3.1.7) signed with ES256. `header` is laid over its own, `host` replaces the
 * signer's name, `leaf` is laid over its certificate, `payload` replaces the JSON as a whole.
 */
export function signMetadataBlob(
  service: TestMetadataService,
  members: Record<string, unknown>,
  bend: {
    header?: Record<string, unknown>
    host?: string
    leaf?: Partial<TestCertificateOptions>
    payload?: string
    signer?: TestCertificate
  } = {},
): string {
  const leaf = mintTestCertificate({
    name: { CN: 'mds.fidoalliance.org' },
    issuer: service.intermediate,
    extensions: [subjectAlternativeName(bend.host ?? 'mds.fidoalliance.org')],
    ...bend.leaf,
  })
  const x5c = [leaf, service.intermediate].map((certificate) => base64(certificate.der))
  const header = { alg: 'ES256', typ: 'JWT', x5c, ...bend.header }
  const payload =
    bend.payload ?? JSON.stringify({ legalHeader: 'x', no: 7, nextUpdate: '2026-05-01', entries: [], ...members })
  const signed = `${toBase64Url(utf8(JSON.stringify(header)))}.${toBase64Url(utf8(payload))}`
  const key = { key: (bend.signer ?? leaf).privateKey, dsaEncoding: 'ieee-p1363' } as const
  return `${signed}.${toBase64Url(new Uint8Array(sign('sha256', utf8(signed), key)))}`
}
