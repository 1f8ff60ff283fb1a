import { expect, test } from 'vitest'
import { csvFindingText } from './csv-finding-text'

const at = { line: 7, record: 201, position: 5 }
const dummy = { code: 'drug_code.dummy', ...at, refusedFrom: '2025-08-28' }
const name = { code: 'drug.name_differs', ...at, position: 6, expected: '見本錠{record}' }

test.each([
  [
    dummy,
    'ja',
    '7行目 薬品（レコード201） 薬品コード：ダミーコードです。この薬品の正しいコードを記録してください。2025年8月28日以降、電子処方箋管理サービスに登録できません。',
  ],
  [
    dummy,
    'en',
    'Line 7, Drug (record 201), Drug code: This is a placeholder code. Record the drug’s own code. The national e-prescription service refuses it from 28 August 2025.',
  ],
  [
    name,
    'ja',
    '7行目 薬品（レコード201） 薬品名：薬品コードと薬品名が一致しません。このコードの薬品名は、施設の医薬品マスタでは「見本錠{record}」です。',
  ],
] as const)('C7: %j in %s says place, fault and date', (finding, locale, text) => {
  expect(csvFindingText('prescription', finding, locale)).toBe(text)
})

test('a code that is no finding about a CSV has no text', () => {
  expect(csvFindingText('prescription', { ...at, code: 'document.empty' }, 'ja')).toBeNull()
})
