import { describe, expect, test } from 'vitest'
import type { OutboundAnswer } from '@/lib/egress/http-client'
import { createCscClient } from './csc-client'

type Asked = { method: string; accessToken: string; body: Record<string, unknown>; headers: Record<string, string> }

/** An authority that gives these answers in turn, and what it was asked. */
function scripted(...answers: Partial<OutboundAnswer>[]) {
  const asked: Asked[] = []
  const port = createCscClient(async (method, { accessToken }, body, headers = {}) => {
    asked.push({ method, accessToken, body: { ...body }, headers: { ...headers } })
    return { status: 200, headers: {}, body: '', ...answers.shift() }
  })
  return { port, asked }
}

const json = (value: unknown, status = 200) => ({ status, body: JSON.stringify(value) })
const refusal = (status: number, error: string, description = error) =>
  json({ error, error_description: description }, status)
const base64 = (text: string) => Buffer.from(text).toString('base64')
const key = { status: 'enabled', algo: ['1.2.840.113549.1.1.11'] }
const cert = { status: 'valid', certificates: [base64('leaf'), base64('issuer')] }
const hash = new Uint8Array(32).fill(1)
const request = {
  clientId: 'hospital-a',
  accessToken: 'token',
  credential: { credentialId: 'crd_1', signAlgorithm: '1.2.840.113549.1.1.11' },
  hashes: [hash, hash],
  kind: 'prescription',
  idempotencyKey: 'sgr_1.1',
} as const

describe('findCredential (CSC v2 §11.4)', () => {
  test('the list with everything in it is one call', async () => {
    const { port, asked } = scripted(
      json({ credentialIDs: ['crd_1'], credentialInfos: [{ credentialID: 'crd_1', key, cert }] }),
    )
    expect(await port.findCredential({ clientId: 'hospital-a', accessToken: 'token' })).toEqual({
      outcome: 'found',
      credential: {
        credentialId: 'crd_1',
        certificate: new Uint8Array(Buffer.from('leaf')),
        chain: [new Uint8Array(Buffer.from('issuer'))],
        signAlgorithm: '1.2.840.113549.1.1.11',
      },
    })
    expect(asked.map(({ method, accessToken }) => [method, accessToken])).toEqual([['credentials/list', 'token']])
  })

  test('a list of ids only is followed by info, and the first usable one is taken', async () => {
    const disabled = { key: { ...key, status: 'disabled' }, cert }
    const { port, asked } = scripted(json({ credentialIDs: ['a', 'b'] }), json(disabled), json({ key, cert }))
    expect(await port.findCredential({ clientId: 'hospital-a', accessToken: 'token' })).toMatchObject({
      outcome: 'found',
      credential: { credentialId: 'b' },
    })
    expect(asked.map(({ body }) => body['credentialID'])).toEqual([undefined, 'a', 'b'])
  })

  test('a list without end costs a few calls, not one for each id', async () => {
    const disabled = json({ key: { ...key, status: 'disabled' }, cert })
    const ids = Array.from({ length: 1_000 }, (_, index) => `crd_${index}`)
    const { port, asked } = scripted(json({ credentialIDs: ids }), ...ids.map(() => disabled))
    expect(await port.findCredential({ clientId: 'hospital-a', accessToken: 'token' })).toEqual({ outcome: 'none' })
    expect(asked.length).toBe(9)
  })

  test.each([
    ['none', { credentialIDs: [] }],
    [
      'revoked',
      { credentialIDs: ['a'], credentialInfos: [{ credentialID: 'a', key, cert: { ...cert, status: 'revoked' } }] },
    ],
    [
      'another algorithm',
      { credentialIDs: ['a'], credentialInfos: [{ credentialID: 'a', key: { ...key, algo: ['1.2.3'] }, cert }] },
    ],
    [
      'no base64',
      { credentialIDs: ['a'], credentialInfos: [{ credentialID: 'a', key, cert: { certificates: ['%%%'] } }] },
    ],
  ])('%s: there is none to sign with', async (_, list) => {
    expect(await scripted(json(list)).port.findCredential({ clientId: 'hospital-a', accessToken: 'token' })).toEqual({
      outcome: 'none',
    })
  })

  test.each(['invalid_token', 'expired_token'])('401 %s is the token, not the authority', async (error) => {
    expect(
      await scripted(refusal(401, error)).port.findCredential({ clientId: 'hospital-a', accessToken: 'token' }),
    ).toEqual({ outcome: 'token_refused' })
  })

  test.each([
    ['a fault', refusal(500, 'server_error')],
    ['a page of some proxy', { body: '<html>' }],
    ['a 401 of something else', { status: 401, body: '' }],
  ])('%s is the authority being away', async (_, answer) => {
    await expect(
      scripted(answer).port.findCredential({ clientId: 'hospital-a', accessToken: 'token' }),
    ).rejects.toMatchObject({ code: 'authority.unavailable' })
  })
})

describe('signHashes (CSC v2 §11.6, §11.10)', () => {
  const sad = json({ SAD: 'sad-1', expiresIn: 120 })

  test('authorises exactly these hashes, then signs them under the key, in order', async () => {
    const { port, asked } = scripted(sad, json({ signatures: [base64('one'), base64('two')] }))
    expect(await port.signHashes(request)).toEqual({
      outcome: 'signed',
      signatures: [new Uint8Array(Buffer.from('one')), new Uint8Array(Buffer.from('two'))],
    })
    const hashes = [Buffer.from(hash).toString('base64'), Buffer.from(hash).toString('base64')]
    expect(asked[0]).toMatchObject({
      method: 'credentials/authorize',
      body: {
        credentialID: 'crd_1',
        hashes,
        numSignatures: 2,
        description: 'prescription',
        hashAlgorithmOID: '2.16.840.1.101.3.4.2.1',
      },
      headers: {},
    })
    expect(asked[1]).toMatchObject({
      method: 'signatures/signHash',
      body: { credentialID: 'crd_1', SAD: 'sad-1', hashes, signAlgo: '1.2.840.113549.1.1.11' },
      headers: { 'idempotency-key': 'sgr_1.1' },
    })
  })

  test.each([
    [
      'at authorize',
      [refusal(400, 'invalid_request', 'Numbers of signatures is too high')],
      'Numbers of signatures is too high',
    ],
    ['at signHash', [sad, refusal(400, 'invalid_request', 'SAD expired')], 'SAD expired'],
  ])('a refusal %s tells the standard’s text', async (_, answers, reason) => {
    expect(await scripted(...answers).port.signHashes(request)).toEqual({ outcome: 'refused', reason })
  })

  test('an authority that cannot tell whether it signed: in doubt, for good', async () => {
    const doubt = refusal(500, 'server_error', 'The outcome of the request is unknown; it is not signed again')
    expect(await scripted(sad, doubt).port.signHashes(request)).toEqual({ outcome: 'in_doubt' })
  })

  test.each([
    ['too few signatures', [sad, json({ signatures: [base64('one')] })]],
    ['no base64', [sad, json({ signatures: ['%', '%'] })]],
    ['a fault', [sad, refusal(500, 'server_error', 'Unexpected failure')]],
    ['busy with the same key', [sad, refusal(503, 'temporarily_unavailable')]],
  ])('%s is the authority being away: ask again with the same key', async (_, answers) => {
    await expect(scripted(...answers).port.signHashes(request)).rejects.toMatchObject({ code: 'authority.unavailable' })
  })

  test('a token that ends between the two calls', async () => {
    const { port } = scripted(sad, refusal(401, 'expired_token'))
    expect(await port.signHashes(request)).toEqual({ outcome: 'token_refused' })
  })
})
