import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildDispensingDocument } from '@/lib/eprescription/document/build-dispensing-document'
import { sampleDispensingCsv } from '@/lib/eprescription/testing/sample-dispensing'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { utf8 } from '@/lib/kernel/bytes'
import { createTestPki } from '@/lib/pki/testing/test-pki'
import { namespaces } from '../algorithms'
import { addSignatureTimestamp, signatureTimestampImprint } from '../create/signature-timestamp'
import { XadesError } from '../create/xades-error'
import { archiveDigest, withArchiveTimestamp } from '../testing/archive-timestamp'
import { otherMakersPrescription, withValidationData } from '../testing/other-makers'
import { hasXmlsec, runXmlsec } from '../testing/run-xmlsec'
import { rewrite } from '../testing/sign-again'
import { createScene, type Scene, signDocument, testTime } from '../testing/signed-documents'
import { issueToken, stamp, testTsaPolicy } from '../testing/stamp'
import { verificationOf } from '../testing/verification-of'
import { toBase64 } from '../xml/base64'
import type { Verification } from './verification'
import { verifySignedDocument } from './verify-signed-document'

let scene: Scene
let verification: Verification
let stamped: Uint8Array<ArrayBuffer>

beforeAll(async () => {
  scene = await createScene('p-256')
  verification = await verificationOf(scene)
  stamped = await stamp(scene, scene.prescription, 'prescription')
})

const later = (seconds: number) => new Date(testTime.getTime() + seconds * 1000)

function judge(document: Uint8Array, changes: Partial<Verification> = {}) {
  const verdict = verifySignedDocument(document, { ...verification, ...changes })
  const facts = verdict.findings.map(({ code, rule, cause }) => [rule, code, ...(cause ? [cause] : [])].join(' '))
  return { ...verdict, facts, level: verdict.signatures[0]?.level }
}

/** The canonical ds:SignatureValue written by hand: every namespace in scope, then the attributes. */
function signatureValueByHand(document: Uint8Array): string {
  const [, id, value] = /<xs:SignatureValue Id="([^"]*)">([^<]*)</.exec(new TextDecoder().decode(document)) ?? []
  return `<xs:SignatureValue xmlns:xs="${namespaces.ds}" xmlns:xsi="${namespaces.xsi}" Id="${id}">${value}</xs:SignatureValue>`
}

describe('T level', () => {
  test('empty lists of values make no XL', () => {
    const lists = '<xa:CertificateValues/><xa:RevocationValues/>'
    const document = rewrite(stamped, (xml) => xml.replace('</xa:UnsignedSignatureProperties>', `${lists}$&`))
    expect(judge(document)).toMatchObject({ result: 'VALID', level: 'T' })
  })

  test('the imprint is over the element with all namespaces in scope at its place (V15)', () => {
    const digest = createHash('sha256').update(signatureValueByHand(scene.prescription)).digest()
    expect(signatureTimestampImprint(scene.prescription, 'prescription')).toEqual(new Uint8Array(digest))
  })

  test('base time and level follow the token; nothing that was signed changes', () => {
    const verdict = judge(stamped)
    expect(verdict).toMatchObject({ result: 'VALID', level: 'T', facts: [] })
    expect(verdict.signatures[0]?.baseTime).toEqual(later(10))
    expect(verdict.signedContent.prescription).toEqual(samplePrescriptionCsv())
    expect(verdict.signatures[0]?.covered).toContain(
      '/Document/Prescription/PrescriptionSign/ds:Signature/ds:SignatureValue',
    )
  })

  test.runIf(hasXmlsec)('xmlsec1 agrees', () => {
    expect(runXmlsec(stamped, 'prescription', scene)).toMatchObject({ isOk: true })
  })

  test('of a dispensing document only the outer signature takes one', async () => {
    const document = await stamp(scene, scene.dispensing, 'dispensing')
    const verdict = judge(document)
    expect(verdict.signatures.map(({ kind, level }) => [kind, level])).toEqual([
      ['dispensing', 'T'],
      ['prescription', 'BES'],
    ])
    expect(verdict.result).toBe('VALID')
    if (hasXmlsec) expect(runXmlsec(document, 'dispensing', scene).isOk).toBe(true)
    const codeOf = (work: () => unknown) => {
      try {
        return work() && 'made'
      } catch (error) {
        return error instanceof XadesError ? error.code : 'another error'
      }
    }
    expect(codeOf(() => addSignatureTimestamp(scene.dispensing, 'prescription', utf8('x')))).toBe(
      'document_kind_mismatch',
    )
    expect(codeOf(() => addSignatureTimestamp(stamped, 'prescription', utf8('x')))).toBe('timestamp_place')
    expect(codeOf(() => addSignatureTimestamp(scene.prescription, 'prescription', utf8('x')))).toBe('made')
    expect(codeOf(() => signatureTimestampImprint(utf8('<a/>'), 'prescription'))).toBe('document_kind_unknown')
  })

  test('a document of another maker takes one', async () => {
    const document = await stamp(scene, otherMakersPrescription(scene), 'prescription')
    expect(judge(document)).toMatchObject({ result: 'VALID', level: 'T', facts: [] })
  })
})

