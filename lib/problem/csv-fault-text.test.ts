import { expect, test } from 'vitest'
import { csvFaultText } from './csv-fault-text'

const field = { name: 'document.line.6.record.11.field.2', reason: 'field.missing' }

test.each([
  ['prescription.invalid', field, 'ja', '6行目 患者（レコード11） 氏名：必須の項目が空です。'],
  ['prescription.invalid', field, 'en', 'Line 6, Patient (record 11), Name: A required field is empty.'],
  [
    'prescription.invalid',
    { name: 'document.record.11', reason: 'record.missing' },
    'ja',
    '患者（レコード11）：必須のレコード（11）がありません。',
  ],
  [
    'prescription.invalid',
    { name: 'document', reason: 'size.document' },
    'ja',
    '処方データ全体：処方データが大きすぎます（上限 256 KB）。',
  ],
  [
    'prescription.invalid',
    { name: 'document.line.6.record.11.field.9', reason: 'field.unexpected' },
    'ja',
    '6行目 患者（レコード11） 第9項目：定義されていない項目に値があります。',
  ],
  [
    'dispensing.invalid',
    { name: 'document.line.2.record.1.field.2', reason: 'field.missing' },
    'ja',
    '2行目 患者（レコード1） 性別：必須の項目が空です。',
  ],
  ['dispensing.invalid', { name: 'document', reason: 'signature_value_mismatch' }, 'ja', null],
  ['request.malformed', field, 'ja', null],
  ['prescription.invalid', { name: 'document', reason: 'toString' }, 'ja', null],
] as const)('%s %j in %s: %s', (code, param, locale, text) => {
  expect(csvFaultText(code, param, locale)).toBe(text)
})
