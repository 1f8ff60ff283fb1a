import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildDispensingDocument } from '@/lib/eprescription/document/build-dispensing-document'
import { buildPrescriptionDocument } from '@/lib/eprescription/document/build-prescription-document'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { utf8 } from '@/lib/kernel/bytes'
import { wrongEcdsaForms } from '@/lib/pki/testing/ecdsa-forms'
import { hasXmlsec, runXmlsec } from '../testing/run-xmlsec'
import { rewrite } from '../testing/sign-again'
import { signDigest } from '../testing/sign-digest'
import { createScene, type Scene, signDocument, testTime } from '../testing/signed-documents'
import { finishSignature } from './finish-signature'
import { prepareSignature } from './prepare-signature'
import { decodePreparedSignature, encodePreparedSignature } from './prepared-signature'
import { XadesError } from './xades-error'

const scenes: Partial<Record<'rsa-2048' | 'p-256', Scene>> = {}
const csv = samplePrescriptionCsv()
const unsigned = buildPrescriptionDocument(csv)
const base64 = (octets: Uint8Array) => Buffer.from(octets).toString('base64')
const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest('base64')

beforeAll(async () => {
  scenes['rsa-2048'] = await createScene('rsa-2048')
  scenes['p-256'] = await createScene('p-256')
})

function sceneOf(algorithm: 'rsa-2048' | 'p-256'): Scene {
  const scene = scenes[algorithm]
  if (!scene) throw new Error('no scene')
  return scene
}

function prepare(document: Uint8Array = unsigned, changes: Partial<Parameters<typeof prepareSignature>[0]> = {}) {
  const { certificate } = sceneOf('rsa-2048').doctor
  return prepareSignature({ document, kind: 'prescription', certificate, signingTime: testTime, ...changes })
}

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof XadesError) return error.code
    throw error
  }
  return 'made'
}

describe('the signature has the shape of the e-prescription service', () => {
  test('octet by octet, for a given name of its parts', () => {
    const { certificate, key } = sceneOf('rsa-2048').doctor
    const prepared = prepare(unsigned, { idPrefix: 'x' })
    const value = signDigest(key, prepared.digest)
    const ds = 'http://www.w3.org/2000/09/xmldsig#'
    const s256 = '<xs:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></xs:DigestMethod>'
    const exc = 'Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"'
    const transforms = `<xs:Transforms><xs:Transform ${exc}></xs:Transform></xs:Transforms>`
    const x509 = `<xs:X509Data><xs:X509Certificate>${base64(certificate)}</xs:X509Certificate></xs:X509Data></xs:KeyInfo>`
    const target = `<PrescriptionDocument xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="PrescriptionDocument">${base64(csv)}</PrescriptionDocument>`
    const properties = (outer: string, inner: string) =>
      `<xa:SignedProperties${outer} Id="x-SignedProperties"><xa:SignedSignatureProperties><xa:SigningTime>2026-11-22T03:00:00Z</xa:SigningTime><xa:SigningCertificateV2><xa:Cert><xa:CertDigest><xs:DigestMethod${inner} Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></xs:DigestMethod><xs:DigestValue${inner}>${sha256(certificate)}</xs:DigestValue></xa:CertDigest></xa:Cert></xa:SigningCertificateV2></xa:SignedSignatureProperties></xa:SignedProperties>`
    const xa = ' xmlns:xa="http://uri.etsi.org/01903/v1.3.2#"'
    const expected = [
      `<PrescriptionSign><xs:Signature xmlns:xs="${ds}" Id="PrescriptionSign"><xs:SignedInfo Id="x-SignedInfo"><xs:CanonicalizationMethod ${exc}></xs:CanonicalizationMethod><xs:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></xs:SignatureMethod>`,
      `<xs:Reference Id="x-Ref1" URI="#PrescriptionDocument">${s256}<xs:DigestValue>${sha256(target)}</xs:DigestValue></xs:Reference>`,
      `<xs:Reference Id="x-Ref2" URI="#x-KeyInfo">${transforms}${s256}<xs:DigestValue>${sha256(`<xs:KeyInfo xmlns:xs="${ds}" Id="x-KeyInfo">${x509}`)}</xs:DigestValue></xs:Reference>`,
      `<xs:Reference Id="x-Ref3" Type="http://uri.etsi.org/01903#SignedProperties" URI="#x-SignedProperties">${transforms}${s256}<xs:DigestValue>${sha256(properties(xa, ` xmlns:xs="${ds}"`))}</xs:DigestValue></xs:Reference></xs:SignedInfo>`,
      `<xs:SignatureValue Id="x-SignatureValue">${base64(value)}</xs:SignatureValue><xs:KeyInfo Id="x-KeyInfo">${x509}`,
      `<xs:Object${xa}><xa:QualifyingProperties Id="x-QualifyingProperties" Target="#PrescriptionSign">${properties('', '')}</xa:QualifyingProperties></xs:Object></xs:Signature></PrescriptionSign>`,
    ].join('')
    const document = new TextDecoder().decode(finishSignature(prepared, value))
    expect(document).toBe(new TextDecoder().decode(unsigned).replace('<PrescriptionSign></PrescriptionSign>', expected))
  })

  test.runIf(hasXmlsec).each(['rsa-2048', 'p-256'] as const)(
    'xmlsec1 agrees: %s, prescription, dispensing and the prescription inside',
    (algorithm) => {
      const scene = sceneOf(algorithm)
      const judged = [
        runXmlsec(scene.prescription, 'prescription', scene),
        runXmlsec(scene.dispensing, 'dispensing', scene),
        runXmlsec(scene.dispensing, 'prescription', scene),
      ]
      expect(judged.map(({ isOk, output }) => (isOk ? 'OK' : output))).toEqual(['OK', 'OK', 'OK'])
      const changed = rewrite(scene.prescription, (xml) => xml.replace(/(<PrescriptionDocument [^>]*>)..../, '$1AAAA'))
      expect(runXmlsec(changed, 'prescription', scene).isOk).toBe(false)
    },
  )
})

