import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes, equalBytes, utf8 } from '@/lib/kernel/bytes'
import { MAX_FIELD_CHARACTERS, MAX_FIELDS, MAX_FINDINGS, MAX_LINES } from './csv-limits'
import { MAX_CSV_BYTES } from './document/prescription-xml'
import type { CsvFindingCode } from './eprescription.findings'
import { parsePrescription } from './parse-prescription'
import { serialiseRecords } from './serialise-records'
import {
  rareCharacters,
  type SampleLine,
  samplePrescriptionCsv,
  samplePrescriptionLines,
  samplePrescriptions,
  toCsv,
} from './testing/sample-prescription'

const textOf = (csv: Uint8Array) => new TextDecoder().decode(csv)
const withText = (change: (text: string) => string) => utf8(change(textOf(samplePrescriptionCsv())))
const NEXT_LINE = samplePrescriptionLines().length + 2
const lineOf = (number: number) => samplePrescriptionLines().findIndex(([own]) => own === number) + 2

/** The sample with the first line of a record number replaced; without lines it is left out. */
function replaced(number: number, ...lines: SampleLine[]): Uint8Array {
  const all = samplePrescriptionLines()
  all.splice(
    all.findIndex(([own]) => own === number),
    1,
    ...lines,
  )
  return toCsv('SJ1', all)
}

describe('a valid prescription', () => {
  test.each(samplePrescriptions())('has no finding and comes back octet by octet: $name', ({ csv }) => {
    const { prescription, findings } = parsePrescription(csv)
    expect(findings).toEqual([])
    expect(equalBytes(serialiseRecords('SJ1', prescription?.records ?? []), csv)).toBe(true)
  })

  test('is read into its parts', () => {
    expect(parsePrescription(samplePrescriptionCsv({ accessCode: '0000000000000001' })).prescription).toMatchObject({
      institution: { scoreTable: '1', code: '9999991', prefecture: '13', name: '見本総合病院' },
      doctor: { code: 'D0001', kana: 'ﾃｽﾄ ｲﾁｺ', name: 'テスト　一子' },
      patient: { code: '0000101', name: '見本　太郎', kana: 'ﾐﾎﾝ ﾀﾛｳ', sex: '1', birthDate: '19580412' },
      issuedOn: '20261123',
      expiresOn: '20261126',
      accessCode: '0000000000000001',
    })
  })

  test.each(Object.entries(rareCharacters))('keeps %s', (_name, patientName) => {
    const { prescription, findings } = parsePrescription(samplePrescriptionCsv({ patientName }))
    expect(findings).toEqual([])
    expect(prescription?.patient.name).toBe(patientName)
  })

  test('any printable text in a field survives', () => {
    const unprintable = /[,\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029\p{Noncharacter_Code_Point}]/gu
    const printable = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => `見${text.replace(unprintable, '')}`)
    fc.assert(
      fc.property(printable, (patientName) => {
        const csv = samplePrescriptionCsv({ patientName })
        const { prescription, findings } = parsePrescription(csv)
        expect(findings).toEqual([])
        expect(equalBytes(serialiseRecords('SJ1', prescription?.records ?? []), csv)).toBe(true)
      }),
    )
  })
})

describe('what is not certain is told and accepted', () => {
  const warnings: { name: string; csv: Uint8Array; code: CsvFindingCode; line: number | null }[] = [
    { name: 'an unknown code', csv: replaced(12, [12, '9']), code: 'field.unknown_value', line: lineOf(12) },
    {
      name: 'an unknown record',
      csv: samplePrescriptionCsv({ more: [[999, 'x']] }),
      code: 'record.unknown',
      line: NEXT_LINE,
    },
    { name: 'a field too many', csv: replaced(12, [12, '1', 'x']), code: 'field.unexpected', line: lineOf(12) },
    { name: 'a record that is usually there', csv: replaced(21), code: 'record.expected', line: null },
    { name: 'an RP without usage', csv: replaced(111), code: 'rp.without_usage', line: lineOf(101) },
    {
      name: 'a line break at the end',
      csv: withText((text) => `${text}\n`),
      code: 'line.trailing_newline',
      line: NEXT_LINE,
    },
    {
      name: 'a private character',
      csv: samplePrescriptionCsv({ patientName: '見本　\uE000' }),
      code: 'character.private_use',
      line: lineOf(11),
    },
  ]

  test.each(warnings)('$name: $code', ({ csv, code, line }) => {
    const { prescription, findings } = parsePrescription(csv)
    expect(prescription).not.toBeNull()
    expect(findings).toMatchObject([{ code, severity: 'warning', line }])
  })

  test('a refill record, whose fields are not known, has no finding at all', () => {
    expect(parsePrescription(samplePrescriptionCsv({ more: [[61, '3', '1', 'x']] })).findings).toEqual([])
  })

  test('empty fields at the end may be written or left out', () => {
    expect(parsePrescription(replaced(3, [3, '00-0000-0001'])).findings).toEqual([])
    expect(parsePrescription(replaced(52, [52, '20261126', '', ''])).findings).toEqual([])
  })
})

