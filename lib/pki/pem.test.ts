import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { readPemCertificates, writePem } from './pem'
import { createTestPki } from './testing/test-pki'

const { root, issuingCa } = await createTestPki({ algorithm: 'p-256' })
const rootPem = writePem(root.certificate, 'CERTIFICATE')
const caPem = writePem(issuingCa.certificate, 'CERTIFICATE')

test('what is written is what node writes, and is read back', () => {
  expect(rootPem).toBe(new X509Certificate(root.certificate).toString())
  expect(readPemCertificates(rootPem)).toEqual([root.certificate])
})

test('certificates are read in their order, whatever text and line ends are around them', () => {
  const text = `subject=CN = 見本\r\n${caPem.replaceAll('\n', '\r\n')}\n\nissuer=…\n${rootPem.trimEnd()}`
  expect(readPemCertificates(text)).toEqual([issuingCa.certificate, root.certificate])
})

test.each([
  ['nothing', ''],
  ['no PEM', 'garbage'],
  ['a block without its end', rootPem.slice(0, -30)],
  ['a second block without its end', caPem + rootPem.slice(0, -30)],
  ['two ends that differ', rootPem.replace('END CERTIFICATE', 'END CERTIFICATE REQUEST')],
  ['no base64', '-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n'],
  ['a private key beside it', `${rootPem}-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n`],
])('%s is refused', (_, text) => {
  expect(() => readPemCertificates(text)).toThrow(expect.objectContaining({ finding: 'certificate_malformed' }))
})