describe('creation rules', () => {
  test('C1: only a digest of 32 octets is needed; the same facts give the same signature, and what is kept gives the same document', () => {
    const { key } = sceneOf('rsa-2048').doctor
    const prepared = prepare()
    expect(prepared.digest).toHaveLength(32)
    expect(prepare()).toEqual(prepared)
    const kept = decodePreparedSignature(encodePreparedSignature(prepared))
    expect(kept).toEqual(prepared)
    const value = signDigest(key, prepared.digest)
    expect(finishSignature(kept, value)).toEqual(finishSignature(prepared, value))
  })

  test.each(['', '[]', '{}', 'null', '{"version":2}', '\u0000'])(
    'C1: what was not kept by us is refused: %j',
    (text) => {
      expect(codeOf(() => decodePreparedSignature(utf8(text)))).toBe('prepared_malformed')
    },
  )

  test('C3: ids differ with content, time, signer and kind, and a taken one is refused', () => {
    const other = buildPrescriptionDocument(samplePrescriptionCsv({ patientCode: '99' }))
    const idOf = (prepared: { beforeValue: string }) => /SignedInfo Id="([^"]+)"/.exec(prepared.beforeValue)?.[1]
    const { doctor, pharmacist } = sceneOf('rsa-2048')
    const ids = [
      prepare(),
      prepare(other),
      prepare(unsigned, { signingTime: new Date(testTime.getTime() + 1000) }),
      prepare(unsigned, { certificate: pharmacist.certificate }),
    ].map(idOf)
    expect(new Set(ids).size).toBe(4)
    const taken = rewrite(unsigned, (xml) => xml.replace('id="PrescriptionManagement"', 'id="x-KeyInfo"'))
    expect(codeOf(() => prepare(taken, { idPrefix: 'x' }))).toBe('id_duplicate')
    expect(codeOf(() => prepare(unsigned, { idPrefix: 'x' }))).toBe('made')
    expect(codeOf(() => prepare(unsigned, { idPrefix: 'x" y="' }))).toBe('id_duplicate')
    expect(
      codeOf(() => prepare(unsigned, { signingTime: new Date(Number.NaN), certificate: doctor.certificate })),
    ).toBe('signing_time')
  })

  test.each([
    ['the usual empty element', (xml: string) => `${xml}\n`, 'made'],
    [
      'an empty-element tag',
      (xml: string) => xml.replace('<PrescriptionSign></PrescriptionSign>', '<PrescriptionSign />'),
      'made',
    ],
    ['an attribute on it', (xml: string) => xml.replace('<PrescriptionSign>', '<PrescriptionSign a="b">'), 'made'],
    ['text in it', (xml: string) => xml.replace('<PrescriptionSign>', '$&x'), 'insertion_point'],
    ['white space in it', (xml: string) => xml.replace('<PrescriptionSign>', '$&\n'), 'insertion_point'],
    ['an element in it', (xml: string) => xml.replace('<PrescriptionSign>', '$&<a/>'), 'insertion_point'],
    [
      'two of them',
      (xml: string) => xml.replace('<PrescriptionSign>', '<PrescriptionSign/>$&'),
      'document_kind_unknown',
    ],
    ['one more elsewhere', (xml: string) => xml.replace('<Version', '<PrescriptionSign/>$&'), 'insertion_point'],
    ['none', (xml: string) => xml.replace('<PrescriptionSign></PrescriptionSign>', ''), 'document_kind_unknown'],
    [
      'a ds:Signature elsewhere',
      (xml: string) => xml.replace('<Version', '<s:Signature xmlns:s="http://www.w3.org/2000/09/xmldsig#"/>$&'),
      'insertion_point',
    ],
    [
      'a comment',
      (xml: string) => xml.replace('<Version', '<!-- <PrescriptionSign></PrescriptionSign> -->$&'),
      'comment_inside',
    ],
    ['a DTD', (xml: string) => xml.replace('<Document ', '<!DOCTYPE Document>$&'), 'document_type_declaration'],
    [
      'the signature’s id taken',
      (xml: string) => xml.replace('id="PrescriptionManagement"', 'id="PrescriptionSign"'),
      'id_duplicate',
    ],
    ['no id on the content', (xml: string) => xml.replace(' id="PrescriptionDocument"', ''), 'reference_unresolved'],
    [
      'an id that would end the attribute',
      (xml: string) => xml.replace('id="PrescriptionDocument"', 'id="a&quot;b"'),
      'reference_unresolved',
    ],
  ])('C5: insertion point: %s', (_, change, code) => {
    expect(codeOf(() => prepare(rewrite(unsigned, change)))).toBe(code)
  })

  test('C5: a signed document is not signed again; a dispensing document needs the signed prescription', () => {
    const { prescription, pharmacist } = sceneOf('rsa-2048')
    expect(codeOf(() => prepare(prescription))).toBe('insertion_point')
    const dispensing = buildDispensingDocument(prescription, utf8('CJ1,'))
    const sign = (document: Uint8Array) => codeOf(() => signDocument('dispensing', document, pharmacist))
    expect(sign(dispensing)).toBe('made')
    expect(codeOf(() => prepare(dispensing))).toBe('document_kind_mismatch')
    expect(sign(rewrite(dispensing, (xml) => xml.replace(/<xs:Signature .*<\/xs:Signature>/, '')))).toBe(
      'signature_missing',
    )
  })

  test.each([
    ['line breaks', (xml: string) => xml.replace(/(<PrescriptionDocument [^>]*>.{76})/, '$1\n')],
    ['no base64', (xml: string) => xml.replace(/(<PrescriptionDocument [^>]*>)/, '$1-')],
    ['nothing', (xml: string) => xml.replace(/(<PrescriptionDocument [^>]*>)[^<]*/, '$1')],
    ['CR LF in the CSV', (xml: string) => xml.replace(/(<PrescriptionDocument [^>]*>)[^<]*/, `$1${btoa('SJ1\r\n1')}`)],
    [
      'a CSV that is not UTF-8',
      (xml: string) => xml.replace(/(<PrescriptionDocument [^>]*>)[^<]*/, `$1${btoa('SJ1\n\xff')}`),
    ],
  ])('C6: content is base64 on one line of UTF-8 with LF: %s', (_, change) => {
    expect(codeOf(() => prepare(rewrite(unsigned, change)))).toBe('signed_content_malformed')
  })

  test('no certificate, no signature', () => {
    expect(codeOf(() => prepare(unsigned, { certificate: utf8('x') }))).toBe('certificate_malformed')
  })
})

describe('the value of the signature', () => {
  test('an ECDSA value in any other form than DER is refused', () => {
    const { certificate, key } = sceneOf('p-256').doctor
    const prepared = prepare(unsigned, { certificate })
    const value = signDigest(key, prepared.digest)
    expect(codeOf(() => finishSignature(prepared, value))).toBe('made')
    for (const [name, change] of wrongEcdsaForms) {
      const changed = change(value)
      if (Buffer.from(changed).equals(value)) continue
      expect(
        codeOf(() => finishSignature(prepared, changed)),
        name,
      ).toBe('signature_value')
    }
  })

  test('a value of another length is refused', () => {
    const prepared = prepare()
    expect(codeOf(() => finishSignature(prepared, new Uint8Array(255)))).toBe('signature_value')
    expect(codeOf(() => finishSignature(prepared, new Uint8Array(256)))).toBe('made')
    const ec = prepare(unsigned, { certificate: sceneOf('p-256').doctor.certificate })
    expect(codeOf(() => finishSignature(ec, new Uint8Array(64)))).toBe('signature_value')
  })
})