describe('what is refused, with its line, record and field', () => {
  const at = (record: number, position: number, field: string) => ({ record, position, field, line: lineOf(record) })
  const refusals: { name: string; csv: Uint8Array; code: CsvFindingCode; place: object }[] = [
    { name: 'nothing', csv: new Uint8Array(), code: 'header.unsupported', place: { line: 1 } },
    {
      name: 'another format',
      csv: withText((text) => text.replace('SJ1', 'SJ2')),
      code: 'header.unsupported',
      place: { line: 1 },
    },
    {
      name: 'a byte order mark',
      csv: withText((text) => `\uFEFF${text}`),
      code: 'encoding.byte_order_mark',
      place: { line: 1 },
    },
    {
      name: 'CRLF',
      csv: withText((text) => text.replaceAll('\n', '\r\n')),
      code: 'encoding.carriage_return',
      place: { line: 1 },
    },
    {
      name: 'an empty line',
      csv: withText((text) => text.replace('\n11,', '\n\n11,')),
      code: 'line.empty',
      place: { line: 7 },
    },
    {
      name: 'a tab',
      csv: replaced(12, [12, '\t1']),
      code: 'character.forbidden',
      place: { line: lineOf(12), record: 12, position: 1 },
    },
    {
      name: 'NUL',
      csv: samplePrescriptionCsv({ patientName: '見本\0' }),
      code: 'character.forbidden',
      place: { line: lineOf(11), position: 2 },
    },
    {
      name: 'text turned round',
      csv: samplePrescriptionCsv({ patientName: '見\u202E本' }),
      code: 'character.forbidden',
      place: { line: lineOf(11) },
    },
    ...['\u00AD', '\u200B', '\u200D', '\u2060', '\uFFF9', '\u{E0041}'].map((character) => ({
      name: `an invisible character (U+${character.codePointAt(0)?.toString(16)})`,
      csv: samplePrescriptionCsv({ patientName: `見${character}本` }),
      code: 'character.forbidden' as const,
      place: { line: lineOf(11), position: 2 },
    })),
    {
      name: 'a record number with a zero before it',
      csv: withText((text) => text.replace('\n12,', '\n012,')),
      code: 'record.number_malformed',
      place: { line: lineOf(12), position: 0 },
    },
    { name: 'no patient', csv: replaced(11), code: 'record.missing', place: { line: null, record: 11 } },
    {
      name: 'no drug at all',
      csv: toCsv(
        'SJ1',
        samplePrescriptionLines().filter(([number]) => number !== 201 && number !== 281),
      ),
      code: 'record.missing',
      place: { line: null, record: 201 },
    },
    {
      name: 'two patients',
      csv: samplePrescriptionCsv({ more: [[11, '2', '見本　次郎', 'ﾐﾎﾝ']] }),
      code: 'record.repeated',
      place: { line: NEXT_LINE, record: 11 },
    },
    {
      name: 'no name',
      csv: samplePrescriptionCsv({ patientName: '' }),
      code: 'field.missing',
      place: at(11, 2, 'patient_name'),
    },
    {
      name: 'a full-width number',
      csv: replaced(24, [24, '０３０', '070']),
      code: 'field.malformed',
      place: at(24, 1, 'patient_rate'),
    },
    {
      name: 'a day that does not exist',
      csv: samplePrescriptionCsv({ issuedOn: '20260230' }),
      code: 'date.impossible',
      place: at(51, 1, 'issued_on'),
    },
    {
      name: 'an end before the beginning',
      csv: samplePrescriptionCsv({ expiresOn: '20261122' }),
      code: 'date.order',
      place: at(52, 1, 'expires_on'),
    },
    {
      name: 'a birth after the prescription',
      csv: replaced(13, [13, '20270101']),
      code: 'date.order',
      place: at(13, 1, 'birth_date'),
    },
    {
      name: 'a drug of no RP',
      csv: samplePrescriptionCsv({ more: [[201, '7', '1', '1', '', '', '見本錠', '1', '1', '錠']] }),
      code: 'rp.undefined',
      place: { line: NEXT_LINE, record: 201, position: 1, field: 'rp' },
    },
    {
      name: 'an RP without a drug',
      csv: samplePrescriptionCsv({
        more: [
          [101, '3', '1', '', '7'],
          [111, '3', '3', '1011000400000000', '', '1'],
        ],
      }),
      code: 'rp.without_drug',
      place: { line: NEXT_LINE, record: 101 },
    },
    {
      name: 'an RP number used twice',
      csv: samplePrescriptionCsv({ more: [[101, '01', '1', '', '7']] }),
      code: 'serial.repeated',
      place: { line: NEXT_LINE, record: 101 },
    },
    {
      name: 'a note about no drug',
      csv: samplePrescriptionCsv({ more: [[211, '1', '9', '0.5']] }),
      code: 'drug.undefined',
      place: { line: NEXT_LINE, record: 211, position: 2 },
    },
    {
      name: 'a field too long',
      csv: samplePrescriptionCsv({ patientName: '𠮷'.repeat(MAX_FIELD_CHARACTERS + 1) }),
      code: 'field.too_long',
      place: { line: lineOf(11), position: 2 },
    },
    {
      name: 'too many fields',
      csv: samplePrescriptionCsv({ more: [[999, ...Array.from({ length: MAX_FIELDS + 1 }, () => '')]] }),
      code: 'size.fields',
      place: { line: NEXT_LINE },
    },
    { name: 'too many lines', csv: utf8('SJ1\n'.repeat(MAX_LINES + 2)), code: 'size.lines', place: {} },
    { name: 'too many octets', csv: new Uint8Array(MAX_CSV_BYTES + 1).fill(0x31), code: 'size.document', place: {} },
  ]

  test.each(refusals)('$name: $code', ({ csv, code, place }) => {
    const { prescription, findings } = parsePrescription(csv)
    expect(prescription).toBeNull()
    expect(findings.filter(({ severity }) => severity === 'error')[0]).toMatchObject({
      code,
      severity: 'error',
      ...place,
    })
  })

  test.each([
    { name: 'a wrong octet', octets: [0xff] },
    { name: 'a lone surrogate', octets: [0xed, 0xa0, 0x80] },
    { name: 'an overlong form', octets: [0xc0, 0xaf] },
    { name: 'Shift_JIS', octets: [0x8c, 0xa9, 0x96, 0x7b] },
    { name: 'a character cut off', octets: [0xe8, 0xa6] },
  ])('$name is not UTF-8, and the line is told', ({ octets }) => {
    const csv = concatBytes(samplePrescriptionCsv(), utf8('\n81,2,,'), Uint8Array.from(octets))
    expect(parsePrescription(csv)).toMatchObject({
      prescription: null,
      findings: [{ code: 'encoding.invalid_utf8', line: NEXT_LINE }],
    })
  })

  test('the longest field is accepted', () => {
    expect(
      parsePrescription(samplePrescriptionCsv({ patientName: '𠮷'.repeat(MAX_FIELD_CHARACTERS) })).findings,
    ).toEqual([])
  })

  test('findings are listed up to the limit, and the rest is told', () => {
    const { prescription, findings } = parsePrescription(utf8(`SJ1\n${'x\n'.repeat(500)}x`))
    expect(prescription).toBeNull()
    expect(findings).toHaveLength(MAX_FINDINGS)
    expect(findings.at(-1)?.code).toBe('findings.more')
  })
})

