import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseCertificate } from '@/lib/pki/certificate'
import { toRfc4514 } from '@/lib/pki/name'
import { hasXmlsec, runXmlsec } from '../../testing/run-xmlsec'
import { rewrite, signAgain } from '../../testing/sign-again'
import { createScene, type Scene } from '../../testing/signed-documents'
import { verificationOf } from '../../testing/verification-of'
import type { Verification } from '../verification'
import { verifySignedDocument } from '../verify-signed-document'

let scene: Scene
let verification: Verification

beforeAll(async () => {
  scene = await createScene('rsa-2048')
  verification = await verificationOf(scene)
})

type Change = (xml: string) => string

/** Changed and signed again by its own signer: only the rule in question can refuse it. */
function judge(change: Change) {
  const document = signAgain(rewrite(scene.prescription, change), scene.doctor.key)
  const { result, findings } = verifySignedDocument(document, verification)
  return { result, facts: findings.map(({ code, rule }) => `${rule} ${code}`) }
}

const valid = { result: 'VALID', facts: [] }
const malformed = { result: 'INVALID', facts: expect.arrayContaining(['V22 signed_properties_structure']) }
const undecided = (code: string) => ({ result: 'INDETERMINATE', facts: [code] })
const unsupported = undecided('V22 signed_property_not_supported')

/** Behind SigningCertificateV2, in the order of the schema. */
const property =
  (text: string): Change =>
  (xml) =>
    xml.replace('</xa:SigningCertificateV2>', `$&${text}`)
const ofObjects =
  (text: string): Change =>
  (xml) =>
    xml
      .replace(
        '</xa:SignedSignatureProperties>',
        `$&<xa:SignedDataObjectProperties>${text}</xa:SignedDataObjectProperties>`,
      )
      .replace(
        /<xs:Reference Id="[^"]+" URI="#PrescriptionDocument"/,
        '<xs:Reference Id="r1" URI="#PrescriptionDocument"',
      )

const digest =
  '<xs:DigestMethod xmlns:xs="http://www.w3.org/2000/09/xmldsig#" Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><xs:DigestValue xmlns:xs="http://www.w3.org/2000/09/xmldsig#">AAAA</xs:DigestValue>'
const identifier = '<xa:Identifier Qualifier="OIDAsURN">urn:oid:1.2.392.200119.1</xa:Identifier>'
const policy = `<xa:SigPolicyId>${identifier}</xa:SigPolicyId><xa:SigPolicyHash>${digest}</xa:SigPolicyHash>`
const proof = (name: string) =>
  `<xa:CommitmentTypeId><xa:Identifier>http://uri.etsi.org/01903/v1.2.2#ProofOf${name}</xa:Identifier></xa:CommitmentTypeId>`
const all = '<xa:AllSignedDataObjects/>'
const format = '<xa:DataObjectFormat ObjectReference="#r1"><xa:MimeType>text/csv</xa:MimeType></xa:DataObjectFormat>'
const indication = (text: string) => `<xa:CommitmentTypeIndication>${text}</xa:CommitmentTypeIndication>`
const policyIdentifier = (text: string) => `<xa:SignaturePolicyIdentifier>${text}</xa:SignaturePolicyIdentifier>`

