import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHttpClient } from '@/lib/egress/http-client'
import { createTestPki, type TestPki } from '@/lib/pki/testing/test-pki'
import { toPem } from '@/lib/pki/testing/to-pem'
import { createTsaTrust } from './tsa-trust'

let pki: TestPki
let folder: string
let crlUrl: string
let published = new Uint8Array()
const http = createHttpClient()
const server = createServer((_, response) => response.end(published))

beforeAll(async () => {
  pki = await createTestPki({ algorithm: 'p-256' })
  folder = mkdtempSync(join(tmpdir(), 'tsa-trust-'))
  const pem = [pki.root, pki.issuingCa].map(({ certificate }) => toPem(certificate, 'CERTIFICATE')).join('\n')
  writeFileSync(join(folder, 'tsa.pem'), pem)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  crlUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa.crl`
})

afterAll(async () => {
  await http.close()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
})

/** Reads the trust with one CRL published after the other, six minutes apart; the numbers of the CRLs that counted. */
async function numbersRead(...crls: readonly Uint8Array<ArrayBuffer>[]): Promise<(bigint | null)[]> {
  let now = pki.at
  const read = createTsaTrust({ certificatesFile: join(folder, 'tsa.pem'), crlUrls: [crlUrl] }, http, () => now)
  const numbers: (bigint | null)[] = []
  for (const crl of crls) {
    published = crl
    numbers.push(...(await read()).crls.map(({ crlNumber }) => crlNumber))
    now = new Date(now.getTime() + 360_000)
  }
  return numbers
}

describe('a CRL that is fetched for a time-stamp authority', () => {
  test('takes the place of an older one', async () => {
    expect(await numbersRead(await pki.crl({ crlNumber: 7 }), await pki.crl({ crlNumber: 8 }))).toEqual([7n, 8n])
  })

  test('brings no revoked certificate back when it is an older one that still holds', async () => {
    const entries = [{ serialNumber: '5001', revocationDate: pki.at, reason: 'keyCompromise' as const }]
    const [newer, older] = [await pki.crl({ crlNumber: 8, entries }), await pki.crl({ crlNumber: 7 })]
    expect(await numbersRead(newer, older, await pki.crl({ crlNumber: 9 }))).toEqual([8n, 8n, 9n])
  })

  test('shuts nobody out when it is forged', async () => {
    const { key } = await pki.issueTsa({ keyName: 'forger' })
    const forged = await pki.crl({ crlNumber: 9_000, key })
    expect(await numbersRead(await pki.crl({ crlNumber: 7 }), forged)).toEqual([7n, 7n])
    await expect(numbersRead(forged)).rejects.toThrow('signed by no known certificate')
  })
})
