import { afterAll, expect, test } from 'vitest'
import { writePem } from '../pem'
import { openScratch, runOpenssl } from '../testing/run-openssl'
import { testKey } from '../testing/test-keys'
import { certificateRequest } from './certificate-request'
import { encodeName } from './encode-name'
import { basicConstraints, certificatePolicies, keyUsage, subjectKeyIdentifier } from './extensions'

const scratch = openScratch()
afterAll(scratch.dispose)

const subject = encodeName([
  ['C', 'JP'],
  ['O', '見本認証局'],
  ['CN', 'TEST Issuing CA'],
])

async function judge(der: Uint8Array) {
  const path = scratch.write('request.pem', writePem(der, 'CERTIFICATE REQUEST'))
  return runOpenssl(['req', '-verify', '-in', path, '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus'])
}

test.each(['rsa-2048', 'p-256'] as const)(
  'openssl accepts a request of %s with what it asks for',
  async (algorithm) => {
    const { publicKey, signatureAlgorithm, sign } = await testKey(algorithm, 'request')
    const extensions = [
      basicConstraints(0),
      keyUsage('keyCertSign', 'cRLSign'),
      subjectKeyIdentifier(publicKey),
      certificatePolicies(['1.2.3.4']),
    ]
    const { status, output } = await judge(
      await certificateRequest({ subject, publicKey, signatureAlgorithm, extensions }, sign),
    )
    expect({ status, output }).toMatchObject({ status: 0, output: expect.stringMatching(/verify OK/i) })
    expect(output).toContain('Subject: C=JP,O=見本認証局,CN=TEST Issuing CA')
    for (const text of [
      'CA:TRUE, pathlen:0',
      'Certificate Sign, CRL Sign',
      'Policy: 1.2.3.4',
      'Subject Key Identifier',
    ]) {
      expect(output).toContain(text)
    }
  },
)

test('openssl accepts a request that asks for nothing, and refuses one that another key signed', async () => {
  const { publicKey, signatureAlgorithm, sign } = await testKey('p-256', 'request')
  const template = { subject, publicKey, signatureAlgorithm, extensions: [] }
  expect(await judge(await certificateRequest(template, sign))).toMatchObject({ status: 0 })
  const other = await testKey('p-256', 'other')
  const { output } = await judge(await certificateRequest(template, other.sign))
  expect(output).toMatch(/verify failure|verification failed/i)
})
