import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ocspResponderLocation } from '@/lib/pki/issuing/extensions'
import type { ExtensionTemplate } from '@/lib/pki/issuing/issue-certificate'
import { createOpensslOcsp, type OpensslIndexEntry } from '@/lib/pki/testing/openssl-ocsp'
import type { TestPki } from '@/lib/pki/testing/test-pki'

/** What the responder does, and how often it was asked. `replays`: gives its last answer whatever it is asked. */
export type ResponderState = {
  entries: OpensslIndexEntry[]
  mode: 'openssl' | 'silent' | 'refuses' | 'garbage' | 'replays'
  asked: number
}

/** `openssl ocsp` behind an HTTP server on loopback. */
export async function runOpensslResponder(pki: TestPki) {
  const openssl = createOpensslOcsp(pki, await pki.issueOcspResponder())
  const state: ResponderState = { entries: [], mode: 'openssl', asked: 0 }
  let last: Uint8Array = new Uint8Array(0)
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', async () => {
      state.asked += 1
      if (state.mode === 'silent') return
      if (state.mode === 'refuses') return response.writeHead(503).end()
      response.setHeader('content-type', 'application/ocsp-response')
      if (state.mode === 'garbage') return response.end(Buffer.alloc(70_000))
      if (state.mode === 'openssl') last = await openssl.respond(Buffer.concat(parts), state.entries)
      return response.end(last)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ocsp`
  return {
    url,
    state,
    async stop() {
      openssl.dispose()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A variant for `createTestPki` whose certificate names these responders. */
export function naming(uris: readonly string[], serialNumber: string) {
  return {
    change: <Template extends { extensions: readonly ExtensionTemplate[] }>(template: Template): Template => ({
      ...template,
      serialNumber,
      extensions: [...template.extensions, ...uris.map(ocspResponderLocation)],
    }),
  }
}
