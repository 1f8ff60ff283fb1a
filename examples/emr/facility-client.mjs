import http from 'node:http'
import https from 'node:https'
import { createTokenRequest } from './client-authentication.mjs'

const TIMEOUT_MS = 5_000
/** A signature is made at the authority, in another building. */
const SIGN_TIMEOUT_MS = 60_000
const MAX_ANSWER_BYTES = 1_048_576
const RENEW_BEFORE_MS = 60_000

/**
 * What went wrong at the facility: its problem document's `code` and `detail`, in words what is wrong with what was sent (`faults`) and what
 * can be done now (`waysOn`), or
 * `facility.unreachable`.
 */
export class FacilityError extends Error {
  constructor(status, code, detail, { waysOn = [], faults = [], ...options } = {}) {
    super(`${status} ${code}`, options)
    this.status = status
    this.code = code
    this.detail = detail
    this.waysOn = waysOn
    this.faults = faults
  }
}

/**
 * The EMR API of one facility, as this EMR uses it. Only the back end holds the access token.
 * @param {{ facilityUrl: string, facilityConnect: string, client: import('./settings.mjs').Client, now?: () => Date }} options
 */
export function createFacilityClient({ facilityUrl, facilityConnect, client, now = () => new Date() }) {
  const token = createTokenKeeper(fetchToken, now)

  async function fetchToken() {
    const path = '/api/emr/v1/token'
    const { headers, body } = createTokenRequest(client, `${facilityUrl}${path}`, now())
    const answer = await send({ method: 'POST', path, headers, body })
    return { value: answer.access_token, renewAt: now().getTime() + answer.expires_in * 1000 - RENEW_BEFORE_MS }
  }

  async function call(method, path, content, options) {
    try {
      return await callOnce(method, path, content, options)
    } catch (error) {
      if (!(error instanceof FacilityError) || error.status !== 401) throw error
      token.forget()
      return callOnce(method, path, content, options)
    }
  }

  async function callOnce(method, path, content, { headers: more = {}, timeout } = {}) {
    const headers = { Authorization: `Bearer ${await token.get()}`, 'Content-Type': 'application/json', ...more }
    return send({ method, path, headers, timeout, body: content === undefined ? '' : JSON.stringify(content) })
  }

  function send({ method, path, headers, body, timeout = TIMEOUT_MS }) {
    return request(new URL(path, facilityConnect), {
      method,
      headers: { ...headers, Host: new URL(facilityUrl).host, Accept: 'application/json', 'Accept-Language': 'ja' },
      body,
      timeout,
    })
  }

  return {
    /** A one-time ticket for a frame on `parentOrigin`. @returns {Promise<string>} */
    async launch({ staffId, terminalId, parentOrigin, purpose }) {
      const content = { staff_id: staffId, terminal_id: terminalId, parent_origin: parentOrigin, purpose }
      return (await call('POST', '/api/emr/v1/launches', content)).ticket
    },
    getSignInStatus(staffId, terminalId) {
      const query = new URLSearchParams({ terminal_id: terminalId })
      return call('GET', `/api/emr/v1/staff/${encodeURIComponent(staffId)}/sign-in-status?${query}`)
    },
    /**
     * Has a prescription signed. The same `idempotencyKey` with the same CSV is signed once, whatever happens on the way.
     * @param {{ staffId: string, terminalId: string, csv: Buffer, idempotencyKey: string }} prescription
     * @returns {Promise<{ signed_document: string, signature_level: string, signed_at: string, certificate: string }>} in base64
     */
    signPrescription({ staffId, terminalId, csv, idempotencyKey }) {
      const content = { staff_id: staffId, terminal_id: terminalId, document: csv.toString('base64') }
      const options = { headers: { 'Idempotency-Key': idempotencyKey }, timeout: SIGN_TIMEOUT_MS }
      return call('POST', '/api/emr/v1/prescriptions/sign', content, options)
    },
    /**
     * What signing would warn of; nothing is signed and the key stays free.
     * @param {{ staffId: string, terminalId: string, csv: Buffer, idempotencyKey: string }} prescription
     * @returns {Promise<{ warnings: { code: string, text: string, refused_from: string | null }[] }>}
     */
    checkPrescription({ staffId, terminalId, csv, idempotencyKey }) {
      const content = { staff_id: staffId, terminal_id: terminalId, document: csv.toString('base64'), dry_run: true }
      const options = { headers: { 'Idempotency-Key': idempotencyKey }, timeout: SIGN_TIMEOUT_MS }
      return call('POST', '/api/emr/v1/prescriptions/sign', content, options)
    },
    signOut(staffId) {
      return call('POST', `/api/emr/v1/staff/${encodeURIComponent(staffId)}/sign-out`, {})
    },
  }
}

/** Keeps a token until shortly before its end. Requests that come together share one fetch. */
function createTokenKeeper(fetchToken, now) {
  let token = null
  return {
    async get() {
      if (token === null || (await token).renewAt <= now().getTime()) {
        const fetched = fetchToken()
        fetched.catch(() => {
          if (token === fetched) token = null
        })
        token = fetched
      }
      return (await token).value
    },
    forget() {
      token = null
    },
  }
}

/** node:http rather than fetch: the address to connect to and the Host header differ. */
function request(url, { method, headers, body, timeout }) {
  const { request: open } = url.protocol === 'https:' ? https : http
  const length = Buffer.byteLength(body)
  return new Promise((resolve, reject) => {
    const fail = (cause) =>
      reject(new FacilityError(502, 'facility.unreachable', '認証システムに接続できません。', { cause }))
    const outgoing = open(url, { method, headers: { ...headers, 'Content-Length': length }, timeout })
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${timeout} ms`)))
    outgoing.on('error', fail)
    outgoing.on('response', (response) => {
      readAnswer(response).then((answer) => {
        if (response.statusCode < 300) resolve(answer)
        else reject(toFacilityError(response.statusCode, answer))
      }, fail)
    })
    outgoing.end(body)
  })
}

/** `ways_on` is the ladder of what still works, best first; without it the one next step. */
function toFacilityError(
  status,
  { code, error, detail = '', next_step: nextStep, ways_on: ladder, invalid_params: faulty = [] },
) {
  const waysOn = Array.isArray(ladder) ? ladder.map(({ text }) => text) : nextStep ? [nextStep] : []
  const faults = faulty.map(describeFault)
  return new FacilityError(status, code ?? error ?? 'facility.refused', detail, { waysOn, faults })
}

/** The facility's words where it has some; otherwise the place and the code of what is wrong there. */
function describeFault({ name, reason, message }) {
  return message ?? `${name}：${reason}`
}

async function readAnswer(response) {
  const chunks = []
  let size = 0
  for await (const chunk of response) {
    size += chunk.length
    if (size > MAX_ANSWER_BYTES) throw new Error('the answer is too large')
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}')
}
