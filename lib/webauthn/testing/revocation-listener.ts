import { createServer } from 'node:http'
import { onTestFinished } from 'vitest'
import { utf8 } from '@/lib/kernel/bytes'
import { encodeContext, encodeContextPrimitive, encodeSequence } from '@/lib/pki/der/write-der'
import type { TestExtension } from './test-certificate'

/**
 * A local listener in the place of a revocation list's address, for the running test: the extension that names it (RFC 5280
 * §4.2.1.13) and how many connections it has seen.
 */
export async function openRevocationListener(): Promise<{ extension: TestExtension; connections(): number }> {
  let connections = 0
  const server = createServer((_, response) => response.end()).on('connection', () => {
    connections += 1
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/list.crl`
  const points = encodeSequence(
    encodeSequence(encodeContext(0, encodeContext(0, encodeContextPrimitive(6, utf8(url))))),
  )
  return { extension: { oid: '2.5.29.31', value: points }, connections: () => connections }
}
