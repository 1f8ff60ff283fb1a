import { orders } from './orders.mjs'

const DAY_MS = 24 * 60 * 60_000
const VALID_DAYS = 3
const sexes = { 男性: '1', 女性: '2' }
const insurances = {
  社保: { kind: '1', insurer: '99999999' },
  国保: { kind: '2', insurer: '999999' },
  後期高齢: { kind: '7', insurer: '39999999' },
}

/** The institution of a client that names none of its own: one that does not exist. */
export const sampleInstitution = {
  scoreTable: '1',
  code: '9999991',
  prefecture: '13',
  postalCode: '000-0000',
  address: '東京都見本区見本町一丁目１番１号',
  phone: '00-0000-0001',
}

/** 10 digits: prefecture, score table, institution. */
export function institutionNumber({ prefecture, scoreTable, code }) {
  return `${prefecture}${scoreTable}${code}`
}

/**
 * The prescription as the CSV that the national service takes: first line SJ1, one record a line, LF between lines, UTF-8. A comma cannot be
 * written; the texts here have none.
 * @returns {Buffer}
 */
export function createPrescriptionCsv({ chart, user, client, now }) {
  const institution = client.institution ?? sampleInstitution
  const lines = [
    ['SJ1'],
    ['1', institution.scoreTable, institution.code, institution.prefecture, client.facilityName],
    ['2', institution.postalCode, institution.address],
    ['3', institution.phone, '', ''],
    ['4', '1', '', user.department],
    ['5', user.staffCode, '', toFullWidthSpace(user.displayName)],
    ['11', chart.patientId, toFullWidthSpace(chart.name), toHalfWidthKana(chart.kana)],
    ['12', sexes[chart.sex]],
    ['13', compact(chart.birthDate)],
    ...insuranceLines(chart),
    ['51', toTokyoDay(now.getTime())],
    ['52', toTokyoDay(now.getTime() + VALID_DAYS * DAY_MS)],
    ['81', '1', '', '接続例の見本です。調剤はできません。'],
    ...chart.items.flatMap(itemLines),
  ]
  return Buffer.from(lines.map((line) => line.join(',')).join('\n'))
}

function insuranceLines({ insurance, patientId }) {
  const name = Object.keys(insurances).find((key) => insurance.startsWith(key))
  if (!name) return []
  const { kind, insurer } = insurances[name]
  const tenths = Number(/(\d)割/.exec(insurance)?.[1] ?? 3)
  return [
    ['21', kind],
    ['22', insurer],
    ['23', kind === '7' ? '' : '見本', patientId, '1', '01'],
    ['24', percent(tenths), percent(10 - tenths)],
  ]
}

/** One RP for each drug. */
function itemLines({ drug, dose, usage, days }, index) {
  const [form, amount, unit, times, usageCode, codeKind = '7', code = ''] = orders[drug]
  const rp = String(index + 1)
  const quantity = form === '2' ? (/(\d+)回分/.exec(usage)?.[1] ?? '1') : form === '3' ? '1' : String(days)
  return [
    ['101', rp, form, '', quantity],
    ['111', rp, '3', usageCode, `${usage} ${dose}`, times],
    ['201', rp, '1', '1', codeKind, code, drug, amount, '1', unit],
  ]
}

function percent(tenths) {
  return String(tenths * 10).padStart(3, '0')
}

function compact(day) {
  return day.replaceAll('-', '')
}

function toTokyoDay(time) {
  return compact(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(new Date(time)))
}

function toFullWidthSpace(name) {
  return name.replaceAll(' ', '　')
}

const halfWidth = new Map([
  ['\u3099', 'ﾞ'],
  ['\u309a', 'ﾟ'],
  ...Array.from({ length: 0xff9d - 0xff66 + 1 }, (_, index) => {
    const half = String.fromCharCode(0xff66 + index)
    return [half.normalize('NFKC'), half]
  }),
])

/** テスト タロウ → ﾃｽﾄ ﾀﾛｳ */
function toHalfWidthKana(kana) {
  return [...kana.normalize('NFD')].map((character) => halfWidth.get(character) ?? character).join('')
}