describe('V22, AT-43: SignedProperties is a closed list, and each property is read to its end', () => {
  test.each([
    ['a policy that is implied', property(policyIdentifier('<xa:SignaturePolicyImplied/>'))],
    ['a place', property('<xa:SignatureProductionPlace><xa:City>見本市</xa:City></xa:SignatureProductionPlace>')],
    [
      'a place with its street',
      property(
        '<xa:SignatureProductionPlaceV2><xa:StreetAddress>見本町1</xa:StreetAddress><xa:CountryName>JP</xa:CountryName></xa:SignatureProductionPlaceV2>',
      ),
    ],
    [
      'a claimed role in words',
      property(
        '<xa:SignerRoleV2><xa:ClaimedRoles><xa:ClaimedRole>医師</xa:ClaimedRole></xa:ClaimedRoles></xa:SignerRoleV2>',
      ),
    ],
    ['the format of what is signed', ofObjects(format)],
    [
      'a format with everything',
      ofObjects(
        `<xa:DataObjectFormat ObjectReference=" #r1 "><xa:Description/><xa:ObjectIdentifier>${identifier}</xa:ObjectIdentifier><xa:MimeType>text/csv</xa:MimeType><xa:Encoding>
          http://www.w3.org/2000/09/xmldsig#base64 </xa:Encoding></xa:DataObjectFormat>`,
      ),
    ],
    ['approval of everything', ofObjects(indication(proof('Approval') + all))],
    [
      'creation of the prescription',
      ofObjects(indication(`${proof('Creation')}<xa:ObjectReference>#r1</xa:ObjectReference>`)),
    ],
    ['white space between the properties', (xml: string) => xml.replace('<xa:SigningCertificateV2>', '\n\t $&\r\n')],
    ['an Id', (xml: string) => xml.replace('<xa:SignedSignatureProperties>', '<xa:SignedSignatureProperties Id="p1">')],
  ] satisfies [string, Change][])('taken: %s', (_, change) => expect(judge(change)).toEqual(valid))

  test.each([
    [
      'a named signature policy',
      property(policyIdentifier(`<xa:SignaturePolicyId>${policy}</xa:SignaturePolicyId>`)),
      undecided('V22 signature_policy_not_supported'),
    ],
    [
      'a named signature policy with its address',
      property(
        policyIdentifier(
          `<xa:SignaturePolicyId>${policy}<xa:SigPolicyQualifiers><xa:SigPolicyQualifier><xa:SPURI>http://127.0.0.1:9/</xa:SPURI></xa:SigPolicyQualifier></xa:SigPolicyQualifiers></xa:SignaturePolicyId>`,
        ),
      ),
      undecided('V22 signature_policy_not_supported'),
    ],
    ['a certified role', property('<xa:SignerRole><xa:CertifiedRoles/></xa:SignerRole>'), unsupported],
    [
      'a claimed role in XML',
      property(
        '<xa:SignerRoleV2><xa:ClaimedRoles><xa:ClaimedRole><x/></xa:ClaimedRole></xa:ClaimedRoles></xa:SignerRoleV2>',
      ),
      unsupported,
    ],
    ['a property of somebody else', property('<x xmlns="urn:x"><y/></x>'), unsupported],
    ['a property of somebody else about objects', ofObjects('<x xmlns="urn:x"/>'), unsupported],
    ['a time-stamp over the content', ofObjects('<xa:AllDataObjectsTimeStamp/>'), unsupported],
    ['mere receipt', ofObjects(indication(proof('Receipt') + all)), unsupported],
    [
      'a commitment that nobody knows',
      ofObjects(indication(`<xa:CommitmentTypeId>${identifier}</xa:CommitmentTypeId>${all}`)),
      unsupported,
    ],
    [
      'a qualified commitment',
      ofObjects(indication(`${proof('Approval')}${all}<xa:CommitmentTypeQualifiers/>`)),
      unsupported,
    ],
  ] satisfies [string, Change, object][])('legal, but not judged here: %s', (_, change, expected) => {
    expect(judge(change)).toEqual(expected)
  })

  test.each([
    ['a property that there is not', property('<xa:SigningColour>red</xa:SigningColour>')],
    ['a property without a namespace', property('<x/>')],
    ['a property of ours behind one of somebody else', property('<x xmlns="urn:x"/><xa:SignerRole/>')],
    ['text between the properties', property('red')],
    ['a no-break space between the properties', property('\u00a0')],
    ['two SigningTimes', (xml: string) => xml.replace(/<xa:SigningTime>.*<\/xa:SigningTime>/, '$&$&')],
    [
      'another order',
      (xml: string) =>
        xml.replace(
          /(<xa:SigningTime>.*<\/xa:SigningTime>)(<xa:SigningCertificateV2>.*<\/xa:SigningCertificateV2>)/,
          '$2$1',
        ),
    ],
    ['an element inside SigningTime', (xml: string) => xml.replace('<xa:SigningTime>', '$&<x/>')],
    ['an attribute that nobody reads', (xml: string) => xml.replace('<xa:SigningTime>', '<xa:SigningTime zone="JST">')],
    [
      'xsi:type',
      (xml: string) =>
        xml.replace(
          '<xa:SigningTime>',
          '<xa:SigningTime xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="x">',
        ),
    ],
    [
      'a second group of properties',
      (xml: string) => xml.replace('</xa:SignedSignatureProperties>', '$&<xa:SignedSignatureProperties/>'),
    ],
    ['an element inside a DigestValue', (xml: string) => xml.replace(/(<xa:CertDigest>.*?<xs:DigestValue>)/, '$1<x/>')],
    [
      'parameters of a DigestMethod',
      (xml: string) => xml.replace(/(<xa:CertDigest><xs:DigestMethod [^>]*>)/, '$1<x/>'),
    ],
    ['a Cert without anything', (xml: string) => xml.replace(/<xa:Cert>.*<\/xa:Cert>/, '<xa:Cert/>')],
    ['a second Cert without anything', (xml: string) => xml.replace('</xa:Cert>', '$&<xa:Cert/>')],
    [
      'an IssuerSerialV2 that is no base64',
      (xml: string) => xml.replace('</xa:CertDigest>', '$&<xa:IssuerSerialV2>*</xa:IssuerSerialV2>'),
    ],
    ['an empty policy identifier', property(policyIdentifier(''))],
    ['anything as policy identifier', property(policyIdentifier('<x xmlns="urn:x"/>'))],
    [
      'an implied policy with something inside',
      property(policyIdentifier('<xa:SignaturePolicyImplied>x</xa:SignaturePolicyImplied>')),
    ],
    [
      'a policy without its digest',
      property(
        policyIdentifier(`<xa:SignaturePolicyId><xa:SigPolicyId>${identifier}</xa:SigPolicyId></xa:SignaturePolicyId>`),
      ),
    ],
    ['a place with something inside', property('<xa:SignatureProductionPlace><x/></xa:SignatureProductionPlace>')],
    ['an empty role', property('<xa:SignerRoleV2/>')],
    ['a format of nothing', ofObjects('<xa:DataObjectFormat ObjectReference="#r1"/>')],
    ['a format without a reference', ofObjects(format.replace(' ObjectReference="#r1"', ''))],
    ['a format of what is not signed', ofObjects(format.replace('#r1', '#PrescriptionManagement'))],
    ['a format with something inside', ofObjects(format.replace('text/csv', '<x/>'))],
    ['a commitment to nothing', ofObjects(indication(proof('Approval')))],
    [
      'a commitment to everything and to one',
      ofObjects(indication(`${proof('Approval')}<xa:ObjectReference>#r1</xa:ObjectReference>${all}`)),
    ],
    [
      'a commitment to what is not signed',
      ofObjects(indication(`${proof('Approval')}<xa:ObjectReference>#x</xa:ObjectReference>`)),
    ],
    ['a commitment without a type', ofObjects(indication(all))],
    ['anything as a commitment', ofObjects(indication('<x xmlns="urn:x"/>'))],
  ] satisfies [string, Change][])('refused: %s', (_, change) => expect(judge(change)).toMatchObject(malformed))
})

