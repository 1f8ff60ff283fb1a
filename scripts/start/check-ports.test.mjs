import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findFreePort } from '../process/ports.mjs'
import { checkPorts } from './check-ports.mjs'

describe('taken ports are found before the long work', () => {
  let server
  let taken
  beforeEach(async () => {
    server = createServer()
    taken = await new Promise((settle) => server.listen(0, '127.0.0.1', () => settle(server.address().port)))
  })
  afterEach(() => new Promise((settle) => server.close(settle)))

  test('the message names the port, its purpose and the setting', async () => {
    const ports = [
      { port: taken, what: 'the portal', variable: 'SHOMEI_PORT' },
      { port: await findFreePort(), what: 'the example EMR', variable: 'SHOMEI_EMR_PORT' },
    ]
    const refusal = await checkPorts(ports, 'npm start').catch((error) => error.message)
    expect(refusal).toContain(`Port ${taken}, meant for the portal, is taken`)
    expect(refusal).toContain(`SHOMEI_PORT=${taken + 100} npm start`)
    expect(refusal).not.toContain('SHOMEI_EMR_PORT')
  })

  test('free ports pass', async () => {
    const port = await findFreePort()
    await expect(
      checkPorts([{ port, what: 'the portal', variable: 'SHOMEI_PORT' }], 'npm start'),
    ).resolves.toBeUndefined()
  })
})
