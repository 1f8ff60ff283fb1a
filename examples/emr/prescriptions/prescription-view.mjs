import { X509Certificate } from 'node:crypto'

const sexes = { 1: '男性', 2: '女性' }
const insurances = { 1: '医保', 2: '国保', 7: '後期高齢者' }
const quantities = { 1: '日分', 2: '回分' }

/** The CSV inside a signed prescription: what the signature covers, and so the only thing to show of it. */
export function readSignedCsv(xml) {
  const base64 = /<PrescriptionDocument id="PrescriptionDocument">([^<]*)</.exec(xml.toString('utf8'))?.[1]
  if (!base64) throw new Error('the signed document holds no prescription')
  return Buffer.from(base64, 'base64').toString('utf8')
}

/** A prescription for a person, from its CSV. */
export function describeCsv(csv) {
  const records = csv
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
  const all = (number) => records.filter(([own]) => own === String(number)).map(([, ...fields]) => fields)
  const one = (number) => all(number)[0] ?? []
  const ofRp = (number, rp) => all(number).filter((fields) => fields[0] === rp)
  const [, , , institution] = one(1)
  return {
    institution,
    address: one(2)[1] ?? '',
    phone: one(3)[0] ?? '',
    department: one(4)[2] ?? '',
    doctor: one(5)[2],
    patient: {
      code: one(11)[0],
      name: one(11)[1],
      kana: one(11)[2] ?? '',
      sex: sexes[one(12)[0]] ?? one(12)[0],
      birth_date: toDay(one(13)[0]),
    },
    insurance: {
      kind: insurances[one(21)[0]] ?? '',
      insurer: one(22)[0] ?? '',
      insured: one(23).slice(0, 2).filter(Boolean).join('・'),
      branch: one(23)[3] ?? '',
      patient_rate: one(24)[0] ? `${Number(one(24)[0]) / 10}割` : '',
    },
    issued_on: toDay(one(51)[0]),
    expires_on: toDay(one(52)[0]),
    rps: all(101).map(([rp, form, , quantity]) => ({
      rp,
      quantity: `${quantity}${quantities[form] ?? '調剤'}`,
      usages: ofRp(111, rp).map((fields) => fields[3]),
      drugs: ofRp(201, rp).map((fields) => ({ name: fields[5], amount: fields[6], unit: fields[8] })),
    })),
    remarks: all(81).map((fields) => fields[2]),
  }
}

/** Who signed, from the certificate that came with the signed document. */
export function describeCertificate(der) {
  const { subject, subjectAltName, issuer, serialNumber, validTo } = new X509Certificate(der)
  const [romaji, japanese] = [readName(subject, 'CN'), readJapaneseName(subjectAltName)]
  return {
    name: japanese ? `${japanese}（${romaji}）` : romaji,
    issuer: readName(issuer, 'CN') || readName(issuer, 'O'),
    serial_number: serialNumber.toLowerCase(),
    valid_to: new Date(validTo).toISOString(),
  }
}

/** HPKI certificates have the name in Latin letters in the subject and in Japanese next to it. */
function readJapaneseName(alternatives) {
  const quoted = /DirName:("(?:[^"\\]|\\.)*")/.exec(alternatives ?? '')?.[1]
  return /(?:^|,)CN=([^,\\]+)/.exec(quoted ? JSON.parse(quoted) : '')?.[1] ?? ''
}

function readName(name, type) {
  const line = name.split('\n').find((one) => one.startsWith(`${type}=`))
  return line ? line.slice(type.length + 1) : ''
}

function toDay(text) {
  return text ? text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3') : ''
}
