import { beforeAll, describe, expect, test, vi } from 'vitest'
import { utf8 } from '@/lib/kernel/bytes'
import { repeatTimestamp, withCrowdedTimestamps } from '../testing/crowded-timestamp'
import { rewrite } from '../testing/sign-again'
import { createScene, type Scene } from '../testing/signed-documents'
import { stamp } from '../testing/stamp'
import { verificationOf } from '../testing/verification-of'
import { defaultXmlLimits } from '../xml/check-limits'
import type { Verification } from './verification'
import { verifySignedDocument } from './verify-signed-document'

/** The bound of a verification is two seconds of processor time, on machines that may be busy. */
const boundMs = 2_000
vi.setConfig({ testTimeout: 60_000 })

let scene: Scene
let verification: Verification

beforeAll(async () => {
  scene = await createScene('p-256')
  verification = await verificationOf(scene)
})

function timed(document: Uint8Array) {
  const before = process.cpuUsage()
  const verdict = verifySignedDocument(document, verification)
  const { user, system } = process.cpuUsage(before)
  return { ms: (user + system) / 1000, result: verdict.result, codes: verdict.findings.map(({ code }) => code) }
}

const repeat = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join('')
const inUnsigned = (markup: string) => rewrite(scene.prescription, (xml) => xml.replace('<Version ', `${markup}$&`))
const inSigned = (markup: string) =>
  rewrite(scene.prescription, (xml) => xml.replace(/(<PrescriptionDocument [^>]*>)/, `$1${markup}`))
const elements = defaultXmlLimits.elements - 100

/** Archive time-stamps that each cover all properties before them, in a document with as many elements as the limit lets through. */
function withProperties(stamps: number, others: number) {
  const space = 'xmlns:l="http://uri.etsi.org/01903/v1.4.1#"'
  const stamp = `<l:ArchiveTimeStamp ${space}><xa:EncapsulatedTimeStamp>AAAA</xa:EncapsulatedTimeStamp></l:ArchiveTimeStamp>`
  const properties = '<xa:Other/>'.repeat(others) + stamp.repeat(stamps)
  const unsigned = `<xa:UnsignedProperties><xa:UnsignedSignatureProperties>${properties}</xa:UnsignedSignatureProperties></xa:UnsignedProperties>`
  return rewrite(inUnsigned('<a/>'.repeat(elements - 100)), (xml) =>
    xml.replace('</xa:QualifyingProperties>', `${unsigned}$&`),
  )
}

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const laughs = `<!DOCTYPE a [<!ENTITY l0 "ha">${repeat(30, (index) => `<!ENTITY l${index + 1} "&l${index};&l${index};">`)}]><Document>&l30;</Document>`

