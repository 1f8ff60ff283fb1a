import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { equalBytes, utf8 } from '@/lib/kernel/bytes'
import { sampleDispensingCsv } from '../testing/sample-dispensing'
import { samplePrescriptionCsv, samplePrescriptions } from '../testing/sample-prescription'
import { buildDispensingDocument } from './build-dispensing-document'
import { buildPrescriptionDocument } from './build-prescription-document'
import { DocumentRejected } from './document-rejected'
import { MAX_CSV_BYTES } from './prescription-xml'

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const csvOf = (xml: Uint8Array, name: string) => {
  const base64 = textOf(xml).split(`<${name} id="${name}">`)[1]?.split('<')[0] ?? ''
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}

/** A document as a signer would return it: the same elements with something in the sign element. */
const signed = (csv = samplePrescriptionCsv()) =>
  textOf(buildPrescriptionDocument(csv)).replace(
    '<PrescriptionSign>',
    '<PrescriptionSign><xs:Signature xmlns:xs="http://www.w3.org/2000/09/xmldsig#" Id="PrescriptionSign"><a/>\n\t</xs:Signature>',
  )

function rejectionOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof DocumentRejected) return error.code
    throw error
  }
  return 'accepted'
}

describe('buildPrescriptionDocument', () => {
  test('has exactly the octets of the EPS1.0 form, without white space between elements', () => {
    expect(textOf(buildPrescriptionDocument(utf8('SJ1')))).toBe(
      `<?xml version="1.0" encoding="UTF-8"?><Document ${XSI} id="Document" xsi:noNamespaceSchemaLocation="EP.xsd"><Prescription><PrescriptionManagement id="PrescriptionManagement"><Version Value="EPS1.0"/></PrescriptionManagement><PrescriptionDocument id="PrescriptionDocument">U0ox</PrescriptionDocument><PrescriptionSign></PrescriptionSign></Prescription></Document>`,
    )
  })

  test.each(samplePrescriptions())('carries the CSV octet by octet: $name', ({ csv }) => {
    expect(csvOf(buildPrescriptionDocument(csv), 'PrescriptionDocument')).toEqual(csv)
  })

  test('carries any octets, up to the limit and not beyond', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 20_000 }), (csv) => {
        expect(equalBytes(csvOf(buildPrescriptionDocument(csv), 'PrescriptionDocument'), csv)).toBe(true)
      }),
      { numRuns: 30 },
    )
    expect(rejectionOf(() => buildPrescriptionDocument(new Uint8Array(MAX_CSV_BYTES)))).toBe('accepted')
    expect(rejectionOf(() => buildPrescriptionDocument(new Uint8Array(MAX_CSV_BYTES + 1)))).toBe('document.too_large')
    expect(rejectionOf(() => buildPrescriptionDocument(new Uint8Array()))).toBe('document.empty')
  })
})

