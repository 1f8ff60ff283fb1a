import { createCipheriv, createDecipheriv, generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { FakeFailure, verifySignature } from './verify-signature'

/** What the fake does with the next calls, one entry each; then it answers again. */
export type FakeMood = 'throttle' | 'deny' | 'internal' | 'hang' | 'reset' | 'no_json'

type Context = Record<string, string>
type Body = Record<string, unknown>
type Keys = Map<string, Buffer>

/**
 * A service on loopback that behaves as the JSON API of AWS KMS is documented: verifies Signature Version 4 by itself, encrypts
 * under keys that never leave it, binds the encryption context, names its errors in `__type`.
 */
export async function startFakeKms(keyIds: readonly string[]) {
  const keys: Keys = new Map(keyIds.map((id) => [id, randomBytes(32)]))
  const moods: FakeMood[] = []
  const calls: { action: string; body: Body }[] = []
  const server = createServer(async (request, response) => {
    const text = await readBody(request)
    const mood = moods.shift()
    if (mood === 'hang') return
    if (mood === 'reset') return void request.socket.destroy()
    const answer = (status: number, body: string) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(body)
    if (mood === 'no_json') return answer(502, '<html>bad gateway</html>')
    try {
      verifySignature(request, text)
      if (mood === 'throttle') throw new FakeFailure('ThrottlingException')
      if (mood === 'deny') throw new FakeFailure('AccessDeniedException')
      if (mood === 'internal') throw new FakeFailure('KMSInternalException', 500)
      const action = String(request.headers['x-amz-target']).replace('TrentService.', '')
      const body: Body = JSON.parse(text)
      calls.push({ action, body })
      answer(200, JSON.stringify(perform(keys, action, body)))
    } catch (error) {
      const { message, status = 500 } = error as FakeFailure
      answer(status, JSON.stringify({ __type: message, message: `fake: ${message}` }))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    moods,
    calls,
    dropKey: (id: string) => keys.delete(id),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function perform(keys: Keys, action: string, body: Body): Body {
  if (action === 'DescribeKey') return { KeyMetadata: { KeyId: keyOf(keys, body['KeyId']).id, KeyState: 'Enabled' } }
  if (action === 'GenerateDataKeyPairWithoutPlaintext') return generatePair(keys, body)
  if (action === 'Decrypt') {
    const plain = decrypt(keys, body['CiphertextBlob'], body['KeyId'], body['EncryptionContext'] as Context)
    return { KeyId: body['KeyId'], Plaintext: plain.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' }
  }
  if (action === 'ReEncrypt') {
    const context = body['SourceEncryptionContext'] as Context
    const plain = decrypt(keys, body['CiphertextBlob'], body['SourceKeyId'], context)
    const { id, key } = keyOf(keys, body['DestinationKeyId'])
    return { KeyId: id, CiphertextBlob: encrypt(id, key, plain, body['DestinationEncryptionContext'] as Context) }
  }
  throw new FakeFailure('UnknownOperationException')
}

function generatePair(keys: Keys, body: Body): Body {
  const { id, key } = keyOf(keys, body['KeyId'])
  const spec = body['KeyPairSpec']
  const pair =
    spec === 'RSA_2048'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const plain = pair.privateKey.export({ format: 'der', type: 'pkcs8' })
  return {
    KeyId: id,
    KeyPairSpec: spec,
    PublicKey: pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    PrivateKeyCiphertextBlob: encrypt(id, key, plain, body['EncryptionContext'] as Context),
  }
}

function keyOf(keys: Keys, id: unknown): { id: string; key: Buffer } {
  const key = keys.get(String(id))
  if (key === undefined) throw new FakeFailure('NotFoundException')
  return { id: String(id), key }
}

function contextBytes(context: Context): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).sort()))
}

function encrypt(id: string, key: Buffer, plain: Buffer, context: Context): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(contextBytes(context))
  const name = Buffer.from(id)
  const body = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return Buffer.concat([Buffer.from([name.length]), name, iv, body]).toString('base64')
}

function decrypt(keys: Keys, blob: unknown, keyId: unknown, context: Context): Buffer {
  const bytes = Buffer.from(String(blob), 'base64')
  const start = 1 + (bytes[0] ?? 0)
  const id = bytes.subarray(1, start).toString()
  const { key } = keyOf(keys, keyId)
  if (!keys.has(id)) throw new FakeFailure('InvalidCiphertextException')
  if (id !== keyId) throw new FakeFailure('IncorrectKeyException')
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(start, start + 12))
    decipher.setAAD(contextBytes(context)).setAuthTag(bytes.subarray(-16))
    return Buffer.concat([decipher.update(bytes.subarray(start + 12, -16)), decipher.final()])
  } catch {
    throw new FakeFailure('InvalidCiphertextException')
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
