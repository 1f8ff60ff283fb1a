import { afterAll, expect, test } from 'vitest'
import { certificateAuthorityRequestWorld } from '@/lib/authority/testing/certificate-authority-request-world'
import { openUpperCertificateAuthority } from '@/lib/authority/testing/upper-certificate-authority'
import { readTrustSettings } from '@/lib/facility/authority-port/trust-settings'
import { runCertificateAuthorityCommand } from './certificate-authority-command'

const world = certificateAuthorityRequestWorld()
const { context } = world
const upper = await openUpperCertificateAuthority('command')
afterAll(upper.dispose)

const run = async (...words: string[]) => {
  const { lines, exitCode } = await runCertificateAuthorityCommand(context, words)
  return { text: lines.join('\n'), exitCode }
}
const subject = ['C=JP', 'O=見本認証局', 'CN=TEST Issuing CA']

test('an operator requests, installs, lists and retires, and each is audited as the operator’s', async () => {
  expect((await run('list')).text).toBe('none')
  const asked = await run('request', 'hpki-sign', '--algorithm', 'p-256', ...subject)
  expect(asked.text).toMatch(/^-----BEGIN CERTIFICATE REQUEST-----\n[\s\S]+-----END CERTIFICATE REQUEST-----$/)
  expect((await run('list')).text).toBe('hpki-sign  CN=TEST Issuing CA,O=見本認証局,C=JP  pending')
  const file = upper.scratch.write('chain.pem', (await upper.issue(asked.text)) + upper.root)
  const installed = await run('install', 'hpki-sign', file)
  expect(installed.text).toContain('hpki-sign  live  CN=TEST Issuing CA,O=見本認証局,C=JP')
  await world.newHolder()
  const listed = (await run('list')).text.split('\n')
  expect(listed.map((line) => line.split('  ').slice(4))).toEqual(
    expect.arrayContaining([
      ['real', 'live', '0 live certificates'],
      ['real', 'above'],
    ]),
  )
  expect((await run('retire', 'hpki-sign')).text).toBe('hpki-sign  retired  its CRLs go on, nothing issues now')
  expect((await run('list')).text).toContain('real  retired  0 live certificates')
  const rows = await world.db.sql<{ actor: string }[]>`
    SELECT DISTINCT actor FROM authority.audit_event WHERE action LIKE 'certificate_authority.%'`
  expect(rows).toEqual([{ actor: 'operator' }])
})

test('what is printed after installing is a file by which a facility trusts the authority', async () => {
  const asked = await run('request', 'printed', '--algorithm', 'p-256', 'C=JP', 'CN=TEST printed')
  const middle = await upper.newIntermediate('middle', { basicConstraints: 'critical,CA:TRUE' })
  const file = upper.scratch.write('printed.pem', (await upper.issue(asked.text, {}, 'middle')) + middle + upper.root)
  const { text } = await run('install', 'printed', file)
  const trustAnchorsFile = upper.scratch.write('anchors.json', text.slice(text.indexOf('{')))
  const { authorityUrl } = context.settings
  const trust = await readTrustSettings({ trustAnchorsFile, testHierarchy: false, authorityUrl })
  expect(trust).toMatchObject({
    anchors: [{ initialPolicies: [context.settings.credentialPolicy], explicitPolicy: true }],
    intermediates: [{ der: expect.any(Uint8Array) }, { der: expect.any(Uint8Array) }],
    crlUrls: ['http://127.0.0.1:9/upper-root.crl', `${authorityUrl}/crl/printed.crl`],
    signerPolicies: [context.settings.credentialPolicy],
  })
  expect(text).toContain('warning  SHOMEI_CREDENTIAL_POLICY is HPKI’s test policy')
  expect(text).not.toContain('warning  certificates are to live')
})

test('what ends before the certificates would, or lacks what strict verifiers want, is installed with a warning', async () => {
  const asked = await run('request', 'short', '--algorithm', 'p-256', 'C=JP', 'CN=TEST short')
  const wanted = { days: 100, basicConstraints: 'CA:TRUE' }
  const file = upper.scratch.write('short.pem', (await upper.issue(asked.text, wanted)) + upper.root)
  const { text } = await run('install', 'short', file)
  expect(text).toContain('warning  certificates are to live 1825 days, but none is good after ')
  expect(text).toContain('warning  basicConstraints is not critical')
})

test.each([
  [[]],
  [['request']],
  [['request', 'name']],
  [['request', 'name', '--algorithm', 'rsa-1024', 'CN=x']],
  [['request', '--algorithm']],
  [['install', 'name']],
  [['install', 'name', 'a.pem', 'b.pem']],
  [['retire']],
  [['list', 'x']],
  [['constructor', 'x']],
])('%j is answered with the commands there are', async (words) => {
  expect(await run(...words)).toMatchObject({
    exitCode: 2,
    text: expect.stringContaining('npm run authorities -- request'),
  })
})

test('a file that is not there, or too large, is refused with its name', async () => {
  await run('request', 'no-file', '--algorithm', 'p-256', 'CN=TEST no file')
  const large = upper.scratch.write('large.pem', ' '.repeat(1_048_577))
  for (const file of ['/nowhere/ca.pem', large]) {
    await expect(run('install', 'no-file', file)).rejects.toMatchObject({
      code: 'certificate_authority.certificate_refused',
      detail: expect.stringContaining(file),
    })
  }
})
