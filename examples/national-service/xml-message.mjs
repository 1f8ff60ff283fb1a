import { withXml } from './parse-xml.mjs'

const VERDICTS = { valid: '1', invalid: '2' }

/** A message that is not processed: the HTTP status, a code of this stand-in, and words for the user. */
export class MessageError extends Error {
  constructor(status, code, message, header = {}) {
    super(message)
    this.status = status
    this.code = code
    this.header = { institution: header.institution ?? '', fileIdentifier: header.fileIdentifier ?? '' }
  }
}

/**
 * The request: `XmlMsg` / `MessageHeader` (MedicalInstitutionCode, ArbitraryFileIdentifier) / `MessageBody` (PrescriptionInfo, IssueType).
 * @param {Buffer} octets
 */
export function readMessage(octets) {
  const fields = withXml(octets, (document) => {
    const read = (path) => document.eval(`string(/XmlMsg/${path})`)
    const isMessage = document.eval('count(/XmlMsg/MessageBody/PrescriptionInfo)') === 1
    if (!isMessage) return null
    return {
      institution: read('MessageHeader/MedicalInstitutionCode'),
      fileIdentifier: read('MessageHeader/ArbitraryFileIdentifier'),
      issueType: read('MessageBody/IssueType'),
      base64: read('MessageBody/PrescriptionInfo').replace(/\s/g, ''),
    }
  })
  if (!fields) throw new MessageError(400, 'S-0010', '電文を読み取れません。')
  const { institution, fileIdentifier, issueType, base64 } = fields
  const refuse = (code, message) => new MessageError(400, code, message, { institution, fileIdentifier })
  if (!/^\d{10}$/.test(institution)) throw refuse('S-0011', '医療機関コードは10桁の数字です。')
  if (!/^[0-9A-Za-z_-]{1,64}$/.test(fileIdentifier)) throw refuse('S-0012', 'ファイル識別子を確認してください。')
  if (issueType !== '1') throw refuse('S-0013', 'この環境で受け付けるのは電子処方箋（IssueType 1）だけです。')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw refuse('S-0014', '処方箋情報はBase64で送信してください。')
  return { institution, fileIdentifier, prescription: Buffer.from(base64, 'base64') }
}

/** The answer; a body only for a message that has been processed. */
export function writeMessage({ institution = '', fileIdentifier = '', segment, code = '', message = '', body }) {
  const header = element('MessageHeader', [
    element('MedicalInstitutionCode', institution),
    element('ArbitraryFileIdentifier', fileIdentifier),
    element('SegmentOfResult', segment),
    element('ErrorCode', code),
    element('ErrorMessage', message),
    element('CharacterCodeIdentifier', '0'),
  ])
  return `<?xml version="1.0" encoding="UTF-8"?>${element('XmlMsg', [header, element('MessageBody', body ? bodyParts(body) : [])])}`
}

function bodyParts({ accepted, code, message, prescriptionId, accessCode, xmlChecks, csvChecks, verifications }) {
  return [
    element('ProcessingResultStatus', accepted ? VERDICTS.valid : VERDICTS.invalid),
    element('ProcessingResultCode', code),
    element('ProcessingResultMessage', message),
    ...(accepted ? [element('PrescriptionId', prescriptionId), element('AccessCode', accessCode)] : []),
    ...xmlChecks.map((one) => element('XmlCheckResultList', check(one))),
    ...csvChecks.map((one) => element('CsvCheckResultList', check(one))),
    ...verifications.map((one) => element('VerifyResultList', verification(one))),
    ...(accepted
      ? [element('GenerateSignResult', [element('GenerateSignStatus', '1'), element('GenerateSignMessage', '対象外')])]
      : []),
  ]
}

function check({ code, message }) {
  return [element('ResultCode', code), element('ResultMessage', message)]
}

function verification({ status, message, signId, reasons }) {
  return [
    element('Status', status),
    element('Message', message),
    element('SignId', signId),
    ...reasons.map(({ key, code, message: text }) =>
      element('FailureReasons', [element('MessageKey', key), element('MessageCode', code), element('Message', text)]),
    ),
  ]
}

function element(name, content) {
  const inner = Array.isArray(content)
    ? content.join('')
    : String(content).replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
  return `<${name}>${inner}</${name}>`
}
