import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utf8 } from '@/lib/kernel/bytes'
import { parseDispensing } from './parse-dispensing'
import { serialiseRecords } from './serialise-records'
import { sampleDispensingCsv, sampleDispensingLines } from './testing/sample-dispensing'
import { samplePrescriptionCsv, toCsv } from './testing/sample-prescription'

describe('parseDispensing', () => {
  test('reads a result, and it comes back octet by octet', () => {
    const { dispensing, findings } = parseDispensing(sampleDispensingCsv())
    expect(findings).toEqual([])
    expect(dispensing).toMatchObject({
      dispensedOn: '20261123',
      prescriptionId: '00000000-0000-4000-8000-000000000001',
      pharmacyName: 'テスト薬局',
      pharmacistName: 'テスト　三郎',
    })
    expect(serialiseRecords('CJ1,', dispensing?.records ?? [])).toEqual(sampleDispensingCsv())
  })

  test('the first line may end with a comma or not', () => {
    expect(parseDispensing(toCsv('CJ1,', sampleDispensingLines())).dispensing).not.toBeNull()
    const bare = new TextDecoder().decode(sampleDispensingCsv()).replace('CJ1,', 'CJ1')
    expect(parseDispensing(utf8(bare)).findings).toEqual([])
  })

  test('what the fields hold is not certain: only warned about', () => {
    const { dispensing, findings } = parseDispensing(
      sampleDispensingCsv({ dispensedOn: 'R081123', more: [[999, 'x']] }),
    )
    expect(dispensing?.dispensedOn).toBe('R081123')
    expect(findings).toMatchObject([
      { code: 'field.malformed', severity: 'warning', line: 3, field: 'dispensed_on' },
      { code: 'record.unknown', severity: 'warning', line: 15 },
    ])
  })

  test.each([
    { name: 'a prescription', csv: samplePrescriptionCsv(), code: 'header.unsupported' },
    {
      name: 'no day',
      csv: toCsv(
        'CJ1,',
        sampleDispensingLines().filter(([own]) => own !== 5),
      ),
      code: 'record.missing',
    },
    {
      name: 'no drug',
      csv: toCsv(
        'CJ1,',
        sampleDispensingLines().filter(([own]) => own !== 201),
      ),
      code: 'record.missing',
    },
    { name: 'nothing', csv: new Uint8Array(), code: 'header.unsupported' },
  ])('refuses $name', ({ csv, code }) => {
    const { dispensing, findings } = parseDispensing(csv)
    expect(dispensing).toBeNull()
    expect(findings.find(({ severity }) => severity === 'error')).toMatchObject({ code })
  })

  test('no octets make it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (tail) => {
        expect(parseDispensing(Uint8Array.from([...utf8('CJ1,\n'), ...tail])).findings).toBeInstanceOf(Array)
      }),
    )
  })
})
