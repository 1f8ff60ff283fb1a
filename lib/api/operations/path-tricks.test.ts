import { Agent } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuthorityContext } from '@/lib/authority/authority-context'
import { familyOfPath } from '@/lib/config/paths'
import { parseSettings } from '@/lib/config/settings'
import { createDatabase } from '@/lib/db/database'
import { createNotifications } from '@/lib/db/notifications'
import { createHttpAuthority } from '@/lib/facility/authority-port/http-authority'
import { createKeyring } from '@/lib/keystore/keyring'
import { openSigningKeystore } from '@/lib/keystore/open-signing-keystore'
import { logger } from '@/lib/log/logger'
import { createEdgeServer } from '@/lib/portal/edge/edge-server'
import { askOnce } from '@/lib/portal/testing/ask-once'
import { createApi } from '../api'
import { listOperations } from './list-operations'

logger('silent')

const settings = parseSettings({
  DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
  SHOMEI_KEY: Buffer.alloc(32).toString('base64'),
  AUTHORITY_URL: 'https://authority.example.jp',
  FACILITY_URL: 'https://shomei.hospital.example.jp',
  SHOMEI_LOG_LEVEL: 'silent',
})
const hosts = { authority: 'authority.example.jp', facility: 'shomei.hospital.example.jp' }
const db = createDatabase({ url: settings.database.urls.authority, connections: 2 })
const keyring = createKeyring(settings.masterKey)
const shared: AuthorityContext = {
  db,
  keyring,
  notifications: createNotifications(db),
  settings,
  signingKeystore: openSigningKeystore(settings.keystore, keyring),
}
const contexts = { authority: shared, facility: { ...shared, authority: createHttpAuthority(settings) } }
const api = createApi(contexts)
const handle = getRequestListener(api.fetch, { overrideGlobalObjects: false })
const server = createEdgeServer({ settings, serve: (request, response) => void handle(request, response) })
const agent = new Agent({ keepAlive: true, maxSockets: 4 })
let port = 0

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  agent.destroy()
  server.close()
})

const rows = listOperations(contexts).flatMap(({ declaration }) => {
  const side = familyOfPath(declaration.path)
  if (side === null || side === 'both') return []
  const path = declaration.path.replace(/\{\w+\}/g, 'x')
  return [
    {
      name: `${declaration.method} ${declaration.path}`,
      method: declaration.method.toUpperCase(),
      path,
      side,
      declaration,
    },
  ]
})

/** Other spellings of a path, as a caller sends them. */
function spellings(path: string): string[] {
  const [, first = ''] = path.split('/')
  const rest = path.slice(first.length + 1)
  return [
    `${path}/`,
    `${path}//`,
    `/${path}`,
    `/${first}/${rest}`,
    `/x/..${path}`,
    `/api/facility/../..${path}`,
    `/api/authority/v1/../../..${path}`,
    `/csc/%2e%2e${path}`,
    `/compat/x%2f..${path}`,
    `/.${path}`,
    path.toUpperCase(),
    `/${first.toUpperCase()}${rest}`,
    `/%${first.charCodeAt(0).toString(16)}${first.slice(1)}${rest}`,
    path.replaceAll('/', '%2f').replace('%2f', '/'),
    path.replaceAll('/', '\\').replace('\\', '/'),
    `${path};x`,
    `${path}%00`,
    `${path}%20`,
  ]
}

async function ask(host: string, method: string, path: string) {
  const asked = { port, host, method, path, headers: {}, body: undefined }
  const { status, body } = await askOnce(asked, agent)
  const text = body.toString()
  const { code, error } = text.startsWith('{') ? JSON.parse(text) : {}
  return { status, code: code ?? error }
}

/** No operation saw it: not found, a method of the standard that is not offered, or a target that the server does not read. */
function isMissing({ status, code }: { status: number; code?: string }): boolean {
  return [404, 405, 501].includes(status) || (status === 400 && code === undefined)
}

describe('AT-57 whatever a path is spelled like', () => {
  test.each(rows)('$name does not answer under the other side’s name', async ({ method, path, side }) => {
    const host = hosts[side === 'authority' ? 'facility' : 'authority']
    for (const spelling of [path, ...spellings(path)]) {
      expect(isMissing(await ask(host, method, spelling)), spelling).toBe(true)
    }
  })

  test.each(rows.filter(({ declaration }) => declaration.caller !== 'nobody' && declaration.proof !== 'ending'))(
    '$name refuses as under its own path, or is not there',
    async ({ method, path, side }) => {
      const plain = await ask(hosts[side], method, path)
      expect([400, 401, 403, 404, 415]).toContain(plain.status)
      for (const spelling of spellings(path)) {
        const answer = await ask(hosts[side], method, spelling)
        expect(isMissing(answer) || (answer.status === plain.status && answer.code === plain.code), spelling).toBe(true)
      }
    },
  )
})
