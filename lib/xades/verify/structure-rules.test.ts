import { beforeAll, describe, expect, test } from 'vitest'
import type { TestIdentity } from '@/lib/pki/testing/test-pki'
import { hasXmlsec, runXmlsec } from '../testing/run-xmlsec'
import { rewrite, signAgain } from '../testing/sign-again'
import { createScene, type Scene } from '../testing/signed-documents'
import { verificationOf } from '../testing/verification-of'
import { defaultXmlLimits } from '../xml/check-limits'
import type { Verification } from './verification'
import { verifySignedDocument } from './verify-signed-document'

let scene: Scene
let ecScene: Scene
let verification: Verification

beforeAll(async () => {
  scene = await createScene('rsa-2048')
  ecScene = await createScene('p-256')
  verification = await verificationOf(scene)
})

function judge(document: Uint8Array, changes: Partial<Verification> = {}) {
  const verdict = verifySignedDocument(document, { ...verification, ...changes })
  const facts = verdict.findings.map(({ code, rule }) => `${rule} ${code}`)
  return { result: verdict.result, reason: verdict.reason?.code ?? null, facts }
}

/** The prescription changed and signed again by its own signer: only the rule in question can refuse it. */
function forge(change: (xml: string) => string, hash = 'sha256', { key }: TestIdentity = scene.doctor) {
  return signAgain(rewrite(scene.prescription, change), key, { hash })
}

const exc = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const s256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
const excTransforms = `<xs:Transforms><xs:Transform Algorithm="${exc}"/></xs:Transforms>`
const firstReference = /(<xs:Reference Id="[^"]+" URI="#PrescriptionDocument">)/
const unchanged = (xml: string) => xml.replace('EP.xsd', 'EP2.xsd')

test('signing again without a change of what is signed gives a VALID document', () => {
  expect(judge(forge(unchanged))).toEqual({ result: 'VALID', reason: null, facts: [] })
})

describe('V1: limits before parsing', () => {
  test.each([
    ['size', { size: 100 }, 'document_too_large'],
    ['depth', { depth: 5 }, 'document_too_complex'],
    ['elements', { elements: 20 }, 'document_too_complex'],
    ['attributes of an element', { attributesOfElement: 2 }, 'document_too_complex'],
    ['namespaces in scope', { namespacesInScope: 10 }, 'document_too_complex'],
  ])('%s', (_, limit, code) => {
    const verdict = judge(scene.prescription, { limits: { ...defaultXmlLimits, ...limit } })
    expect(verdict).toEqual({ result: 'INVALID', reason: code, facts: [`V1 ${code}`] })
  })

  test('octets that are not UTF-8', () => {
    const document = new Uint8Array(scene.prescription)
    document[60] = 0xff
    expect(judge(document).facts).toEqual(['V1 encoding_not_utf8'])
  })
})

