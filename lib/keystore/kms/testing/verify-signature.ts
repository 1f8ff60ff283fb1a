import { createHash, createHmac } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export const fakeRegion = 'ap-northeast-1'
export const fakeCredentials = {
  accessKeyId: 'AKIDTESTTESTTESTTEST',
  secretAccessKey: 'test/secret/of/the/fake/service',
}

/** A refusal of the fake service, named as the real one names it. */
export class FakeFailure extends Error {
  readonly status: number

  constructor(name: string, status = 400) {
    super(name)
    this.status = status
  }
}

const authorization =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/kms\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/

/** Signature Version 4 as its documentation spells it out; no code of the library that signed. */
export function verifySignature(request: IncomingMessage, body: string): void {
  const parts = authorization.exec(String(request.headers.authorization)) ?? []
  const [, accessKeyId, day = '', region = '', signed = '', signature] = parts
  if (accessKeyId !== fakeCredentials.accessKeyId) throw new FakeFailure('UnrecognizedClientException')
  const names = signed.split(';')
  for (const name of ['host', 'x-amz-date', 'x-amz-target', 'content-type']) {
    if (!names.includes(name)) throw new FakeFailure('IncompleteSignature')
  }
  const date = String(request.headers['x-amz-date'])
  const age = Date.now() - Date.parse(date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  if (!(Math.abs(age) < 300_000) || region !== fakeRegion) throw new FakeFailure('InvalidSignatureException')
  const headers = names.map((name) => `${name}:${String(request.headers[name]).trim().replace(/ +/g, ' ')}\n`).join('')
  const canonical = ['POST', '/', '', headers, signed, sha256(body)].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', date, `${day}/${region}/kms/aws4_request`, sha256(canonical)].join('\n')
  const key = [day, region, 'kms', 'aws4_request'].reduce<string | Buffer>(
    (previous, part) => hmac(previous, part),
    `AWS4${fakeCredentials.secretAccessKey}`,
  )
  if (hmac(key, toSign).toString('hex') !== signature) throw new FakeFailure('InvalidSignatureException')
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
