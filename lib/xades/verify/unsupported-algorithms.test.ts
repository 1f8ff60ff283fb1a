import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseCertificate } from '@/lib/pki/certificate'
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

/** Nobody signs again: what these say could have been written by anybody. */
const judge = (change: Change) => verifySignedDocument(rewrite(scene.prescription, change), verification)

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
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    const holder = await scene.pki.issueHolder({
      change: (template) => ({
        ...template,
        publicKey: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
      }),
    })
    expect(methodOfKey(parseCertificate(holder.certificate))).toBe('key_type_mismatch')
    const certificate = Buffer.from(holder.certificate).toString('base64')
    const withKey: Change = (xml) => xml.replace(/(<xs:X509Certificate>)[^<]*/, `$1${certificate}`)
    const codesOf = (change: Change) => judge(change).findings.map(({ code }) => code)
    expect(codesOf((xml) => withKey(signatureMethod(`${more}ecdsa-sha384`)(xml)))).toContain('key_type_not_supported')
    expect(codesOf(withKey)).toContain('key_type_mismatch')
  })
})
