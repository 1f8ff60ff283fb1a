import { createHash, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import postgres from 'postgres'
import { findLiveByHash } from '@/lib/authority/access-tokens/access-token.store'
import { insertAssertionOnce } from '@/lib/authority/facility-clients/facility-client.store'
import { toCamelColumns } from '@/lib/db/camel-columns'
import { findStatusForBearer } from '@/lib/facility/token-vault/sign-in-status.store'
import { captureStatement, type NamedValues } from './capture-statement'

type Row = Record<string, unknown>
type Query = (values: NamedValues) => Promise<Row | undefined>

/**
 * The floor of the reading APIs: node:http and the same SELECT by `postgres`, no framework, no schema, no error handling.
 * `/introspect` takes the client as given; `/introspect-authenticated` also verifies the ES256 assertion with the client's key,
 * read once, and remembers the `jti` if the client is live and unchanged, as RFC 7523 asks.
 */
async function main(): Promise<void> {
  const { DATABASE_URL: url = '', PORT: port, FACILITY_CLIENT_ID: facilityClientId = '' } = process.env
  const sql = postgres(url, { max: 10, transform: toCamelColumns })
  const query = await prepareQueries(url, sql)
  const clients = new Map<string, Client>()

  const introspect = async (token: string): Promise<unknown> => {
    const row = await query.token({ tokenHash: hash(token), facilityClientId })
    return row === undefined ? { active: false } : { active: true, token_type: 'Bearer', ...row }
  }

  const authenticate = async (assertion: string): Promise<boolean> => {
    const [header = '', payload = '', signature = ''] = assertion.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const client = clients.get(claims.iss) ?? (await readClient(sql, claims.iss))
    if (client === null || claims.exp * 1000 < Date.now()) return false
    clients.set(claims.iss, client)
    const options = { key: client.key, dsaEncoding: 'ieee-p1363' } as const
    if (!verify('sha256', Buffer.from(`${header}.${payload}`), options, Buffer.from(signature, 'base64url')))
      return false
    const { id: facilityClientId, version } = client
    const jti = { facilityClientId, version, jtiHash: hash(claims.jti), expiresAt: new Date(claims.exp * 1000) }
    return (await query.assertion(jti))?.['isFirst'] === true
  }

  createServer(async (request, response) => {
    const path = request.url ?? '/'
    if (path === '/health') return response.end()
    if (path.startsWith('/status/')) {
      const bearer = String(request.headers.authorization).slice('Bearer '.length)
      const row = await query.status({
        staffCode: path.slice('/status/'.length),
        terminalCode: null,
        tokenHash: hash(bearer),
      })
      return sendJson(response, { ...row, version: String(row?.['version']), status: 'signed_in' })
    }
    const form = new URLSearchParams(await readBody(request))
    const isKnown = path === '/introspect' || (await authenticate(form.get('client_assertion') ?? ''))
    sendJson(response, isKnown ? await introspect(form.get('token') ?? '') : { error: 'invalid_client' })
  }).listen(Number(port), '127.0.0.1')
}

async function prepareQueries(url: string, sql: postgres.Sql) {
  const token = { tokenHash: hash('x'), facilityClientId: 'x' }
  const status = { staffCode: 'x', terminalCode: null, tokenHash: hash('y') }
  const assertion = { facilityClientId: 'x', version: 'v', jtiHash: hash('z'), expiresAt: new Date() }
  const prepare = async (values: NamedValues, call: Parameters<typeof captureStatement>[2]) => {
    const { text, bind } = await captureStatement(url, values, call)
    const query: Query = async (named) => {
      const rows = await sql.unsafe<Row[]>(text, bind(named) as never[], { prepare: true })
      return rows[0]
    }
    return query
  }
  return {
    token: await prepare(token, (db) => findLiveByHash(db, token)),
    status: await prepare(status, (db) => findStatusForBearer(db, status)),
    // The client does not exist, so nothing is stored; the statement is what is wanted.
    assertion: await prepare(assertion, (db) => insertAssertionOnce(db, assertion)),
  }
}

type Client = { id: string; version: string; key: KeyObject }

async function readClient(sql: postgres.Sql, clientId: string): Promise<Client | null> {
  const [row] = await sql<{ id: string; version: string; jwks: { keys: JsonWebKey[] } }[]>`
    SELECT id, xmin::text AS version, jwks FROM authority.facility_client WHERE client_id = ${clientId} AND disabled_at IS NULL`
  const [jwk] = row?.jwks.keys ?? []
  return row === undefined || jwk === undefined ? null : { ...row, key: createPublicKey({ key: jwk, format: 'jwk' }) }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function sendJson(response: ServerResponse, value: unknown): void {
  const body = JSON.stringify(value)
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body)
}

function hash(text: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(text).digest())
}

await main()
