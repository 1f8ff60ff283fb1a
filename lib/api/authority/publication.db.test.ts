import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refreshCrls } from '@/lib/authority/certificate-authorities/crls/refresh-crls'
import { revokeCredential } from '@/lib/authority/credentials/revoke-credential'
import { suspendCredential } from '@/lib/authority/credentials/suspend-credential'
import { testOrigin } from '@/lib/authority/testing/authority-world'
import { credentialWorld } from '@/lib/authority/testing/credential-world'
import { respondToFailure } from '../respond-to-failure'
import { newRouter } from '../router'
import { publicationOperations } from './publication.operations'

const world = credentialWorld({ credentialAlgorithm: 'rsa-2048' })
const folder = mkdtempSync(join(tmpdir(), 'shomei-crl-'))
afterAll(() => rmSync(folder, { recursive: true }))

const api = newRouter()
api.onError((error, c) => respondToFailure(error, c))
api.use('*', async (c, next) => {
  c.set('authority', world.context)
  c.set('locale', 'en')
  c.set('origin', testOrigin)
  await next()
})
for (const { mount } of publicationOperations) mount(api)

beforeAll(async () => {
  await world.issuingCertificateAuthority()
  await refreshCrls(world.context)
})

const get = (path: string, headers: Record<string, string> = {}) => api.request(path, { headers })

test.each([
  ['/crl/test-issuing.crl', 'application/pkix-crl', 'public, max-age=300'],
  ['/crl/test-root.crl', 'application/pkix-crl', 'public, max-age=300'],
  ['/ca/test-issuing.crt', 'application/pkix-cert', 'public, max-age=86400'],
  ['/ca/test-root.crt', 'application/pkix-cert', 'public, max-age=86400'],
])('%s is public, typed and cacheable', async (path, mediaType, cacheControl) => {
  const answer = await get(path)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe(mediaType)
  expect(answer.headers.get('cache-control')).toBe(cacheControl)
  const etag = answer.headers.get('etag') ?? ''
  expect((await get(path, { 'if-none-match': etag })).status).toBe(304)
  expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200)
})

test.each(['/crl/unknown.crl', '/crl/test-root.crt', '/crl/..%2f.crl', '/ca/test-root.crl', '/ca/%00.crt'])(
  '%s is not there',
  async (path) => {
    expect((await get(path)).status).toBe(404)
  },
)

test('openssl judges what is published: good, then on hold, then revoked', async () => {
  const file = async (name: string, form: 'x509' | 'crl') => {
    const path = join(folder, name)
    writeFileSync(
      `${path}.der`,
      Buffer.from(await (await get(`/${form === 'crl' ? 'crl' : 'ca'}/${name}`)).arrayBuffer()),
    )
    execFileSync('openssl', [form, '-inform', 'DER', '-in', `${path}.der`, '-out', path])
    return path
  }
  const credential = await world.issue()
  const leaf = join(folder, 'leaf.pem')
  writeFileSync(`${leaf}.der`, credential.certificate)
  execFileSync('openssl', ['x509', '-inform', 'DER', '-in', `${leaf}.der`, '-out', leaf])
  const verdict = async () => {
    const [root, ca] = [await file('test-root.crt', 'x509'), await file('test-issuing.crt', 'x509')]
    const crls = [await file('test-root.crl', 'crl'), await file('test-issuing.crl', 'crl')]
    const options = crls.flatMap((crl) => ['-CRLfile', crl])
    const policy = ['-policy', world.context.settings.credentialPolicy, '-explicit_policy']
    try {
      const chain = ['-CAfile', root, '-untrusted', ca, ...options, leaf]
      return execFileSync('openssl', ['verify', '-x509_strict', '-crl_check_all', ...policy, ...chain], {
        encoding: 'utf8',
        stdio: 'pipe',
      })
    } catch (error) {
      return String((error as { stderr: string }).stderr)
    }
  }
  expect(await verdict()).toContain(': OK')
  await suspendCredential(world.context, { credentialId: credential.id }, testOrigin)
  expect(await verdict()).toContain('certificate revoked')
  await revokeCredential(world.context, { credentialId: credential.id, reason: 'keyCompromise' }, testOrigin)
  expect(await verdict()).toContain('certificate revoked')
})
