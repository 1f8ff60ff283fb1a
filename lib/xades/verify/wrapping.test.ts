import { beforeAll, describe, expect, test } from 'vitest'
import { utf8 } from '@/lib/kernel/bytes'
import { createScene, type Scene } from '../testing/signed-documents'
import { verificationOf } from '../testing/verification-of'
import { malformedCases, wrappingCases } from '../testing/wrapping-cases'
import type { Verification } from './verification'
import { verifySignedDocument } from './verify-signed-document'

let scene: Scene
let verification: Verification
let xml = ''

beforeAll(async () => {
  scene = await createScene('p-256')
  verification = await verificationOf(scene)
  xml = new TextDecoder().decode(scene.prescription)
})

function judge(document: string) {
  const verdict = verifySignedDocument(utf8(document), verification)
  return { ...verdict, codes: verdict.findings.map(({ code }) => code) }
}

test('the document that all variants come from is VALID', () => {
  expect(judge(xml)).toMatchObject({ result: 'VALID', codes: [] })
})

/** Each with the finding that names the attack. */
const wrapped = {
  'the signed part in a comment that a careless reader ends at once': 'signature_missing',
  'text changed': 'digest_mismatch',
  'signed element in ds:Object, forged one without its id in place': 'signature_structure',
  'signed element in the one ds:Object, forged one in place': 'qualifying_properties_structure',
  'signed element in a sibling, forged one in place': 'reference_misplaced',
  'signed element in an unsigned neighbour': 'reference_misplaced',
  'two elements of the id, forged first': 'id_duplicate',
  'two elements of the id, forged last': 'id_duplicate',
  'forged Id= beside original id=': 'id_duplicate',
  'forged ID= before original id=': 'id_duplicate',
  'forged xml:id= beside original id=': 'id_duplicate',
  'two PrescriptionDocument elements': 'document_kind_unknown',
  'forged PrescriptionDocument without an id first': 'document_kind_unknown',
  'original nested in a forged Document': 'signature_misplaced',
  'forged sibling Prescription': 'document_kind_unknown',
  'a second signature beside the first': 'signature_missing',
  'a second signature elsewhere': 'signature_misplaced',
  'signature moved out of its place': 'signature_misplaced',
  'comment in the signed text': 'comment_inside',
  'comment in the certificate': 'comment_inside',
  'comment in SignedInfo': 'comment_inside',
  'DOCTYPE that declares another ID': 'document_type_declaration',
  'root in a namespace': 'document_kind_unknown',
  'dispensing document around it': 'document_kind_unknown',
} as const

const malformed = {
  'duplicate attribute': 'xml_malformed',
  'same attribute by two prefixes': 'xml_malformed',
  'unclosed tag': 'xml_malformed',
  'attribute without quotes': 'xml_malformed',
  'attribute without a value': 'xml_malformed',
  'two roots': 'xml_malformed',
  'text behind the root': 'xml_malformed',
  'undefined entity': 'entity_reference',
  'bare ampersand': 'entity_reference',
  '< in an attribute': 'xml_malformed',
  'undeclared prefix': 'xml_malformed',
  'undeclared prefix of an attribute': 'xml_malformed',
  'control character': 'xml_malformed',
  'reference to a control character': 'xml_malformed',
  ']]> in text': 'xml_malformed',
  'external entity': 'document_type_declaration',
  'parameter entity': 'document_type_declaration',
  'entity expansion': 'document_type_declaration',
  'processing instruction': 'processing_instruction',
  'processing instruction after the root': 'processing_instruction',
  'CDATA section': 'cdata_section',
  'XML 1.1': 'processing_instruction',
  'another encoding': 'encoding_not_utf8',
  'a declaration in the middle': 'processing_instruction',
  nothing: 'xml_malformed',
  'no XML': 'xml_malformed',
} as const

describe.each([
  { group: 'wrapping', table: wrapped, casesOf: wrappingCases },
  { group: 'malformed XML (V1)', table: malformed, casesOf: malformedCases },
])('$group', ({ table, casesOf }) => {
  test('the table names every case', () => {
    expect(Object.keys(casesOf(xml))).toEqual(Object.keys(table))
  })

  test.each(Object.entries(table))('refused: %s (%s)', (name, code) => {
    const document = casesOf(xml)[name] ?? xml
    expect(document).not.toBe(xml)
    const verdict = judge(document)
    expect(verdict.codes).toContain(code)
    expect(verdict).toMatchObject({ result: 'INVALID', signedContent: { prescription: null, dispensing: null } })
  })
})

/** Harmless UTF-8 with U+0000 in it to one reader, to another a text whose signed part lies in a processing instruction. */
describe('a text of another encoding is refused (V1)', () => {
  const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16()
  const wide = (text: string) => Buffer.from([...text].flatMap((character) => [character.codePointAt(0) ?? 0, 0, 0, 0]))
  const forged =
    '<Prescription><PrescriptionDocument id="x">U0ox</PrescriptionDocument><PrescriptionSign/></Prescription>'
  const hidden = (declaration: string) => {
    const [, root = '', inside = ''] = /(<Document [^>]*>)(.*)<\/Document>/s.exec(xml) ?? []
    return `${declaration}${root}<?x ħ y="z"></x>${inside}<w>ħ?>${forged}<?q y="z"></q></w>?></Document>`
  }
  test.each([
    ['UTF-16', (text: string) => Buffer.from(text, 'utf16le')],
    ['UTF-16, big-endian', bigEndian],
    ['UTF-16 with its mark', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UCS-4', wide],
  ])('%s', (_, encode) => {
    for (const declaration of ['<?xml version="1.0" encoding="UTF-16"?>', '<?xml version="1.0"?>', '']) {
      for (const text of [hidden(declaration), xml.replace(/^<\?xml.*?\?>/, declaration)]) {
        const verdict = verifySignedDocument(new Uint8Array(encode(text)), verification)
        expect(verdict).toMatchObject({ result: 'INVALID', signatures: [], signedContent: { prescription: null } })
        expect(['encoding_not_utf8', 'xml_malformed']).toContain(verdict.findings[0]?.code)
      }
    }
  })
})

describe('what surrounds the signed part may look different (V1, V12)', () => {
  test.each([
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['no XML declaration', (text: string) => text.replace(/^<\?xml.*?\?>/, '')],
    [
      'comments that only look finished',
      (text: string) =>
        `<!-->-->${text.replace(/^<\?xml.*?\?>/, '').replace('<Version', '<!-->a--><!--->--><!--><b></b>-->$&')}`,
    ],
    [
      'comments around the root and in unsigned places',
      (text: string) => `${text.replace('<Document', '<!-- a -->$&').replace('<Version', '<!-- b -->$&')}<!-- c -->`,
    ],
    [
      'white space between elements',
      (text: string) => text.replace('<Prescription>', '\n  <Prescription>\n').replace('</xs:SignedInfo>', '$&\n'),
    ],
    [
      'other elements in unsigned places',
      (text: string) =>
        text.replace(
          '<PrescriptionSign>',
          '<AdditionalPrescriptionInformation id="A"><b/></AdditionalPrescriptionInformation>$&',
        ),
    ],
    ['character references in base64', (text: string) => text.replace(/(<PrescriptionDocument [^>]*>)U/, '$1&#x55;')],
    [
      'an empty element written as start and end tag',
      (text: string) => text.replace('<Version Value="EPS1.0"/>', '<Version Value="EPS1.0"></Version>'),
    ],
  ])('%s', (_, change) => {
    const document = change(xml)
    expect(document).not.toBe(xml)
    expect(judge(document)).toMatchObject({ result: 'VALID', codes: [] })
  })
})
