import { describe, expect, test } from 'vitest'
import { parseDispensing } from './parse-dispensing'
import { parsePrescription } from './parse-prescription'
import { sampleDispensingCsv } from './testing/sample-dispensing'
import { samplePrescriptionCsv, samplePrescriptions } from './testing/sample-prescription'
import { type CsvView, readFact, toDispensingView, toPrescriptionView } from './to-csv-view'

function shown(csv: Uint8Array) {
  const { prescription } = parsePrescription(csv)
  if (!prescription) throw new Error('the sample is refused')
  return { view: toPrescriptionView(prescription), records: prescription.records }
}

function valuesOf({ rps, ...sections }: CsvView): string[] {
  const inRps = rps.flatMap(({ about, drugs }) => [...about, ...drugs.flatMap((one) => [one.drug, ...one.about])])
  return [...Object.values(sections).flat(), ...inRps].flatMap(({ facts }) => facts.map(({ value }) => value))
}

describe('presentPrescription', () => {
  test.each(samplePrescriptions())('shows every value that is signed, once: $name', ({ csv }) => {
    const { view, records } = shown(csv)
    const signed = records.flatMap(({ fields }) => fields.filter((value) => value !== ''))
    expect(valuesOf(view).sort()).toEqual(signed.sort())
  })

  test('puts drugs and what is said about them under their RP', () => {
    const { view } = shown(samplePrescriptionCsv({ more: [[241, '1', '2', '1', '3']] }))
    expect(view.rps.map(({ rp }) => rp)).toEqual(['1', '2'])
    const [first] = view.rps
    expect(first?.drugs.map(({ drug }) => readFact(drug, 'drug_name'))).toEqual([
      '【般】見本錠５ｍｇ',
      'テスト配合カプセル',
    ])
    expect(first?.drugs.map(({ about }) => about.map(({ record }) => record))).toEqual([
      ['drug_supplement'],
      ['single_dose'],
    ])
    expect(first?.about.map(({ record }) => record)).toEqual(['dosage_form', 'usage'])
  })

  test('codes carry the key of their text; unknown codes, fields and records are shown as they stand', () => {
    const { view } = shown(
      samplePrescriptionCsv({
        more: [
          [999, 'x'],
          [14, '8', 'y'],
        ],
      }),
    )
    expect(view.patient.find(({ record }) => record === 'sex')?.facts).toEqual([
      { field: 'sex', value: '1', format: 'code', list: 'sex' },
    ])
    expect(view.other).toMatchObject([{ record: null, number: 999, facts: [{ field: null, value: 'x' }] }])
    expect(view.insurance.at(-1)?.facts).toMatchObject([
      { value: '8', list: null },
      { field: null, value: 'y' },
    ])
  })
})

test('presentDispensing shows every value that is signed', () => {
  const { dispensing } = parseDispensing(sampleDispensingCsv())
  if (!dispensing) throw new Error('the sample is refused')
  const signed = dispensing.records.flatMap(({ fields }) => fields.filter((value) => value !== ''))
  const view = toDispensingView(dispensing)
  expect(valuesOf(view).sort()).toEqual(signed.sort())
  expect(view.rps.map(({ drugs }) => drugs.length)).toEqual([2, 1])
})
