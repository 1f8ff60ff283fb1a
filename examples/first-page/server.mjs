// The smallest back end of a page with Shomei's badge and sign-in: node server.mjs <demonstration.json>. Plain Node (20 or later).
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import http from 'node:http'

const [settingsFile = '.shomei/demonstration.json'] = process.argv.slice(2)
const { emr, vendor } = JSON.parse(readFileSync(settingsFile, 'utf8'))
const [{ clientId, clientSecret }] = emr.clients
const page = readFileSync(new URL('page.html', import.meta.url), 'utf8')
const facility = new URL(emr.facilityUrl)

// A real EMR takes both from its own session, never from the browser's request.
const staffId = emr.users[0].staffCode
const terminalId = emr.terminals[0].terminalId

/** Asks the facility. Node does not know names below localhost: `facilityConnect` is where the connection goes. */
function ask(method, path, headers, body) {
  return new Promise((resolve, reject) => {
    const options = { method, headers: { ...headers, Host: facility.host, 'Content-Length': Buffer.byteLength(body) } }
    const request = http.request(new URL(path, emr.facilityConnect), options, (answer) => {
      const chunks = []
      answer.on('data', (chunk) => chunks.push(chunk))
      answer.on('end', () => resolve({ status: answer.statusCode, json: JSON.parse(Buffer.concat(chunks).toString()) }))
    })
    request.setTimeout(60_000, () => request.destroy(new Error('no answer in time')))
    request.on('error', reject)
    request.end(body)
  })
}

/** A real EMR keeps the token until shortly before its end. */
async function callFacility(method, path, content) {
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
  const grant = { ...form, Authorization: basic }
  const token = await ask('POST', '/api/emr/v1/token', grant, 'grant_type=client_credentials')
  const headers = {
    Authorization: `Bearer ${token.json.access_token}`,
    'Content-Type': 'application/json',
    'Idempotency-Key': randomUUID(),
    'Accept-Language': 'ja',
  }
  return ask(method, path, headers, content === undefined ? '' : JSON.stringify(content))
}

async function launch(purpose) {
  const wanted = { staff_id: staffId, terminal_id: terminalId, parent_origin: vendor.origin, purpose }
  return (await callFacility('POST', '/api/emr/v1/launches', wanted)).json
}

const routes = {
  'POST /api/launches': ({ purpose }) => launch(purpose === 'badge' ? 'badge' : 'sign_in'),
  'POST /api/sign-in': async () => {
    const path = `/api/emr/v1/staff/${encodeURIComponent(staffId)}/sign-in-status?terminal_id=${terminalId}`
    const { status } = (await callFacility('GET', path)).json
    const isSignedIn = status === 'signed_in' || status === 'expiring'
    return { sign_in_status: status, ticket: isSignedIn ? null : (await launch('sign_in')).ticket }
  },
  'POST /api/issue': async () => {
    const document = readFileSync(new URL('prescription.csv', import.meta.url)).toString('base64')
    const wanted = { staff_id: staffId, terminal_id: terminalId, document }
    const { status, json } = await callFacility('POST', '/api/emr/v1/prescriptions/sign', wanted)
    return { text: status === 200 ? `署名しました（${json.signed_at}）` : `${json.detail}（${json.code}）` }
  },
}

const server = http.createServer(async (request, response) => {
  const chunks = await request.toArray()
  const route = routes[`${request.method} ${request.url}`]
  if (route === undefined) {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    return response.end(page.replaceAll('https://shomei.hospital.example.jp', facility.origin))
  }
  try {
    response.end(JSON.stringify(await route(JSON.parse(Buffer.concat(chunks).toString() || '{}'))))
  } catch (error) {
    console.error(error.message)
    response.writeHead(502).end(JSON.stringify({ text: 'ポータルに接続できません' }))
  }
})
server.listen(Number(new URL(vendor.origin).port), '127.0.0.1', () => console.log(`Open ${vendor.origin}`))