describe('buildDispensingDocument', () => {
  test('carries the inner elements of the prescription unchanged, tabs and line breaks too', () => {
    const xml = signed()
    const inner = xml.slice(xml.indexOf('<PrescriptionManagement'), xml.indexOf('</Prescription></Document>'))
    const document = textOf(buildDispensingDocument(utf8(xml), sampleDispensingCsv()))
    expect(document.startsWith(`<?xml version="1.0" encoding="UTF-8"?><Document ${XSI} id="Document" `)).toBe(true)
    expect(document).toContain(
      `xsi:noNamespaceSchemaLocation="ED.xsd"><DispensingManagement id="DispensingManagement"><Version Value="EPD1.0"/></DispensingManagement><Dispensing id="Dispensing"><ReferencePrescription>${inner}</ReferencePrescription><DispensingDocument id="DispensingDocument">`,
    )
    expect(document.endsWith('</DispensingDocument></Dispensing><DispensingSign></DispensingSign></Document>')).toBe(
      true,
    )
    expect(csvOf(utf8(document), 'DispensingDocument')).toEqual(sampleDispensingCsv())
  })

  test.each([
    { name: 'white space between the elements', change: (xml: string) => xml.replaceAll('><', '>\r\n  <') },
    { name: 'a comment and a processing instruction', change: (xml: string) => `${xml}<!-- < --><?a <?>\n` },
    { name: 'no XML declaration', change: (xml: string) => xml.replace(/^<\?xml.*?\?>/, '') },
    { name: 'single quotes', change: (xml: string) => xml.replace('id="Document"', "id='Document'") },
    {
      name: 'what the central service adds',
      change: (xml: string) =>
        xml.replace(
          '<PrescriptionSign>',
          '<AdditionalPrescriptionInformation id="A"><C/></AdditionalPrescriptionInformation>$&',
        ),
    },
  ])('accepts $name', ({ change }) => {
    expect(rejectionOf(() => buildDispensingDocument(utf8(change(signed())), utf8('CJ1,')))).toBe('accepted')
  })

  test.each([
    {
      name: 'an unsigned one',
      change: () => textOf(buildPrescriptionDocument(utf8('SJ1'))),
      code: 'document.unsigned',
    },
    {
      name: 'one without the sign element',
      change: (xml: string) => xml.replace(/<PrescriptionSign>.*<\/PrescriptionSign>/s, ''),
      code: 'document.unsigned',
    },
    {
      name: 'another namespace on the root',
      change: (xml: string) => xml.replace('<Document', '<Document xmlns:a="b"'),
      code: 'document.namespace',
    },
    {
      name: 'a default namespace on Prescription',
      change: (xml: string) => xml.replace('<Prescription>', '<Prescription xmlns="b">'),
      code: 'document.namespace',
    },
    {
      name: 'xsi for something else',
      change: (xml: string) => xml.replace('XMLSchema-', 'x'),
      code: 'document.namespace',
    },
    {
      name: 'a DTD',
      change: (xml: string) => xml.replace('<Document', '<!DOCTYPE a [<!ENTITY b "c">]>$&'),
      code: 'document.dtd',
    },
    { name: 'a byte order mark', change: (xml: string) => `\uFEFF${xml}`, code: 'document.encoding' },
    { name: 'another encoding', change: (xml: string) => xml.replace('UTF-8', 'Shift_JIS'), code: 'document.encoding' },
    {
      name: 'two prescriptions',
      change: (xml: string) => xml.replace('</Document>', '<Prescription/></Document>'),
      code: 'document.malformed',
    },
    { name: 'two roots', change: (xml: string) => `${xml}<Document/>`, code: 'document.malformed' },
    { name: 'text after the root', change: (xml: string) => `${xml}x`, code: 'document.malformed' },
    { name: 'a document cut short', change: (xml: string) => xml.slice(0, -12), code: 'document.malformed' },
    {
      name: 'crossed tags',
      change: (xml: string) => xml.replace('<a/>', '<b><c></b></c>'),
      code: 'document.malformed',
    },
    {
      name: 'deep nesting',
      change: (xml: string) => xml.replace('<a/>', `${'<a>'.repeat(70)}${'</a>'.repeat(70)}`),
      code: 'document.malformed',
    },
    {
      name: 'a dispensing document',
      change: (xml: string) => xml.replaceAll('Prescription>', 'Dispensing>'),
      code: 'document.malformed',
    },
    { name: 'nothing', change: () => '', code: 'document.empty' },
  ])('refuses $name', ({ change, code }) => {
    expect(rejectionOf(() => buildDispensingDocument(utf8(change(signed())), utf8('CJ1,')))).toBe(code)
  })

  test('refuses octets that are not UTF-8', () => {
    const octets = utf8(signed())
    octets[octets.length - 20] = 0xff
    expect(rejectionOf(() => buildDispensingDocument(octets, utf8('CJ1,')))).toBe('document.encoding')
  })

  test('any text is accepted or refused, and never something else', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      '"',
      "'",
      '=',
      ' ',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      'a',
      '&',
    )
    fc.assert(
      fc.property(fc.array(piece), fc.nat(2_000), (pieces, place) => {
        const xml = signed()
        const at = place % xml.length
        const mutated = utf8(xml.slice(0, at) + pieces.join('') + xml.slice(at))
        expect(rejectionOf(() => buildDispensingDocument(mutated, utf8('CJ1,')))).toMatch(/^accepted$|^document\./)
      }),
      { numRuns: 500 },
    )
  })
})
