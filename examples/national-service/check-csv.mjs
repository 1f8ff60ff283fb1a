import { checkCodes } from './check-codes.mjs'

const REQUIRED = {
  1: '医療機関',
  5: '医師',
  11: '患者',
  12: '性別',
  13: '生年月日',
  51: '交付年月日',
  101: '剤形',
  201: '薬品',
}

/**
 * The checks this stand-in makes of a CSV: text, records, that it belongs to the institution that sends it, and its codes.
 * @param {Buffer} csv
 * @param {string} institution 10 digits: prefecture, score table, institution
 * @param {Date} now when it is registered
 * @returns {{ code: string, message: string }[]}
 */
export function checkCsv(csv, institution, now) {
  const text = decode(csv)
  if (text === null) return [{ code: 'C-100', message: '処方データの文字コードがUTF-8ではありません。' }]
  const [header, ...lines] = text.split('\n')
  if (header !== 'SJ1') return [{ code: 'C-101', message: '処方データの先頭行がSJ1ではありません。' }]
  const records = lines.map((line, index) => ({ line: index + 2, fields: line.split(',') }))
  const malformed = records.filter(({ fields }) => !/^\d{1,3}$/.test(fields[0]))
  if (malformed.length > 0) {
    return [{ code: 'C-102', message: `${malformed[0].line}行目のレコード番号を読み取れません。` }]
  }
  const numbers = new Set(records.map(({ fields }) => fields[0]))
  const missing = Object.entries(REQUIRED).filter(([number]) => !numbers.has(number))
  return [
    ...missing.map(([number, name]) => ({ code: 'C-103', message: `${name}（レコード${number}）がありません。` })),
    ...checkInstitution(records, institution),
    ...checkCodes(records, now),
  ]
}

function checkInstitution(records, institution) {
  const own = records.find(({ fields }) => fields[0] === '1')
  if (!own) return []
  const [, scoreTable, code, prefecture] = own.fields
  if (`${prefecture}${scoreTable}${code}` === institution) return []
  return [{ code: 'C-104', message: '処方データの医療機関コードが、送信元と一致しません。' }]
}

function decode(octets) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets)
  } catch {
    return null
  }
}