describe('properties', () => {
  test('no octets make it throw, and errors and a prescription never come together', () => {
    const piece = fc.oneof(fc.constantFrom('SJ1', '\n', ',', '201', '1', '\r', '見本', '101,1,1,,28\n'), fc.string())
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 500 }),
          fc.array(piece).map((all) => utf8(all.join(''))),
        ),
        (csv) => {
          const { prescription, findings } = parsePrescription(csv)
          expect(prescription === null).toBe(findings.some(({ severity }) => severity === 'error'))
        },
      ),
      { numRuns: 500 },
    )
  })

  test('a forbidden character is found in its line and field, wherever it stands', () => {
    const lines = samplePrescriptionLines()
    fc.assert(
      fc.property(
        fc.nat(lines.length - 1),
        fc.nat(20),
        fc.constantFrom('\0', '\t', '\u0085', '\u2067', '\uFFFE'),
        (index, place, character) => {
          const line = lines[index] ?? [0]
          const position = (place % (line.length - 1)) + 1
          const mutated = line.map((cell, own) => (own === position ? `${cell}${character}` : cell)) as unknown[]
          const csv = toCsv(
            'SJ1',
            lines.map((own, at) => (at === index ? (mutated as [number, ...string[]]) : own)),
          )
          expect(parsePrescription(csv).findings).toContainEqual(
            expect.objectContaining({ code: 'character.forbidden', line: index + 2, record: line[0], position }),
          )
        },
      ),
    )
  })

  test('a changed octet never passes for something else: the records say it, or a finding does', () => {
    const csv = samplePrescriptionCsv()
    fc.assert(
      fc.property(fc.nat(csv.length - 1), fc.integer({ min: 1, max: 255 }), (place, mask) => {
        const mutated = csv.map((octet, index) => (index === place ? octet ^ mask : octet))
        const { prescription, findings } = parsePrescription(mutated)
        if (prescription === null) expect(findings.length).toBeGreaterThan(0)
        else expect(equalBytes(serialiseRecords('SJ1', prescription.records), mutated)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('the largest CSV is read in good time', () => {
    const started = performance.now()
    parsePrescription(utf8(`SJ1\n${`${'1,'.repeat(60)}\n`.repeat(1_999)}`))
    parsePrescription(utf8(','.repeat(MAX_CSV_BYTES)))
    parsePrescription(new Uint8Array(MAX_CSV_BYTES).fill(0x0a))
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
