import { describe, expect, test } from 'vitest'
import { parsePrescription } from './parse-prescription'
import { type SampleLine, samplePrescriptionLines, toCsv } from './testing/sample-prescription'

/** The sample with its first line of a record number replaced, or with the line behind it where it has none. */
function withLine(line: SampleLine): Uint8Array {
  const lines = samplePrescriptionLines()
  const place = lines.findIndex(([number]) => number === line[0])
  return toCsv('SJ1', place < 0 ? [...lines, line] : lines.with(place, line))
}

const drug = (...values: string[]): SampleLine => [201, '1', '1', '1', '7', '9999001F1ZZZ', '見本錠５ｍｇ', ...values]

describe('an amount that can be read in two ways is not signed', () => {
  test.each<[string, SampleLine, object]>([
    ['a comma in the quantity', [101, '1', '1', '', '1', '000'], { code: 'field.unexpected', position: 5 }],
    ['a comma in the amount', drug('1', '000', '1', '錠'), { code: 'field.unexpected', position: 10 }],
    ['a comma in the amount, no potency', drug('1', '000', '', '錠'), { code: 'field.missing', field: 'unit' }],
    ['two points', drug('1.000.5', '1', '錠'), { code: 'field.malformed', field: 'amount' }],
    ['a quantity of zero', [101, '1', '1', '', '0'], { code: 'field.malformed', field: 'quantity' }],
    ['an amount of zero', drug('0', '1', '錠'), { code: 'field.malformed', field: 'amount' }],
    ['an amount of 0.00', drug('0.00', '1', '錠'), { code: 'field.malformed', field: 'amount' }],
    ['a negative amount', drug('-1', '1', '錠'), { code: 'field.malformed', field: 'amount' }],
    ['a comma in an uneven dose', doses('1', '000', '2'), { code: 'field.malformed', field: 'dose_2' }],
    ['uneven doses of nothing', doses('0', '0', '0'), { code: 'field.malformed', field: 'dose_1' }],
    ['a comma in a single dose', [241, '1', '1', '1', '000'], { code: 'field.malformed', field: 'daily_times' }],
    ['a zero in front', drug('0100', '1', '錠'), { code: 'field.malformed', field: 'amount' }],
    ['a sixth dose of a day', doses('1', '1', '1', '0', '0', '2'), { code: 'field.unexpected', position: 8 }],
  ])('%s', (_, line, finding) => {
    const { prescription, findings } = parsePrescription(withLine(line))
    expect(prescription).toBeNull()
    expect(findings.find(({ severity }) => severity === 'error')).toMatchObject(finding)
  })

  test.each<[string, SampleLine]>([
    ['a large amount', drug('1000', '1', '錠')],
    ['a small amount', drug('0.00001', '1', '錠')],
    ['a quantity of half', [101, '1', '1', '', '0.5']],
    ['a dose of nothing in the morning', doses('0', '1', '2')],
  ])('%s is accepted', (_, line) => {
    const { prescription, findings } = parsePrescription(withLine(line))
    expect(findings).toEqual([])
    expect(prescription).not.toBeNull()
  })
})

function doses(...values: string[]): SampleLine {
  return [221, '1', '1', ...values]
}
