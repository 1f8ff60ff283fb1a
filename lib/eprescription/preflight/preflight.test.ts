import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utf8 } from '@/lib/kernel/bytes'
import { type CodeEntry, type CodeMasters, toCodeMaster } from '../code-master/code-master'
import { MAX_FINDINGS, MAX_LINES } from '../csv-limits'
import { toCsvFinding } from '../eprescription.findings'
import { parsePrescription } from '../parse-prescription'
import { type SampleLine, samplePrescriptionLines, samplePrescriptions, toCsv } from '../testing/sample-prescription'
import { PREFLIGHT_CHECKS, type PreflightCode } from './preflight-checks'
import { type PreflightFacts, preflightPrescription } from './preflight-prescription'

const none: CodeMasters = { drugs: null, usages: null }
const facts = (masters: Partial<CodeMasters> = {}, today = '2026-12-01'): PreflightFacts => ({
  today,
  masters: { ...none, ...masters },
})
const entry = (name: string, more: Partial<CodeEntry> = {}): CodeEntry => ({
  name,
  unit: null,
  validFrom: null,
  validTo: null,
  ...more,
})

/** The sample with one RP of this usage and this drug, and what is said about it. */
function prescriptionOf(usage: SampleLine, drug: SampleLine, ...more: SampleLine[]) {
  const others = samplePrescriptionLines().filter(([number]) => number < 100)
  return toCsv('SJ1', [...others, [101, '1', '1', '', '28'], usage, drug, ...more])
}
const usage = (code: string, name = '１日３回朝昼夕食後'): SampleLine => [111, '1', '3', code, name, '3']
const drug = (kind: string, code: string, name = '見本錠５ｍｇ', unit = '錠'): SampleLine => [
  201,
  ...['1', '1', '1', kind, code, name, '3', '1', unit],
]
const goodUsage = usage('1013044400000000')
const goodDrug = drug('2', '699000002')

const find = (csv: Uint8Array, given = facts()) =>
  parsePrescription(csv, given).findings.map(({ code, position, refusedFrom, expected }) => ({
    code,
    position,
    ...(refusedFrom === undefined ? {} : { refusedFrom }),
    ...(expected === undefined ? {} : { expected }),
  }))

describe('C7: checks by codes alone', () => {
  test.each(samplePrescriptions())('a good prescription has none: $name', ({ csv }) => {
    expect(find(csv)).toEqual([])
  })

  test.each([
    ['2', '666660000'],
    ['4', '2000000X0000'],
    ['2', '777770000'],
  ])('a dummy code of kind %s, %s, is refused by the national service since 2025-08-28', (kind, code) => {
    expect(find(prescriptionOf(goodUsage, drug(kind, code)))).toEqual([
      { code: 'drug_code.dummy', position: 5, refusedFrom: '2025-08-28' },
    ])
  })

  test.each([
    ['2', '999999999'],
    ['2', '66666000'],
    ['4', '699000002'],
    ['7', 'abc'],
  ])('a code that does not fit its kind %s: %s', (kind, code) => {
    expect(find(prescriptionOf(goodUsage, drug(kind, code)))).toEqual([{ code: 'drug_code.malformed', position: 5 }])
  })

  test.each(['abc', '101304440000000', '10130444000000００'.normalize('NFKC').slice(1), '10130444000abcde'])(
    'a usage code that is none: %s',
    (code) => {
      expect(find(prescriptionOf(usage(code), goodDrug))).toEqual([{ code: 'usage_code.malformed', position: 3 }])
    },
  )

  test.each(['1011000900000000', '1031000000000000', 'XX50110000000000', 'XX11000400000000'])(
    'usage %s is withdrawn: reported from 2025-11-01, refused from 2026-08-01',
    (code) => {
      const csv = prescriptionOf(usage(code), goodDrug)
      const expected = [{ code: 'usage_code.withdrawn', position: 3, refusedFrom: '2026-08-01' }]
      expect(find(csv, facts({}, '2025-10-31'))).toEqual([])
      expect(find(csv, facts({}, '2025-11-01'))).toEqual(expected)
      expect(find(csv)).toEqual(expected)
    },
  )

  test('free text in place of a usage code is no fault, nor is a drug without a code', () => {
    expect(find(prescriptionOf(usage('0X0XXXXXXXXX0000', '右膝に貼付'), drug('7', '')))).toEqual([])
  })

  test('quotes around a name become part of it', () => {
    expect(find(prescriptionOf(goodUsage, drug('2', '699000002', '"見本錠５ｍｇ"')))).toEqual([
      { code: 'field.quoted', position: 6 },
    ])
  })
})