describe('V2–V4: ids, places, structure', () => {
  test('V2: an id that stands twice, in whatever spelling', () => {
    const document = forge((xml) => xml.replace('<Version ', '<Version ID="PrescriptionManagement" '))
    expect(judge(document).facts).toEqual(['V2 id_duplicate'])
    const other = forge((xml) => xml.replace('<Version ', '<Version ID="another" '))
    expect(judge(other).result).toBe('VALID')
  })

  test('V3: another kind than expected', () => {
    expect(judge(scene.prescription, { kind: 'dispensing' }).facts).toEqual(['V3 document_kind_mismatch'])
    expect(judge(scene.prescription, { kind: 'prescription' }).result).toBe('VALID')
    expect(judge(scene.dispensing, { kind: 'dispensing' }).result).toBe('VALID')
  })

  test('V3: a further ds:Signature in an unsigned place', () => {
    const document = forge((xml) =>
      xml.replace('<Version ', '<s:Signature xmlns:s="http://www.w3.org/2000/09/xmldsig#"/>$&'),
    )
    expect(judge(document).facts).toEqual(['V3 signature_misplaced'])
  })

  test.each([
    ['a second ds:Object', (xml: string) => xml.replace('</xs:Signature>', '<xs:Object/>$&'), 'V4 signature_structure'],
    [
      'a second SignedInfo',
      (xml: string) => xml.replace('<xs:SignatureValue', '<xs:SignedInfo/>$&'),
      'V4 signature_structure',
    ],
    ['text in the signature', (xml: string) => xml.replace('<xs:SignatureValue', 'x$&'), 'V4 signature_structure'],
    [
      'QualifyingPropertiesReference',
      (xml: string) =>
        xml.replace('<xa:QualifyingProperties', '<xa:QualifyingPropertiesReference URI="http://127.0.0.1:9/"/>$&'),
      'V4 qualifying_properties_reference',
    ],
    [
      'a second QualifyingProperties',
      (xml: string) => xml.replace('</xs:Object>', '<xa:QualifyingProperties/>$&'),
      'V4 qualifying_properties_structure',
    ],
    [
      'a second SignedProperties',
      (xml: string) => xml.replace('</xa:QualifyingProperties>', '<xa:SignedProperties/>$&'),
      'V4 qualifying_properties_structure',
    ],
    [
      'a counter-signature',
      (xml: string) =>
        xml.replace(
          '</xa:QualifyingProperties>',
          '<xa:UnsignedProperties><xa:UnsignedSignatureProperties><xa:CounterSignature/></xa:UnsignedSignatureProperties></xa:UnsignedProperties>$&',
        ),
      'V4 counter_signature',
    ],
    [
      'something else in SignedInfo',
      (xml: string) => xml.replace('</xs:SignedInfo>', '<xs:Object/>$&'),
      'V4 signed_info_structure',
    ],
  ])('V4: %s', (_, change, fact) => {
    expect(judge(forge(change))).toMatchObject({ result: 'INVALID', facts: [fact] })
  })
})

describe('V5: methods from the list only', () => {
  test.each([
    [
      'no canonicalization at all',
      (xml: string) => xml.replace(`CanonicalizationMethod Algorithm="${exc}"`, 'CanonicalizationMethod'),
      'canonicalization_method_not_allowed',
    ],
    [
      'a canonicalization that there is not',
      (xml: string) =>
        xml.replace(`CanonicalizationMethod Algorithm="${exc}"`, 'CanonicalizationMethod Algorithm="urn:x"'),
      'canonicalization_method_not_allowed',
    ],
    [
      'parameters of the C14N method that are none',
      (xml: string) => xml.replace('</xs:CanonicalizationMethod>', '<xs:Other/>$&'),
      'canonicalization_method_not_allowed',
    ],
    [
      'HMAC',
      (xml: string) => xml.replace('xmldsig-more#rsa-sha256', 'xmldsig-more#hmac-sha256'),
      'signature_method_not_allowed',
    ],
    [
      'a length of the HMAC',
      (xml: string) => xml.replace('</xs:SignatureMethod>', '<xs:HMACOutputLength>8</xs:HMACOutputLength>$&'),
      'signature_method_not_allowed',
    ],
  ])('%s', (_, change, code) => {
    const { result, facts } = judge(forge(change))
    expect(result).toBe('INVALID')
    expect(facts).toContain(`V5 ${code}`)
  })

  test('SHA-1', () => {
    const document = forge((xml) => xml.replace('2001/04/xmldsig-more#rsa-sha256', '2000/09/xmldsig#rsa-sha1'), 'sha1')
    expect(judge(document).facts).toEqual(['V5 signature_method_not_allowed'])
  })
})

