import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseCertificate } from '@/lib/pki/certificate'
import { encodeBitString, encodeSequence } from '@/lib/pki/der/write-der'
import { methodOfKey } from '../signing-key'
import { rewrite } from '../testing/sign-again'
import { createScene, type Scene } from '../testing/signed-documents'
import { verificationOf } from '../testing/verification-of'
import type { Verification } from './verification'
import { verifySignedDocument } from './verify-signed-document'

let scene: Scene
let verification: Verification

beforeAll(async () => {
  scene = await createScene('rsa-2048')
  verification = await verificationOf(scene)
})

const exc = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const inclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const more = 'http://www.w3.org/2001/04/xmldsig-more#'
const namespaces = `<e:InclusiveNamespaces xmlns:e="${exc}" PrefixList="xs"/>`
type Change = (xml: string) => string

const canonicalization =
  (uri: string, inner = ''): Change =>
  (xml) =>
    xml.replace(
      `<xs:CanonicalizationMethod Algorithm="${exc}">`,
      `<xs:CanonicalizationMethod Algorithm="${uri}">${inner}`,
    )
const signatureMethod =
  (uri: string): Change =>
  (xml) =>
    xml.replace(`${more}rsa-sha256`, uri)
const transform =
  (uri: string, inner = ''): Change =>
  (xml) =>
    xml.replace(
      /(<xs:Reference Id="[^"]+" URI="#PrescriptionDocument">)/,
      `$1<xs:Transforms><xs:Transform Algorithm="${uri}">${inner}</xs:Transform></xs:Transforms>`,
    )
const digestMethod =
  (uri: string): Change =>
  (xml) =>
    xml.replace(/(<xs:Reference .*?DigestMethod Algorithm=")[^"]*/, `$1${uri}`)
const certificateDigest =
  (uri: string): Change =>
  (xml) =>
    xml.replace(/(<xa:CertDigest><xs:DigestMethod Algorithm=")[^"]*/, `$1${uri}`)

/** Not signed again: an attacker could have written what these contain. */
const judge = (change: Change) => verifySignedDocument(rewrite(scene.prescription, change), verification)

const codesOf = (change: Change) => judge(change).findings.map(({ code }) => code)

/** Another certificate of the doctor in its place, for this key. */
async function withKeyOf(publicKey: Uint8Array): Promise<Change> {
  const holder = await scene.pki.issueHolder({ change: (template) => ({ ...template, publicKey }) })
  expect(methodOfKey(parseCertificate(holder.certificate))).toBe('key_type_mismatch')
  const certificate = Buffer.from(holder.certificate).toString('base64')
  return (xml) => xml.replace(/(<xs:X509Certificate>)[^<]*/, `$1${certificate}`)
}

function spkiOf(namedCurve: string): Uint8Array {
  return new Uint8Array(generateKeyPairSync('ec', { namedCurve }).publicKey.export({ type: 'spki', format: 'der' }))
}

/** x and the parity of y in place of the point of P-256 at the end. */
function compressed(spki: Uint8Array): Uint8Array {
  const algorithm = spki.subarray(2, 23)
  const x = spki.subarray(27, 59)
  return encodeSequence(algorithm, encodeBitString(Uint8Array.of(2 + ((spki.at(-1) ?? 0) & 1), ...x)))
}

describe('sound algorithms of other makers are not supported, not forbidden; nothing is shown as signed', () => {
  test.each([
    ['inclusive C14N of SignedInfo', canonicalization(inclusive), 'canonicalization_method_not_supported'],
    ['C14N 1.1', canonicalization('http://www.w3.org/2006/12/xml-c14n11'), 'canonicalization_method_not_supported'],
    ['C14N with comments', canonicalization(`${exc}WithComments`), 'canonicalization_method_not_supported'],
    ['more namespaces in C14N', canonicalization(exc, namespaces), 'canonicalization_method_not_supported'],
    ['RSA with SHA-512', signatureMethod(`${more}rsa-sha512`), 'signature_method_not_supported'],
    [
      'RSASSA-PSS',
      signatureMethod('http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1'),
      'signature_method_not_supported',
    ],
    ['ECDSA with SHA-384', signatureMethod(`${more}ecdsa-sha384`), 'signature_method_not_supported'],
    ['a transform with comments', transform(`${exc}WithComments`), 'transform_not_supported'],
    ['a transform with more namespaces', transform(exc, namespaces), 'transform_not_supported'],
    ['SHA3-256', digestMethod('http://www.w3.org/2007/05/xmldsig-more#sha3-256'), 'digest_method_not_supported'],
  ] satisfies [string, Change, string][])('%s', (_, change, code) => {
    const forged: Change = (xml) => change(xml).replace(/(<PrescriptionDocument [^>]*>)..../, '$1AAAA')
    for (const one of [change, forged]) {
      const { findings, signatures, signedContent } = judge(one)
      const codes = findings.map((finding) => finding.code)
      expect(codes).toContain(code)
      expect(codes.filter((each) => /not_allowed|malformed|missing/.test(each))).toEqual([])
      expect(signedContent).toEqual({ prescription: null, dispensing: null })
      expect(signatures.map(({ covered, signedBytes }) => ({ covered, signedBytes }))).toEqual([
        { covered: [], signedBytes: null },
      ])
    }
  })

  test('unsupported and nothing else: INDETERMINATE', () => {
    const { result, reason } = judge(signatureMethod(`${more}rsa-sha512`))
    expect({ result, code: reason?.code }).toEqual({ result: 'INDETERMINATE', code: 'signature_method_not_supported' })
  })

  test('beside a wrong digest: INVALID', () => {
    const { result } = judge((xml) =>
      signatureMethod(`${more}rsa-sha512`)(xml).replace(/(<PrescriptionDocument [^>]*>)..../, '$1AAAA'),
    )
    expect(result).toBe('INVALID')
  })

  test('a digest of the certificate by SHA3', () => {
    const { findings } = judge(certificateDigest('http://www.w3.org/2007/05/xmldsig-more#sha3-256'))
    expect(findings.map(({ code }) => code)).toContain('digest_method_not_supported')
    expect(findings.map(({ code }) => code)).not.toContain('signing_certificate_mismatch')
  })

  test('a certificate on P-384 with its method is not supported, under rsa-sha256 it is wrong', async () => {
    const withKey = await withKeyOf(spkiOf('P-384'))
    expect(codesOf((xml) => withKey(signatureMethod(`${more}ecdsa-sha384`)(xml)))).toContain('key_type_not_supported')
    expect(codesOf(withKey)).toContain('key_type_mismatch')
  })

  test.each([
    ['on P-384', () => spkiOf('P-384')],
    ['on a curve that is not read here', () => spkiOf('brainpoolP256r1')],
    ['on P-256 as a compressed point (RFC 5480 §2.2)', () => compressed(spkiOf('P-256'))],
  ])('a certificate %s under ecdsa-sha256, which other verifiers accept, is not supported', async (_, spki) => {
    const withKey = await withKeyOf(spki())
    const codes = codesOf((xml) => withKey(signatureMethod(`${more}ecdsa-sha256`)(xml)))
    expect(codes).toContain('key_type_not_supported')
    expect(codes).not.toContain('key_type_mismatch')
    expect(codes).not.toContain('certificate_malformed')
  })
})