describe('hostile input is refused in bounded time', () => {
  test.each([
    ['billion laughs', () => utf8(laughs), 'document_type_declaration'],
    ['the same without a declaration in front of the root', () => inUnsigned(`<a>&l30;</a>`), 'entity_reference'],
    ['a document over the limit', () => new Uint8Array(2 * 1024 * 1024 + 1).fill(0x20), 'document_too_large'],
    ['deep nesting', () => inUnsigned('<a>'.repeat(100_000)), 'document_too_complex'],
    ['deep nesting, closed', () => inUnsigned('<a>'.repeat(1_000) + '</a>'.repeat(1_000)), 'document_too_complex'],
    ['100,000 elements', () => inUnsigned('<a/>'.repeat(100_000)), 'document_too_complex'],
    [
      '50,000 attributes of one element',
      () => inUnsigned(`<a${repeat(50_000, (index) => ` a${index}="b"`)}/>`),
      'document_too_complex',
    ],
    [
      '20,000 namespaces of one element',
      () => inUnsigned(`<a${repeat(20_000, (index) => ` xmlns:a${index}="urn:b"`)}/>`),
      'document_too_complex',
    ],
    [
      'namespaces on many nested and repeated elements',
      () =>
        inUnsigned(
          repeat(40, (level) => `<a${repeat(30, (index) => ` xmlns:a${level}-${index}="urn:b"`)}>`) +
            '<b/>'.repeat(5_000) +
            '</a>'.repeat(40),
        ),
      'document_too_complex',
    ],
    [
      'a long namespace that many elements of the signed part use',
      () =>
        rewrite(scene.prescription, (xml) =>
          xml.replace(
            /(<PrescriptionDocument [^>]*)>/,
            `$1 xmlns:p="urn:${'x'.repeat(40_000)}">${'<p:b/>'.repeat(4_900)}`,
          ),
        ),
      'document_too_complex',
    ],
    [
      'one as long as the limit lets through',
      () =>
        rewrite(scene.prescription, (xml) =>
          xml
            .replace(/(<PrescriptionDocument [^>]*)>/, `$1 xmlns:p="urn:${'x'.repeat(400)}">${'<p:b/>'.repeat(2_500)}`)
            .replace(
              /(<xs:Reference [^>]*>)/,
              `$1<xs:Transforms><xs:Transform Algorithm="${exclusive}"/></xs:Transforms>`,
            ),
        ),
      'digest_mismatch',
    ],
    ['200,000 comments', () => inUnsigned('<!---->'.repeat(200_000)), 'document_too_complex'],
    ['200,000 comments in the signed text', () => inSigned('A<!---->'.repeat(200_000)), 'document_too_complex'],
    ['an attribute without an end', () => inUnsigned(`<a b="${'x'.repeat(1_000_000)}`), 'xml_malformed'],
    ['many quotes without a tag’s end', () => inUnsigned(`<a ${'""'.repeat(500_000)}`), 'xml_malformed'],
    ['a comment without an end', () => inUnsigned(`<!-- ${'-'.repeat(1_000_000)}`), 'xml_malformed'],
    ['1 MB of <', () => utf8('<'.repeat(1_000_000)), 'xml_malformed'],
    ['1 MB of ampersands', () => utf8('&'.repeat(1_000_000)), 'entity_reference'],
    ['many undeclared prefixes', () => inUnsigned('<p:a/>'.repeat(4_000)), 'xml_malformed'],
    ['2 MB of base64 in the signed text', () => inSigned('AAAA'.repeat(500_000)), 'digest_mismatch'],
    [
      'as many elements in the signed part as the limit lets through',
      () => inSigned('<a/>'.repeat(elements)),
      'digest_mismatch',
    ],
    [
      'as many namespaces as the limit lets through',
      () =>
        rewrite(scene.prescription, (xml) =>
          xml
            .replace('<Document ', `<Document ${repeat(25, (index) => `xmlns:a${index}="urn:b${index}" `)}`)
            .replace(/(<PrescriptionDocument [^>]*>)/, `$1${'<a/>'.repeat(1_300)}`),
        ),
      'digest_mismatch',
    ],
    [
      'as many attributes as the limit lets through',
      () => inSigned(`<a${repeat(32, (index) => ` b${index}="${'&quot;'.repeat(10)}"`)}/>`.repeat(600)),
      'digest_mismatch',
    ],
    [
      'many references',
      () =>
        rewrite(scene.prescription, (xml) =>
          xml.replace(
            '</xs:SignedInfo>',
            `${/<xs:Reference .*?<\/xs:Reference>/
              .exec(xml)?.[0]
              .replace(/ Id="[^"]*"/, '')
              .repeat(1_000)}$&`,
          ),
        ),
      'reference_count',
    ],
    [
      'many time-stamps and unsigned properties in a large document',
      () => withProperties(8, 24),
      'archive_timestamp_invalid',
    ],
    ['more of them', () => withProperties(9, 10), 'unsigned_properties_structure'],
    ['still more', () => withProperties(1, 32), 'unsigned_properties_structure'],
  ])('%s', (_, make, code) => {
    const { ms, result, codes } = timed(make())
    expect(codes).toContain(code)
    expect(result).toBe('INVALID')
    expect(ms).toBeLessThan(boundMs)
  })

  test('eight time-stamps that bring hundreds of certificates each: undecided, and all of them together cost what one may', async () => {
    const { ms, result, codes } = timed(await withCrowdedTimestamps(scene, { stamps: 8, candidates: 300 }))
    expect(codes).toEqual(Array(8).fill('timestamp_indeterminate'))
    expect(result).toBe('INDETERMINATE')
    expect(ms).toBeLessThan(boundMs)
  })

  test('twin: eight sound ones are judged to the end', async () => {
    const document = repeatTimestamp(await stamp(scene, scene.prescription, 'prescription'), 8)
    expect(timed(document)).toMatchObject({ result: 'VALID', codes: [] })
  })

  test('memory outside JavaScript is given back', () => {
    const document = inUnsigned('<a/>'.repeat(2_000))
    for (let turn = 0; turn < 20; turn += 1) timed(document)
    const before = process.memoryUsage().rss
    for (let turn = 0; turn < 200; turn += 1) timed(document)
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
  })
})