const replaceToken = (token: Uint8Array) => addSignatureTimestamp(scene.prescription, 'prescription', token)

describe('V15: the time-stamp token', () => {
  test.each([
    ['the text instead of the element', (xml: string) => /<xs:SignatureValue [^>]*>([^<]*)/.exec(xml)?.[1] ?? ''],
    ['no namespaces in scope', (xml: string) => /<xs:SignatureValue .*?<\/xs:SignatureValue>/.exec(xml)?.[0] ?? ''],
    ['another value', () => 'another'],
  ])('an imprint over %s: refused', async (_, dataOf) => {
    const data = dataOf(new TextDecoder().decode(scene.prescription))
    const token = await issueToken(scene, createHash('sha256').update(data).digest())
    expect(judge(replaceToken(token))).toMatchObject({ result: 'INVALID', facts: ['V15 timestamp_imprint_mismatch'] })
  })

  test('a token of octets that are none', () => {
    expect(judge(replaceToken(utf8('no token'))).facts).toEqual(['V15 timestamp_invalid token_malformed'])
  })

  test.each([
    ['no base64', (xml: string) => xml.replace(/(<xa:EncapsulatedTimeStamp>)/, '$1*')],
    ['no token', (xml: string) => xml.replace(/<xa:EncapsulatedTimeStamp>.*<\/xa:EncapsulatedTimeStamp>/, '')],
    ['an element of nobody', (xml: string) => xml.replace(/(<xa:EncapsulatedTimeStamp>)/, '<xa:Other/>$1')],
    [
      'an unknown canonicalization',
      (xml: string) => xml.replace(/(<xa:EncapsulatedTimeStamp>)/, '<xs:CanonicalizationMethod Algorithm="urn:x"/>$1'),
    ],
  ])('malformed: %s', (_, change) => {
    expect(judge(rewrite(stamped, change)).facts).toEqual(['V15 timestamp_malformed'])
  })

  const method =
    (uri: string, inside = '') =>
    (xml: string) =>
      xml.replace(
        /(<xa:EncapsulatedTimeStamp>)/,
        `<xs:CanonicalizationMethod Algorithm="${uri}">${inside}</xs:CanonicalizationMethod>$1`,
      )

  test.each([
    [
      'two tokens in one property',
      (xml: string) => xml.replace(/<xa:EncapsulatedTimeStamp>.*<\/xa:EncapsulatedTimeStamp>/, '$&$&'),
    ],
    ['an Include', (xml: string) => xml.replace(/(<xa:EncapsulatedTimeStamp>)/, '<xa:Include URI="#x"/>$1')],
    [
      'an XMLTimeStamp',
      (xml: string) =>
        xml.replace(/<xa:EncapsulatedTimeStamp>.*<\/xa:EncapsulatedTimeStamp>/, '<xa:XMLTimeStamp></xa:XMLTimeStamp>'),
    ],
    ['Canonical XML 1.1', method('http://www.w3.org/2006/12/xml-c14n11')],
    [
      'InclusiveNamespaces',
      method(
        'http://www.w3.org/2001/10/xml-exc-c14n#',
        '<ec:InclusiveNamespaces xmlns:ec="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="xs"></ec:InclusiveNamespaces>',
      ),
    ],
    [
      'a token in CER',
      (xml: string) =>
        xml.replace(
          '<xa:EncapsulatedTimeStamp>',
          '<xa:EncapsulatedTimeStamp Encoding="http://uri.etsi.org/01903/v1.2.2#CER">',
        ),
    ],
  ])('legal, but not judged here: %s', (_, change) => {
    expect(judge(rewrite(stamped, change))).toMatchObject({
      result: 'INDETERMINATE',
      facts: ['V15 timestamp_not_supported'],
    })
  })

  test('a canonicalization that the property names is followed', async () => {
    const exclusive = signatureValueByHand(scene.prescription).replace(/ xmlns:xsi="[^"]*"/, '')
    const document = replaceToken(await issueToken(scene, createHash('sha256').update(exclusive).digest()))
    const method =
      '<xs:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></xs:CanonicalizationMethod>'
    expect(judge(document).result).toBe('INVALID')
    expect(judge(rewrite(document, (xml) => xml.replace('<xa:EncapsulatedTimeStamp>', `${method}$&`))).facts).toEqual(
      [],
    )
  })

  test('a foreign authority proves nothing: INDETERMINATE, and the base time stays the asked one', async () => {
    const foreign = await createTestPki({ algorithm: 'p-256', name: 'foreign', at: testTime })
    const verdict = judge(await stamp(scene, scene.prescription, 'prescription', { tsa: await foreign.issueTsa() }))
    expect(verdict).toMatchObject({
      result: 'INDETERMINATE',
      level: 'BES',
      facts: ['V15 timestamp_indeterminate path_not_found'],
    })
    expect(verdict.signatures[0]?.baseTime).toEqual(verification.at)
  })

  test('a signer’s certificate is no time-stamp authority', async () => {
    const verdict = judge(await stamp(scene, scene.prescription, 'prescription', { tsa: scene.doctor }))
    expect(verdict.facts).toEqual(['V15 timestamp_invalid tsa_usage_wrong'])
  })

  test('another policy of the authority than those taken', () => {
    const timestamps = (policy: string) => ({
      timestamps: { ...verification.signer, initialPolicies: [], explicitPolicy: false, tsaPolicies: [policy] },
    })
    expect(judge(stamped, timestamps('1.2.3')).facts).toEqual(['V15 timestamp_invalid policy_not_accepted'])
    expect(
      judge(stamped, timestamps(testTsaPolicy)).facts.filter((fact) => fact.includes('policy_not_accepted')),
    ).toEqual([])
  })
})