describe('V9: references to certificates', () => {
  const cert = (xml: string) => /<xa:Cert>.*<\/xa:Cert>/.exec(xml)?.[0] ?? ''
  const ofCa = (xml: string) => {
    const value = createHash('sha256').update(scene.pki.issuingCa.certificate).digest('base64')
    return cert(xml).replace(/(<xs:DigestValue[^>]*>)[^<]*/, `$1${value}`)
  }
  const version1 = (name: string, number: string) => (xml: string) =>
    xml
      .replace(
        '</xa:CertDigest>',
        `$&<xa:IssuerSerial><xs:X509IssuerName>${name}</xs:X509IssuerName><xs:X509SerialNumber>${number}</xs:X509SerialNumber></xa:IssuerSerial>`,
      )
      .replace(/(<\/?xa:SigningCertificate)V2>/g, '$1>')
  const issuer = () => parseCertificate(scene.doctor.certificate).issuer
  const serial = () => String(BigInt(`0x${parseCertificate(scene.doctor.certificate).serialNumber}`))

  test('the signer’s first, those of the path behind it', () => {
    expect(judge((xml) => xml.replace(cert(xml), cert(xml) + ofCa(xml)))).toEqual(valid)
  })

  test('the signer’s is not the first: undecided, not called missing', () => {
    expect(judge((xml) => xml.replace(cert(xml), ofCa(xml) + cert(xml)))).toEqual(
      undecided('V9 signing_certificate_not_first'),
    )
  })

  test('another certificate’s alone: refused', () => {
    const answer = judge((xml) => xml.replace(cert(xml), ofCa(xml)))
    expect(answer).toEqual({ result: 'INVALID', facts: ['V9 signing_certificate_mismatch'] })
  })

  test('SigningCertificate of XAdES 1.3.2, as its makers write issuer and serial number', () => {
    const name = toRfc4514(issuer())
    const reversed = name.split(',').reverse().join(', ')
    for (const written of [name, name.replaceAll(',', ', '), ` ${name}\n`, reversed]) {
      expect(judge(version1(written, `\n 00${serial()} `)), written).toEqual(valid)
    }
  })

  test.runIf(hasXmlsec)('xmlsec1 agrees that such a document is signed', () => {
    const changed = rewrite(scene.prescription, version1(toRfc4514(issuer()), serial()))
    const document = signAgain(changed, scene.doctor.key)
    expect(verifySignedDocument(document, verification).result).toBe('VALID')
    expect(runXmlsec(document, 'prescription', scene)).toMatchObject({ isOk: true })
  })

  test.each([
    ['another serial number', () => version1(toRfc4514(issuer()), '5'), 'issuer_serial_mismatch', 'INVALID'],
    ['another issuer', () => version1('CN=Other,C=JP', serial()), 'issuer_serial_mismatch', 'INVALID'],
    [
      'a name that nobody can read',
      () => version1('見本認証局', serial()),
      'issuer_name_not_supported',
      'INDETERMINATE',
    ],
  ])('%s', (_, change, code, result) => {
    expect(judge(change())).toEqual({ result, facts: [`V9 ${code}`] })
  })

  test('a serial number that is none, or no IssuerSerial at all: malformed', () => {
    expect(judge(version1(toRfc4514(issuer()), '0x5'))).toMatchObject(malformed)
    expect(judge((xml) => xml.replace(/(<\/?xa:SigningCertificate)V2>/g, '$1>'))).toMatchObject(malformed)
  })

  test('both properties: both have to name the signer', () => {
    const both = (text: string) => (xml: string) =>
      version1(
        toRfc4514(issuer()),
        serial(),
      )(xml).replace(
        '</xa:SigningCertificate>',
        `$&<xa:SigningCertificateV2>${text === 'own' ? cert(xml) : ofCa(xml)}</xa:SigningCertificateV2>`,
      )
    expect(judge(both('own'))).toEqual(valid)
    expect(judge(both('ca'))).toEqual({ result: 'INVALID', facts: ['V9 signing_certificate_mismatch'] })
  })
})