describe('C7: checks by the facility’s masters', () => {
  const drugs = toCodeMaster(
    new Map([
      ['699000002', [entry('見本錠5mg', { unit: '錠' })]],
      ['699000003', [entry('見本散', { unit: 'g', validTo: '2026-11-22' })]],
      ['699000004', [entry('旧名', { validTo: '2026-11-22' }), entry('新名', { validFrom: '2026-11-23' })]],
    ]),
  )
  const usages = toCodeMaster(new Map([['1013044400000000', [entry('1日3回朝昼夕食後')]]]))
  const both = facts({ drugs, usages })

  test('a name in another width and with other spaces is the same name', () => {
    expect(find(prescriptionOf(goodUsage, drug('2', '699000002', '見本錠 ５ＭＧ')), both)).toEqual([])
  })

  test('a code and a name that do not belong together', () => {
    const csv = prescriptionOf(usage('1013044400000000', '就寝前'), drug('2', '699000002', 'アムロジピン錠５ｍｇ'))
    expect(find(csv, both)).toEqual([
      { code: 'usage.name_differs', position: 4, expected: '1日3回朝昼夕食後' },
      { code: 'drug.name_differs', position: 6, expected: '見本錠5mg' },
    ])
  })

  test('a code that the master lacks, where it has codes of this kind', () => {
    expect(find(prescriptionOf(usage('1011000400000000'), drug('2', '699000009')), both)).toEqual([
      { code: 'usage_code.unlisted', position: 3 },
      { code: 'drug_code.unlisted', position: 5 },
    ])
    expect(find(prescriptionOf(goodUsage, drug('4', '9999002S1010')), both)).toEqual([])
  })

  test('a code is judged on the day of issue, and of several names the valid one counts', () => {
    expect(find(prescriptionOf(goodUsage, drug('2', '699000003', '見本散', 'g')), both)).toEqual([
      { code: 'drug_code.out_of_term', position: 5 },
    ])
    expect(find(prescriptionOf(goodUsage, drug('2', '699000004', '旧名')), both)).toEqual([
      { code: 'drug.name_differs', position: 6, expected: '新名' },
    ])
  })

  test('another unit than the price list’s needs record 211 of the same drug', () => {
    const inGrams = drug('2', '699000002', '見本錠５ｍｇ', 'mg')
    const missing = [{ code: 'drug.unit_conversion_missing', position: 9, expected: '錠' }]
    expect(find(prescriptionOf(goodUsage, inGrams), both)).toEqual(missing)
    expect(find(prescriptionOf(goodUsage, inGrams, [211, '01', '01', '5']), both)).toEqual([])
  })
})

describe('AT-70, C7: what comes before a signature never stops one', () => {
  const texts = fc.oneof(
    fc.constantFrom('', '"', '"見本"', 'アムロジピン錠５ｍｇ'),
    fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
  )
  const codes = fc.oneof(
    fc.constantFrom('', 'abc', '999999999', '666660000', '699000002', 'XX50110000000000', '0X0XXXXXXXXX0000'),
    fc.stringMatching(/^[0-9A-Za-z]{0,16}$/),
  )
  const master = toCodeMaster(
    new Map([
      ['699000002', [entry('見本錠5mg', { unit: '錠' })]],
      ['1013044400000000', [entry('x')]],
    ]),
  )
  const withoutCommas = (text: string) => text.replaceAll(',', '')
  const given = fc.constantFrom(facts(), facts({ drugs: master, usages: master }), facts({}, '2000-01-01'))

  test('whatever the parser takes alone it takes with the checks, with the same content and more warnings only', () => {
    let taken = 0
    fc.assert(
      fc.property(fc.array(fc.tuple(codes, codes, texts, texts), { maxLength: 6 }), given, (rows, chosen) => {
        const lines = rows.flatMap(([usageCode, drugCode, name, unit], index): SampleLine[] => {
          const rp = String(index + 3)
          return [
            [101, rp, '1', '', '1'],
            [111, rp, '3', usageCode, withoutCommas(name), ''],
            [201, rp, '1', '1', '2', drugCode, `見${withoutCommas(name)}`, '1', '1', `錠${withoutCommas(unit)}`],
          ]
        })
        const csv = toCsv('SJ1', [...samplePrescriptionLines(), ...lines])
        const [alone, checked] = [parsePrescription(csv), parsePrescription(csv, chosen)]
        expect(checked.prescription).toEqual(alone.prescription)
        if (alone.prescription === null) {
          expect(checked.findings).toEqual(alone.findings)
          return
        }
        taken += 1
        expect(checked.findings.every(({ severity }) => severity === 'warning')).toBe(true)
        expect(checked.findings).toEqual(expect.arrayContaining(alone.findings))
      }),
    )
    expect(taken).toBeGreaterThan(50)
  })

  test.each(Object.keys(PREFLIGHT_CHECKS))('%s is a warning', (code) => {
    expect(toCsvFinding(code as PreflightCode).severity).toBe('warning')
  })

  test('a prescription with three faults is signed with three warnings', () => {
    const csv = prescriptionOf(usage('abc'), drug('2', '666660000', '"x"'))
    const { prescription, findings } = parsePrescription(csv, facts())
    expect(prescription).not.toBeNull()
    expect(findings.map(({ code }) => code)).toEqual(['usage_code.malformed', 'drug_code.dummy', 'field.quoted'])
  })

  test('100,000 hostile lines, or the most that are read with a fault in each field, end soon with 100 findings', () => {
    const many = utf8(`SJ1\n${'201,1,1,1,2,666660000,"x",1,1,"y"\n'.repeat(100_000)}`)
    expect(parsePrescription(many, facts()).prescription).toBeNull()
    const remarks = Array.from({ length: MAX_LINES - 40 }, (_, index): SampleLine => [81, `"${index}"`, '"', '"x"'])
    const last: SampleLine[] = [
      [101, '3', '1', '', '1'],
      [201, '3', ...drug('2', '666660000').slice(2).map(String)],
    ]
    const csv = toCsv('SJ1', [...samplePrescriptionLines(), ...remarks, ...last])
    const started = performance.now()
    const { prescription, findings } = parsePrescription(csv, facts())
    expect(performance.now() - started).toBeLessThan(2_000)
    expect(prescription).not.toBeNull()
    expect(findings).toHaveLength(MAX_FINDINGS)
    expect(findings.filter(({ code }) => code === 'findings.more')).toHaveLength(1)
    expect(findings.map(({ code }) => code)).toContain('drug_code.dummy')
    expect(findings.at(-1)?.severity).toBe('warning')
    expect(prescription && preflightPrescription(prescription, facts())).toHaveLength(MAX_FINDINGS + 1)
  })
})
