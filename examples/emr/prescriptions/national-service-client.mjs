import { request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

const TIMEOUT_MS = 15_000
const POLL_MS = 1_000
const POLLS = 20
const RUNNING = '2'

/** The national service gave no verdict: it is away, or still works on it. The signed prescription stays as it is. */
export class NationalServiceError extends Error {
  constructor(code, detail, options) {
    super(code, options)
    this.code = code
    this.detail = detail
  }
}

/**
 * Hands signed prescriptions in. On a hospital's 資格確認端末 these messages are files in `req` and `res`; the stand-in takes them over HTTP.
 * @param {string} url
 */
export function createNationalServiceClient(url) {
  return {
    /**
     * Registers a prescription. The same one again, under the same file identifier, has the same numbers.
     * @param {{ institution: string, fileIdentifier: string, xml: Buffer }} prescription
     */
    async register({ institution, fileIdentifier, xml }) {
      let answer = await send(new URL('/siPIR01', url), 'POST', writeRegistration(institution, fileIdentifier, xml))
      for (let polls = 0; one(answer, 'SegmentOfResult') === RUNNING; polls += 1) {
        if (polls === POLLS) {
          throw new NationalServiceError('national_service.running', '電子処方箋管理サービスの処理が続いています。')
        }
        await wait(POLL_MS)
        answer = await send(new URL(`/siPIR01/${institution}/${fileIdentifier}`, url), 'GET', '')
      }
      return readRegistration(answer)
    },
  }
}

function writeRegistration(institution, fileIdentifier, xml) {
  const header = `<MessageHeader><MedicalInstitutionCode>${institution}</MedicalInstitutionCode><ArbitraryFileIdentifier>${fileIdentifier}</ArbitraryFileIdentifier></MessageHeader>`
  const body = `<MessageBody><PrescriptionInfo>${xml.toString('base64')}</PrescriptionInfo><IssueType>1</IssueType></MessageBody>`
  return `<?xml version="1.0" encoding="UTF-8"?><XmlMsg>${header}${body}</XmlMsg>`
}

function readRegistration(answer) {
  if (one(answer, 'SegmentOfResult') !== '1') {
    throw new NationalServiceError(
      'national_service.failed',
      one(answer, 'ErrorMessage') || '電子処方箋管理サービスで処理できませんでした。',
    )
  }
  const accepted = one(answer, 'ProcessingResultStatus') === '1'
  const reasons = ['XmlCheckResultList', 'CsvCheckResultList', 'FailureReasons'].flatMap((name) =>
    all(answer, name).map((part) => ({
      code: one(part, 'ResultCode') || one(part, 'MessageCode'),
      message: one(part, 'ResultMessage') || one(part, 'Message'),
    })),
  )
  return {
    accepted,
    prescriptionId: one(answer, 'PrescriptionId') || null,
    accessCode: one(answer, 'AccessCode') || null,
    message: one(answer, 'ProcessingResultMessage'),
    reasons: accepted ? [] : reasons,
  }
}

/** The contents of all elements of a name. The messages are flat enough for this. */
function all(xml, name) {
  return [...xml.matchAll(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, 'g'))].map((match) => match[1])
}

function one(xml, name) {
  return (all(xml, name)[0] ?? '').replace(/&#(\d+);/g, (_match, code) => String.fromCodePoint(Number(code)))
}

function send(url, method, body) {
  const headers = { 'Content-Type': 'application/xml', 'Content-Length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    const fail = (cause) =>
      reject(
        new NationalServiceError('national_service.unreachable', '電子処方箋管理サービスに接続できません。', { cause }),
      )
    const outgoing = request(url, { method, headers, timeout: TIMEOUT_MS, agent: false })
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${TIMEOUT_MS} ms`)))
    outgoing.on('error', fail)
    outgoing.on('response', async (response) => {
      const chunks = []
      for await (const chunk of response) chunks.push(chunk)
      resolve(Buffer.concat(chunks).toString('utf8'))
    })
    outgoing.end(body)
  })
}