describe('V14, V16: times in order', () => {
  test('stamped before SigningTime, the skew allowed', async () => {
    const at = (seconds: number) => stamp(scene, scene.prescription, 'prescription', { genTime: later(seconds) })
    expect(judge(await at(-299)).result).toBe('VALID')
    expect(judge(await at(-301)).facts).toEqual(['V14 signing_time_after_base_time'])
  })

  test('two stamps: both are checked, in their order', async () => {
    const digest = signatureTimestampImprint(scene.prescription, 'prescription')
    const second = async (seconds: number) => toBase64(await issueToken(scene, digest, { genTime: later(seconds) }))
    const add = (token: string) =>
      rewrite(stamped, (xml) =>
        xml.replace(
          '</xa:SignatureTimeStamp>',
          `$&<xa:SignatureTimeStamp Id="second"><xa:EncapsulatedTimeStamp>${token}</xa:EncapsulatedTimeStamp></xa:SignatureTimeStamp>`,
        ),
      )
    const ordered = judge(add(await second(20)))
    expect(ordered).toMatchObject({ result: 'VALID', facts: [] })
    expect(ordered.signatures[0]?.baseTime).toEqual(later(10))
    expect(judge(add(await second(5))).facts).toEqual(['V16 timestamp_order'])
    expect(judge(add(toBase64(utf8('x')))).facts).toEqual(['V15 timestamp_invalid token_malformed'])
  })

  test('a stamp of the future', async () => {
    const document = await stamp(scene, scene.prescription, 'prescription', { genTime: later(7200) })
    expect(judge(document).facts).toEqual(['V15 timestamp_indeterminate gen_time_too_late'])
    expect(judge(document, { at: later(7200) }).result).toBe('VALID')
  })
})