describe('V6: exactly three references, to the elements at their places', () => {
  const reference = (uri: string) =>
    `<xs:Reference URI="${uri}">${excTransforms}<xs:DigestMethod Algorithm="${s256}"/><xs:DigestValue>AA==</xs:DigestValue></xs:Reference>`
  test.each([
    [
      'a fourth reference',
      (xml: string) => xml.replace('</xs:SignedInfo>', `${reference('#PrescriptionManagement')}$&`),
      ['reference_count', 'reference_misplaced'],
    ],
    [
      'the same twice',
      (xml: string) => xml.replace('</xs:SignedInfo>', `${reference('#PrescriptionDocument')}$&`),
      ['reference_count', 'reference_repeated'],
    ],
    [
      'a document elsewhere',
      (xml: string) => xml.replace('URI="#PrescriptionDocument"', 'URI="http://127.0.0.1:9/"'),
      ['reference_unresolved'],
    ],
    [
      'the whole document',
      (xml: string) => xml.replace('URI="#PrescriptionDocument"', 'URI=""'),
      ['reference_unresolved'],
    ],
    [
      'an XPointer',
      (xml: string) => xml.replace('URI="#PrescriptionDocument"', `URI="#xpointer(id('PrescriptionDocument'))"`),
      ['reference_unresolved'],
    ],
    ['no URI', (xml: string) => xml.replace(' URI="#PrescriptionDocument"', ''), ['reference_unresolved']],
    [
      'an unsigned neighbour instead',
      (xml: string) => xml.replace('URI="#PrescriptionDocument"', 'URI="#PrescriptionManagement"'),
      ['reference_misplaced'],
    ],
  ])('%s', (_, change, codes) => {
    const { result, facts } = judge(forge(change))
    expect(result).toBe('INVALID')
    expect(facts).toEqual(expect.arrayContaining(codes.map((code) => `V6 ${code}`)))
  })

  test('KeyInfo left out', () => {
    const document = forge((xml) => xml.replace(/<xs:Reference Id="[^"]*-Ref2".*?<\/xs:Reference>/, ''))
    expect(judge(document).facts).toEqual(['V6 reference_count'])
  })

  test('their order is free', () => {
    const document = forge((xml) =>
      xml.replace(/(<xs:Reference .*?<\/xs:Reference>)(<xs:Reference .*?<\/xs:Reference>)/, '$2$1'),
    )
    expect(judge(document).result).toBe('VALID')
  })
})

describe('V7: at most one transform, a canonicalization', () => {
  const withTransforms = (inner: string) => (xml: string) =>
    xml.replace(firstReference, `$1<xs:Transforms>${inner}</xs:Transforms>`)
  test.each([
    ['exclusive', `<xs:Transform Algorithm="${exc}"/>`],
    ['inclusive', '<xs:Transform Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/>'],
  ])('allowed: %s', (_, inner) => expect(judge(forge(withTransforms(inner))).result).toBe('VALID'))

  test.each([
    [
      'XPath',
      '<xs:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><xs:XPath>false()</xs:XPath></xs:Transform>',
    ],
    ['XSLT', '<xs:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/>'],
    ['base64', '<xs:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#base64"/>'],
    ['enveloped signature', '<xs:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>'],
    ['two', `<xs:Transform Algorithm="${exc}"/><xs:Transform Algorithm="${exc}"/>`],
    ['parameters that are none', `<xs:Transform Algorithm="${exc}"><xs:Other/></xs:Transform>`],
    [
      'an unsupported one and another',
      `<xs:Transform Algorithm="${exc}WithComments"/><xs:Transform Algorithm="${exc}"/>`,
    ],
    ['none in Transforms', ''],
  ])('refused: %s', (_, inner) => {
    expect(judge(forge(withTransforms(inner))).facts).toEqual(['V7 transform_not_allowed'])
  })
})

describe('V8: digests, Type and Target', () => {
  const digestMethod = (uri: string) => (xml: string) => xml.replace(`Algorithm="${s256}"`, `Algorithm="${uri}"`)
  test.each([
    ['SHA-384', 'http://www.w3.org/2001/04/xmldsig-more#sha384'],
    ['SHA-512', 'http://www.w3.org/2001/04/xmlenc#sha512'],
  ])('allowed: %s', (_, uri) => expect(judge(forge(digestMethod(uri))).result).toBe('VALID'))

  test('refused: SHA-1', () => {
    expect(judge(forge(digestMethod('http://www.w3.org/2000/09/xmldsig#sha1'))).facts).toEqual([
      'V8 digest_method_not_allowed',
    ])
  })

  test.each([
    ['another digest', (xml: string) => xml.replace(/(<xs:DigestValue>)..../, '$1AAAA'), 'digest_mismatch'],
    [
      'a digest of another length',
      (xml: string) => xml.replace(/<xs:DigestValue>[^<]*/, '<xs:DigestValue>AAAA'),
      'digest_value_malformed',
    ],
    [
      'a digest that is no base64',
      (xml: string) => xml.replace(/(<xs:DigestValue>)./, '$1*'),
      'digest_value_malformed',
    ],
    [
      'an empty digest',
      (xml: string) => xml.replace(/<xs:DigestValue>[^<]*/, '<xs:DigestValue>'),
      'digest_value_malformed',
    ],
  ])('refused: %s', (_, change, code) => {
    expect(judge(rewrite(scene.prescription, change)).facts).toContain(`V8 ${code}`)
  })

  test.each([
    ['no Type of SignedProperties', (xml: string) => xml.replace(/ Type="[^"]*"/, ''), 'signed_properties_type'],
    [
      'the Type on another reference',
      (xml: string) =>
        xml.replace('URI="#PrescriptionDocument"', 'Type="http://uri.etsi.org/01903#SignedProperties" $&'),
      'signed_properties_type',
    ],
    [
      'Target of another signature',
      (xml: string) => xml.replace('Target="#PrescriptionSign"', 'Target="#Other"'),
      'qualifying_properties_target',
    ],
    ['no Target', (xml: string) => xml.replace(' Target="#PrescriptionSign"', ''), 'qualifying_properties_target'],
    [
      'no Id of the signature',
      (xml: string) => xml.replace(' Id="PrescriptionSign"', ''),
      'qualifying_properties_target',
    ],
  ])('refused: %s', (_, change, code) => expect(judge(forge(change)).facts).toEqual([`V8 ${code}`]))
})

describe('V10, V11: key and value', () => {
  test.each([
    [
      'KeyValue beside the certificate',
      (xml: string) => xml.replace('<xs:X509Data>', '<xs:KeyValue/>$&'),
      'key_info_structure',
    ],
    [
      'RetrievalMethod',
      (xml: string) => xml.replace('<xs:X509Data>', '<xs:RetrievalMethod URI="http://127.0.0.1:9/"/>$&'),
      'key_info_structure',
    ],
    [
      'two certificates',
      (xml: string) => xml.replace(/<xs:X509Certificate>.*?<\/xs:X509Certificate>/, '$&$&'),
      'key_info_structure',
    ],
    [
      'no certificate',
      (xml: string) => xml.replace(/<xs:X509Certificate>.*?<\/xs:X509Certificate>/, ''),
      'key_info_structure',
    ],
    [
      'octets behind the certificate',
      (xml: string) =>
        xml.replace(
          /(<xs:X509Certificate>)([^<]*)/,
          (_match, tag, text) => tag + Buffer.concat([Buffer.from(text, 'base64'), Buffer.of(0)]).toString('base64'),
        ),
      'certificate_malformed',
    ],
  ])('V10 refused: %s', (_, change, code) => expect(judge(forge(change)).facts).toContain(`V10 ${code}`))

  test('V10: an EC key under rsa-sha256', () => {
    const certificate = Buffer.from(ecScene.doctor.certificate).toString('base64')
    const document = forge(
      (xml) => xml.replace(/(<xs:X509Certificate>)[^<]*/, `$1${certificate}`),
      'sha256',
      ecScene.doctor,
    )
    expect(judge(document).facts).toEqual(
      expect.arrayContaining(['V10 key_type_mismatch', 'V9 signing_certificate_mismatch']),
    )
  })

  test('V11: a value of another key, of another length, in DER', () => {
    expect(judge(forge(unchanged, 'sha256', scene.pharmacist)).facts).toEqual(['V11 signature_value_mismatch'])
    const value = (text: string) =>
      rewrite(scene.prescription, (xml) => xml.replace(/(<xs:SignatureValue [^>]*>)[^<]*/, `$1${text}`))
    expect(judge(value('AAAA')).facts).toEqual(['V11 signature_value_malformed'])
    expect(judge(value('')).facts).toEqual(['V11 signature_value_malformed'])
    expect(judge(value('*')).facts).toEqual(['V11 signature_value_malformed'])
  })

  test.runIf(hasXmlsec)('a judge that knows no profile accepts what V2, V6 and V8 refuse', () => {
    const documents = [
      forge((xml) => xml.replace(' Target="#PrescriptionSign"', '')),
      forge((xml) => xml.replace(/ Type="[^"]*"/, '')),
      forge((xml) => xml.replace(/<xs:Reference Id="[^"]*-Ref2".*?<\/xs:Reference>/, '')),
    ]
    for (const document of documents) {
      expect(runXmlsec(document, 'prescription', scene).isOk).toBe(true)
      expect(judge(document).result).toBe('INVALID')
    }
  })
})
