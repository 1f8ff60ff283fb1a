import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findCommandLine } from '../process/find-process.mjs'
import { findFreePort } from '../process/ports.mjs'
import { startService, untilReady } from './start-service.mjs'

const SERVER = `
import { createServer } from 'node:http'
const [port, status] = process.argv.slice(2).map(Number)
createServer((request, response) => response.writeHead(status).end(request.headers.host)).listen(port, '127.0.0.1')
`

describe('a server beside this process', () => {
  let folder
  let service
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shomei-service-'))
  })
  afterEach(async () => {
    await service?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  function start(source, ...args) {
    const file = join(folder, 'server.mjs')
    writeFileSync(file, source)
    service = startService({ name: 'The portal', args: [file, ...args], env: {}, logFile: join(folder, 'log') })
    return service
  }

  test('is waited for, and gone after it was stopped', async () => {
    const port = await findFreePort()
    const { pid } = start(SERVER, String(port), '200')
    await untilReady(service, { url: `http://facility.localhost:${port}/`, name: 'The portal' })
    expect(findCommandLine(pid)).toContain('server.mjs')
    await service.stop()
    expect(findCommandLine(pid)).toBeUndefined()
  })

  test('one that ends by itself is told of with its last words', async () => {
    start("console.error('no more room'); process.exit(7)")
    const refusal = await service.ended
    expect(refusal.message).toContain('The portal ended by itself (exit code 7)')
    expect(refusal.message).toContain('no more room')
  })

  test('waiting ends when the server does', async () => {
    start('process.exit(3)')
    const waiting = untilReady(service, { url: `http://a.localhost:${await findFreePort()}/`, name: 'The portal' })
    await expect(waiting).rejects.toThrow('exit code 3')
  })
})