describe('XL and A: what the central service adds', () => {
  async function validationData() {
    const crls = [
      await scene.pki.crl({ thisUpdate: later(600) }),
      await scene.pki.crl({ issuer: scene.pki.root, thisUpdate: later(600) }),
    ]
    return {
      certificates: [scene.pki.issuingCa.certificate, scene.pki.root.certificate],
      crls,
      tsa: [scene.pki.issuingCa.certificate],
      tsaCrls: crls,
    }
  }
  const rootOnly = (): Partial<Verification> => ({
    at: later(3600),
    signer: { ...verification.signer, intermediates: [], crls: [] },
    timestamps: { anchors: verification.signer.anchors, intermediates: [], crls: [], revocation: 'required' },
  })

  test('V18: embedded certificates and CRLs, proven by the anchor, are enough', async () => {
    const document = withValidationData(stamped, await validationData())
    expect(judge(document, rootOnly())).toMatchObject({ result: 'VALID', level: 'XL', facts: [] })
    expect(judge(stamped, rootOnly()).result).toBe('INDETERMINATE')
  })

  test('V18: embedded values that are malformed are left out', async () => {
    const values = await validationData()
    const document = withValidationData(stamped, {
      ...values,
      certificates: [utf8('x')],
      crls: [utf8('x'), ...values.crls],
    })
    expect(judge(document).result).toBe('VALID')
  })

  test('a document of another maker with everything', async () => {
    const document = await stamp(scene, otherMakersPrescription(scene), 'prescription')
    const long = withValidationData(document, await validationData())
    const verdict = judge(long, rootOnly())
    expect(verdict).toMatchObject({ result: 'VALID', level: 'XL', facts: [] })
    expect(verdict.signatures[0]?.signingTime).toEqual(testTime)
    if (hasXmlsec) expect(runXmlsec(long, 'prescription', scene)).toMatchObject({ isOk: true })
  })

  test('V17: an archive time-stamp covers everything before it, in order', async () => {
    const long = withValidationData(stamped, await validationData())
    const archived = withArchiveTimestamp(long, await issueToken(scene, archiveDigest(long), { genTime: later(900) }))
    expect(judge(archived, { at: later(3600) })).toMatchObject({ result: 'VALID', level: 'A', facts: [] })
    const changed = rewrite(archived, (xml) => xml.replace(/(<xa141:TimeStampValidationData[^>]*URI=")#ts"/, '$1#tt"'))
    expect(judge(changed, { at: later(3600) }).facts).toEqual(['V17 archive_timestamp_mismatch'])
    const partial = withArchiveTimestamp(
      long,
      await issueToken(scene, archiveDigest(long, { isComplete: false }), { genTime: later(900) }),
    )
    expect(judge(partial, { at: later(3600) }).facts).toEqual(['V17 archive_timestamp_mismatch'])
    const early = withArchiveTimestamp(long, await issueToken(scene, archiveDigest(long), { genTime: later(5) }))
    expect(judge(early, { at: later(3600) }).facts).toEqual(['V16 timestamp_order'])
  })

  test('V17: the form of XAdES 1.3.2 is not judged: INDETERMINATE', () => {
    const document = rewrite(stamped, (xml) =>
      xml.replace('</xa:UnsignedSignatureProperties>', '<xa:ArchiveTimeStamp/>$&'),
    )
    expect(judge(document)).toMatchObject({ result: 'INDETERMINATE', facts: ['V17 archive_timestamp_not_supported'] })
  })
})

describe('V19: the prescription in a dispensing document', () => {
  test('is verified at its own base time, and decides too', async () => {
    const dispensed = signDocument(
      'dispensing',
      buildDispensingDocument(stamped, sampleDispensingCsv()),
      scene.pharmacist,
    )
    const verdict = judge(dispensed)
    expect(verdict.result).toBe('VALID')
    expect(verdict.signatures.map(({ kind, level, baseTime }) => [kind, level, baseTime])).toEqual([
      ['dispensing', 'BES', verification.at],
      ['prescription', 'T', later(10)],
    ])
    expect(verdict.signedContent).toEqual({ prescription: samplePrescriptionCsv(), dispensing: sampleDispensingCsv() })
  })

  test('a forged one under a good pharmacist’s signature is refused', () => {
    const forged = rewrite(scene.prescription, (xml) =>
      xml.replace(/(<PrescriptionDocument [^>]*>)[^<]*/, `$1${btoa('SJ1\nforged')}`),
    )
    const verdict = judge(
      signDocument('dispensing', buildDispensingDocument(forged, sampleDispensingCsv()), scene.pharmacist),
    )
    expect(verdict.findings.map(({ signature, code }) => [signature, code])).toEqual([
      ['prescription', 'digest_mismatch'],
    ])
    expect(verdict.result).toBe('INVALID')
    expect(verdict.signedContent).toEqual({ prescription: null, dispensing: null })
  })

  test('the doctor’s signature taken out after the pharmacist signed is refused by the pharmacist’s', () => {
    const stripped = rewrite(scene.dispensing, (xml) =>
      xml.replace(/<xs:SignatureValue Id="[^"]*">/, '<xs:SignatureValue>'),
    )
    expect(judge(stripped).findings.map(({ signature, code }) => [signature, code])).toEqual([
      ['dispensing', 'digest_mismatch'],
    ])
  })
})
