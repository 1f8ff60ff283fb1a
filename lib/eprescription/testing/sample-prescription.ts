import { utf8 } from '@/lib/kernel/bytes'

/** One line of a sample: the record number, then its fields. */
export type SampleLine = readonly [number, ...string[]]

/** What a test changes of the sample; everything else stays. */
export type SampleChanges = {
  patientCode?: string
  patientName?: string
  patientKana?: string
  issuedOn?: string
  expiresOn?: string
  doctorName?: string
  accessCode?: string
  /** Lines added at the end. */
  more?: readonly SampleLine[]
}

/** The CSV of the given lines as it goes into the document: first line, LF between lines, none at the end. */
export function toCsv(header: 'SJ1' | 'CJ1,', lines: readonly SampleLine[]): Uint8Array<ArrayBuffer> {
  return utf8([header, ...lines.map((line) => line.join(','))].join('\n'))
}

/** A valid prescription CSV of a patient and a hospital that do not exist: two RPs, one of them a free-text usage. */
export function samplePrescriptionCsv(changes: SampleChanges = {}): Uint8Array<ArrayBuffer> {
  return toCsv('SJ1', samplePrescriptionLines(changes))
}

/** The lines of `samplePrescriptionCsv`, for tests that change one of them. */
export function samplePrescriptionLines(changes: SampleChanges = {}): SampleLine[] {
  return [...institutionLines(changes), ...patientLines(changes), ...rpLines(), ...(changes.more ?? [])]
}

function institutionLines({ doctorName = 'テスト　一子' }: SampleChanges): SampleLine[] {
  return [
    [1, '1', '9999991', '13', '見本総合病院'],
    [2, '000-0000', '東京都見本区見本町一丁目１番１号'],
    [3, '00-0000-0001', '00-0000-0002', ''],
    [4, '2', '01', '内科'],
    [5, 'D0001', 'ﾃｽﾄ ｲﾁｺ', doctorName],
  ]
}

function patientLines(changes: SampleChanges): SampleLine[] {
  const { patientCode = '0000101', patientName = '見本　太郎', patientKana = 'ﾐﾎﾝ ﾀﾛｳ' } = changes
  const { issuedOn = '20261123', expiresOn = '20261126', accessCode } = changes
  const access: SampleLine[] = accessCode === undefined ? [] : [[82, '1', accessCode]]
  return [
    [11, patientCode, patientName, patientKana],
    [12, '1'],
    [13, '19580412'],
    [21, '2'],
    [22, '999999'],
    [23, '見本', '0001', '1', '01'],
    [24, '030', '070'],
    [31, '1112'],
    [51, issuedOn],
    [52, expiresOn],
    [81, '1', '', '見本の処方箋です。調剤はできません。'],
    ...access,
  ]
}

function rpLines(): SampleLine[] {
  return [
    [101, '1', '1', '', '28'],
    [111, '1', '3', '1013044400000000', '１日３回朝昼夕食後', '3'],
    [201, '1', '1', '1', '7', '9999001F1ZZZ', '【般】見本錠５ｍｇ', '3', '1', '錠'],
    [281, '1', '1', '1', '3', '', ''],
    [201, '1', '2', '1', '2', '699000002', 'テスト配合カプセル', '3', '1', 'カプセル'],
    [101, '2', '3', '', '1'],
    [111, '2', '3', '0X0XXXXXXXXX0000', '１日１回右膝に貼付', ''],
    [181, '2', '1', '6', '右膝', '', ''],
    [201, '2', '1', '1', '4', '9999002S1010', '見本テープ１００ｍｇ', '14', '1', '枚'],
  ]
}

/** Every kind of character a hospital sends that a careless program damages. All of it must survive byte by byte. */
export const rareCharacters = {
  halfWidthKana: 'ﾃﾞｰﾀ ﾊﾟﾝﾀﾞ',
  fullWidthSpace: '見本　太郎',
  jisX0213: '𠮷𡈽𠀋',
  ideographicVariation: '辻\u{E0100}葛\u{E0101}',
  combining: 'か\u309Aき\u309A',
  fullWidthDigits: '１２３４５６７８９０',
  compatibility: '㈱①㍿﨑',
} as const

/** Named valid prescriptions, for tests that go through all of them. */
export function samplePrescriptions(): { name: string; csv: Uint8Array<ArrayBuffer> }[] {
  return [
    { name: 'two RPs', csv: samplePrescriptionCsv() },
    { name: 'with an access code', csv: samplePrescriptionCsv({ accessCode: '0000000000000001' }) },
    {
      name: 'rare characters',
      csv: samplePrescriptionCsv({
        patientName: `${rareCharacters.jisX0213}　${rareCharacters.ideographicVariation}`,
        patientKana: rareCharacters.halfWidthKana,
        more: Object.values(rareCharacters).map((text, index): SampleLine => [81, String(index + 2), '', text]),
      }),
    },
    {
      name: 'narcotics, public expenses, uneven doses and clinical information',
      csv: samplePrescriptionCsv({ more: specialLines() }),
    },
  ]
}

function specialLines(): SampleLine[] {
  return [
    [27, '99990000', '0000001'],
    [28, '99990001', '0000002'],
    [60, '第000001号', '東京都見本区見本町二丁目２番２号', '00-0000-0003'],
    [62, '1'],
    [211, '1', '1', '0.5'],
    [221, '1', '1', '2', '1', '1', '', '', '', '', '', '', ''],
    [231, '1', '1', '1', '', '', '0'],
    [241, '1', '1', '1', '3'],
    [301, '1', '見本錠５ｍｇ', '以前に発疹'],
    [302, '1', 'eGFR 58.2'],
  ]
}
