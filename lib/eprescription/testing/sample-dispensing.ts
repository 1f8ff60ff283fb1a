import { type SampleLine, toCsv } from './sample-prescription'

/** What a test changes of the sample; everything else stays. */
export type DispensingChanges = { prescriptionId?: string; dispensedOn?: string; more?: readonly SampleLine[] }

/** A valid dispensing CSV of a pharmacy that does not exist, for the prescription of `samplePrescriptionCsv`. */
export function sampleDispensingCsv(changes: DispensingChanges = {}): Uint8Array<ArrayBuffer> {
  return toCsv('CJ1,', sampleDispensingLines(changes))
}

/** The lines of `sampleDispensingCsv`. Most end with a comma, as the pharmacies' systems write them. */
export function sampleDispensingLines(changes: DispensingChanges = {}): SampleLine[] {
  const { prescriptionId = '00000000-0000-4000-8000-000000000001', dispensedOn = '20261123' } = changes
  return [
    [1, '見本　太郎', '1', '19580412', ''],
    [5, dispensedOn, ''],
    [7, prescriptionId, ''],
    [11, 'テスト薬局', '13', '4', '9999992', ''],
    [15, 'テスト　三郎', ''],
    [51, '見本総合病院', '13', '1', '9999991', ''],
    [55, 'テスト　一子', '内科', ''],
    [201, '1', '見本錠５ｍｇ「テスト」', '3', '錠', '4', '9999001F1ZZZ', ''],
    [201, '1', 'テスト配合カプセル', '3', 'カプセル', '2', '699000002', ''],
    [301, '1', '１日３回朝昼夕食後', '28', '日分', '1', '3', '1013044400000000', ''],
    [201, '2', '見本テープ１００ｍｇ', '14', '枚', '4', '9999002S1010', ''],
    [301, '2', '１日１回右膝に貼付', '1', '調剤', '3', '3', '0X0XXXXXXXXX0000', ''],
    [501, '見本の調剤結果です。', ''],
    ...(changes.more ?? []),
  ]
}
