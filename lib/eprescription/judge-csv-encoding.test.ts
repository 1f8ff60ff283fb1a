import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes, utf8 } from '@/lib/kernel/bytes'
import { parseDispensing } from './parse-dispensing'
import { parsePrescription } from './parse-prescription'
import { samplePrescriptionCsv, samplePrescriptionLines } from './testing/sample-prescription'

const sample = samplePrescriptionCsv()
const text = new TextDecoder().decode(sample)
const lineOf = (number: number) => samplePrescriptionLines().findIndex(([own]) => own === number) + 2
/** The first line with a character outside of ASCII: the institution's name. */
const firstJapaneseLine = text.split('\n').findIndex((line) => /[^\0-\x7f]/.test(line)) + 1
const placesOf = (csv: Uint8Array) => parsePrescription(csv).findings.map(({ code, line }) => [code, line])

/** The text in another encoding, written by the iconv of the C library. */
function inEncoding(encoding: string, value = text): Uint8Array {
  const { status, stdout, stderr } = spawnSync('iconv', ['-f', 'UTF-8', '-t', encoding], { input: value })
  if (status !== 0) throw new Error(`iconv: ${stderr}`)
  return new Uint8Array(stdout)
}
const fullWidth = text.normalize('NFKC')

describe('one fault of the whole file is one finding, with its line', () => {
  test.each([
    ['CR alone, none at the end', text.replaceAll('\n', '\r'), 'encoding.carriage_return', 1],
    ['CR alone, one at the end', `${text.replaceAll('\n', '\r')}\r`, 'encoding.carriage_return', 1],
    ['CRLF, none at the end', text.replaceAll('\n', '\r\n'), 'encoding.carriage_return', 1],
    ['CRLF, one at the end', `${text.replaceAll('\n', '\r\n')}\r\n`, 'encoding.carriage_return', 1],
    ['LF, then one CRLF', text.replace('\n11,', '\r\n11,'), 'encoding.mixed_line_ends', lineOf(11) - 1],
    ['CRLF, then one LF', text.replaceAll('\n', '\r\n').replace('\r\n11,', '\n11,'), 'encoding.mixed_line_ends', 1],
    ['LF, then one CR', text.replace('\n11,', '\r11,'), 'encoding.mixed_line_ends', lineOf(11) - 1],
    ['LF, and a CR within a field', text.replace('見本　太郎', '見本\r太郎'), 'encoding.mixed_line_ends', lineOf(11)],
    ['CR CR LF', text.replaceAll('\n', '\r\r\n'), 'encoding.mixed_line_ends', 1],
    ['U+0085 between the lines', text.replaceAll('\n', '\u0085'), 'encoding.line_separator', 1],
    ['U+2028 between the lines', text.replaceAll('\n', '\u2028'), 'encoding.line_separator', 1],
    ['a form feed between the lines', text.replaceAll('\n', '\f'), 'encoding.line_separator', 1],
    ['\\n as two characters', text.replaceAll('\n', '\\n'), 'encoding.line_separator', 1],
    ['a byte order mark', `\uFEFF${text}`, 'encoding.byte_order_mark', 1],
    ['another format', text.replace('SJ1', 'SJ9'), 'header.unsupported', 1],
    ['JSON', '{"csv": "SJ1"}\n1\n2\n3', 'header.unsupported', 1],
    ['a space behind the header', text.replace('SJ1\n', 'SJ1 \n'), 'header.unsupported', 1],
    ['an invisible character in the header', text.replace('SJ1', 'SJ1\u200b'), 'character.forbidden', 1],
  ])('%s', (_, csv, code, line) => {
    expect(placesOf(utf8(csv))).toEqual([[code, line]])
  })

  test.each([
    ['ISO-2022-JP', fullWidth, 'encoding.iso_2022_jp', firstJapaneseLine],
    ['ISO-2022-JP-3', text, 'encoding.iso_2022_jp', firstJapaneseLine],
    ['SHIFT_JIS', text, 'encoding.shift_jis', firstJapaneseLine],
    ['CP932', text, 'encoding.shift_jis', firstJapaneseLine],
    ['EUC-JP', text, 'encoding.euc_jp', firstJapaneseLine],
    ['UTF-16', text, 'encoding.utf16', 1],
    ['UTF-16LE', text, 'encoding.utf16', 1],
    ['UTF-16BE', text, 'encoding.utf16', 1],
    ['UTF-32', text, 'encoding.utf16', 1],
    ['UTF-32LE', text, 'encoding.utf16', 1],
    ['UTF-32BE', text, 'encoding.utf16', 1],
  ])('%s as iconv writes it', (encoding, value, code, line) => {
    expect(placesOf(inEncoding(encoding, value))).toEqual([[code, line]])
  })

  test('two faults are two findings: Shift_JIS with CRLF, as a spreadsheet writes it', () => {
    expect(placesOf(inEncoding('CP932', text.replaceAll('\n', '\r\n')))).toEqual([
      ['encoding.carriage_return', 1],
      ['encoding.shift_jis', firstJapaneseLine],
    ])
  })

  test('UTF-8 with wrong bytes in it is not called another encoding', () => {
    const csv = concatBytes(sample, utf8('\n81,2,,'), Uint8Array.from([0x8c, 0xa9]))
    expect(placesOf(csv)).toEqual([['encoding.invalid_utf8', text.split('\n').length + 1]])
  })

  test('what could be Shift_JIS or EUC-JP is called neither', () => {
    expect(placesOf(concatBytes(utf8('SJ1\n'), Uint8Array.from([0xb1, 0xb2])))).toEqual([['encoding.invalid_utf8', 2]])
  })

  test('a dispensing result is judged by the same rules', () => {
    expect(parseDispensing(utf8('CJ1\r1,x\r2,y')).findings).toMatchObject([
      { code: 'encoding.carriage_return', line: 1 },
    ])
  })
})

describe('properties', () => {
  const lineEnds = fc.constantFrom('\n', '\r', '\r\n')

  test('whatever lines end with, a valid file has no finding or one, at the first end that is not LF', () => {
    const lines = text.split('\n')
    fc.assert(
      fc.property(fc.array(lineEnds, { minLength: lines.length - 1, maxLength: lines.length - 1 }), (ends) => {
        const csv = lines.map((line, index) => `${line}${ends[index] ?? ''}`).join('')
        const first = ends.findIndex((end) => end !== '\n')
        if (first < 0) return expect(placesOf(utf8(csv))).toEqual([])
        const code = new Set(ends).size > 1 ? 'encoding.mixed_line_ends' : 'encoding.carriage_return'
        expect(placesOf(utf8(csv))).toEqual([[code, first + 1]])
      }),
    )
  })

  test('a Japanese file in Shift_JIS or EUC-JP is always named, whatever hiragana and kanji the name has', () => {
    const characters = fc.constantFrom(...'あいうえおかきくけこアイウエオ田中山川大小花子太郎一二三高橋斎藤齋渡邊')
    const name = fc.string({ unit: characters, minLength: 1, maxLength: 12 })
    const encodings = fc.constantFrom(['CP932', 'encoding.shift_jis'], ['EUC-JP', 'encoding.euc_jp'])
    const check = fc.property(name, encodings, (patientName, [encoding = '', code]) => {
      const csv = new TextDecoder().decode(samplePrescriptionCsv({ patientName }))
      expect(placesOf(inEncoding(encoding, csv))).toEqual([[code, firstJapaneseLine]])
    })
    fc.assert(check, { numRuns: 40 })
  })
})
