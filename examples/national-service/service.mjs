import { registerPrescription } from './register-prescription.mjs'
import { createRegistrations } from './registrations.mjs'
import { MessageError, readMessage, writeMessage } from './xml-message.mjs'

const MAX_BODY_BYTES = 4_000_000
const resultPath = /^\/siPIR01\/(\d{10})\/([0-9A-Za-z_-]{1,64})$/
const hosts = /^(?:127\.0\.0\.1|localhost|national-service\.localhost)(?::\d+)?$/

/** Segments of a result: 正常終了, 処理中, 異常終了. */
const DONE = '1'
const RUNNING = '2'
const FAILED = '9'

/**
 * The stand-in as a request listener for node:http. `POST /siPIR01` takes a registration, `GET /siPIR01/{MedicalInstitutionCode}/{ArbitraryFileIdentifier}`
 * is its answer: what is a file in `req` and a file in `res` on the real terminal.
 * @param {{ readTrust: () => Promise<import('./trust.mjs').Trust>, now?: () => Date, delayMs?: number,
 *   judge?: (xml: Buffer, trust: import('./trust.mjs').Trust) => Promise<string | null> }} environment
 */
export function createService({ readTrust, now = () => new Date(), delayMs = 0, judge }) {
  const registrations = createRegistrations(now, delayMs)
  const context = { readTrust, now, registrations, judge }
  return (request, response) => {
    answer(context, request).then(
      (header) => send(response, 200, header),
      (error) => send(response, ...toFailure(error)),
    )
  }
}

async function answer(context, request) {
  if (!hosts.test(request.headers.host ?? '')) throw new MessageError(421, 'S-0001', '宛先が違います。')
  const path = request.url ?? '/'
  if (request.method === 'GET' && path === '/') return describeSelf()
  const fetched = request.method === 'GET' ? resultPath.exec(path) : null
  if (fetched) return readResult(context, fetched[1], fetched[2])
  if (request.method !== 'POST' || path !== '/siPIR01')
    throw new MessageError(404, 'S-0002', '該当する機能がありません。')
  const message = readMessage(await readBody(request))
  const { institution, fileIdentifier } = message
  if (!context.registrations.open(institution, fileIdentifier, message.prescription)) {
    throw new MessageError(409, 'S-0003', '同じファイル識別子で、異なる処方箋が送信されています。', message)
  }
  const run = () => registerPrescription(context, message)
  await context.registrations.run(institution, fileIdentifier, run)
  return readResult(context, institution, fileIdentifier)
}

function readResult({ registrations }, institution, fileIdentifier) {
  const header = { institution, fileIdentifier }
  const entry = registrations.read(institution, fileIdentifier)
  if (!entry) throw new MessageError(404, 'S-0004', '該当する処理結果がありません。', header)
  if (entry.failure) throw entry.failure
  if (!entry.body) return { ...header, segment: RUNNING }
  return { ...header, segment: DONE, body: entry.body }
}

function describeSelf() {
  const note =
    'A stand-in for the national e-prescription service, for demonstrations. Nothing registered here is real.'
  return { institution: '', fileIdentifier: '', segment: DONE, message: note }
}

function toFailure(error) {
  if (error instanceof MessageError) {
    return [error.status, { ...error.header, segment: FAILED, code: error.code, message: error.message }]
  }
  console.error(error)
  return [500, { segment: FAILED, code: 'S-9999', message: '処理できませんでした。' }]
}

function send(response, status, header) {
  response.writeHead(status, {
    'Content-Type': 'application/xml; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(writeMessage(header))
}

async function readBody(request) {
  if (!/^(?:application|text)\/xml(?:;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new MessageError(415, 'S-0005', 'XML を送信してください。')
  }
  const chunks = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw new MessageError(413, 'S-0006', '送信内容が大きすぎます。')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