describe('white space around xs:anyURI and xs:ID is no part of the value (XML Schema Part 2 §4.3.6)', () => {
  const spaced = [' ', '\n', '\t', '&#xA;', '&#x9;', '&#xD;'].map((space) => [JSON.stringify(space), space] as const)

  test.each(spaced)('%s around Algorithm, URI, Type, Target and Id', (_, space) => {
    const around = (xml: string, name: string) =>
      xml.replace(new RegExp(` ${name}="([^"]*)"`, 'g'), ` ${name}="${space}$1${space}"`)
    for (const name of ['Algorithm', 'Type', 'Target', 'URI', 'Id']) {
      const document = signAgain(
        rewrite(scene.prescription, (xml) => around(xml, name)),
        scene.doctor.key,
      )
      expect(verifySignedDocument(document, verification), name).toMatchObject({ result: 'VALID', findings: [] })
    }
  })

  test('two ids that differ in white space alone stand twice', () => {
    const document = rewrite(scene.prescription, (xml) =>
      xml.replace('<Prescription>', '<Prescription id=" PrescriptionDocument">'),
    )
    const { findings } = verifySignedDocument(document, verification)
    expect(findings.map(({ code }) => code)).toContain('id_duplicate')
  })

  test('space inside is part of the value', () => {
    expect(judge((xml) => xml.replace('xml-exc-c14n#', 'xml-exc- c14n#'))).toMatchObject({ result: 'INVALID' })
  })
})
