import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openScratch, runOpenssl } from '../testing/run-openssl'
import { createTestPki, type TestIdentity, type TestPki, testPolicy } from '../testing/test-pki'
import { toPem } from '../testing/to-pem'
import { extendedKeyUsage, keyUsage } from './extensions'

const scratch = openScratch()
afterAll(scratch.dispose)

describe.each(['rsa-2048', 'p-256'] as const)(
  'certificates of an issuing CA with %s',
  { timeout: 60_000 },
  (algorithm) => {
    let pki: TestPki
    let files: { root: string; ca: string; crls: string; staleCrls: string }

    beforeAll(async () => {
      pki = await createTestPki({ algorithm })
      const rootCrl = toPem(await pki.crl({ issuer: pki.root }), 'X509 CRL')
      const past = { thisUpdate: new Date(pki.at.getTime() - 9e8), nextUpdate: new Date(pki.at.getTime() - 5e8) }
      files = {
        root: scratch.write(`${algorithm}-root.pem`, toPem(pki.root.certificate, 'CERTIFICATE')),
        ca: scratch.write(`${algorithm}-ca.pem`, toPem(pki.issuingCa.certificate, 'CERTIFICATE')),
        crls: scratch.write(`${algorithm}-crls.pem`, rootCrl + toPem(await pki.crl(), 'X509 CRL')),
        staleCrls: scratch.write(`${algorithm}-stale.pem`, rootCrl + toPem(await pki.crl(past), 'X509 CRL')),
      }
    }, 60_000)

    async function verify(leaf: TestIdentity, { crls = files.crls, purpose = [] as string[] } = {}) {
      const path = scratch.write(`${algorithm}-leaf.pem`, toPem(leaf.certificate, 'CERTIFICATE'))
      const chain = ['-CAfile', files.root, '-untrusted', files.ca, '-CRLfile', crls]
      return runOpenssl(['verify', '-x509_strict', '-crl_check_all', ...purpose, ...chain, path])
    }
    const explicitPolicy = ['-policy', testPolicy, '-explicit_policy']

    test.each(['Medical Doctor', 'Dentist', 'Pharmacist'] as const)('openssl accepts the %s', async (role) => {
      const answer = await verify(await pki.issueHolder({ role }), { purpose: explicitPolicy })
      expect(answer).toMatchObject({ status: 0 })
    })

    test('openssl accepts the time-stamp authority as one, and the OCSP responder', async () => {
      const asTsa = { purpose: ['-purpose', 'timestampsign'] }
      expect(await verify(await pki.issueTsa(), asTsa)).toMatchObject({ status: 0 })
      expect(await verify(await pki.issueOcspResponder(), asTsa)).not.toMatchObject({ status: 0 })
      expect(await verify(await pki.issueOcspResponder(), { purpose: ['-purpose', 'ocsphelper'] })).toMatchObject({
        status: 0,
      })
    })

    test.each([
      ['expired', { notAfter: new Date(Date.now() - 864e5) }, 'certificate has expired'],
      ['not yet valid', { notBefore: new Date(Date.now() + 864e5) }, 'not yet valid'],
      ['of another policy', { policy: '1.2.3.4' }, 'no explicit policy'],
    ])('openssl refuses a certificate that is %s', async (_, variant, text) => {
      const answer = await verify(await pki.issueHolder(variant), { purpose: explicitPolicy })
      expect(answer.status).not.toBe(0)
      expect(answer.output).toContain(text)
    })

    test('openssl refuses a revoked certificate, another root and a stale CRL', async () => {
      const leaf = await pki.issueHolder()
      const entries = [{ serialNumber: leaf.serialNumber, revocationDate: pki.at, reason: 'keyCompromise' as const }]
      const root = toPem(await pki.crl({ issuer: pki.root }), 'X509 CRL')
      const crls = scratch.write(`${algorithm}-revoked.pem`, root + toPem(await pki.crl({ entries }), 'X509 CRL'))
      expect((await verify(leaf, { crls })).output).toContain('certificate revoked')
      expect((await verify(leaf, { crls: files.staleCrls })).output).toContain('CRL has expired')
      const other = await createTestPki({ algorithm, name: 'b' })
      expect((await verify(await other.issueHolder())).status).not.toBe(0)
    })

    test('the second certificate has HPKI’s profile', async () => {
      const leaf = await pki.issueHolder()
      const path = scratch.write(`${algorithm}-text.pem`, toPem(leaf.certificate, 'CERTIFICATE'))
      const { output } = await runOpenssl(['x509', '-in', path, '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus'])
      expect(output).toMatch(/Key Usage: critical\s+Non Repudiation\n/)
      expect(output).toMatch(/Certificate Policies: critical\s+Policy: 1\.2\.392\.100495\.1\.5\.1\.1\.0\.1\n/)
      const kanji = [...Buffer.from('見本　太郎')].map((octet) => `\\x${octet.toString(16).toUpperCase()}`).join('')
      expect(output.replaceAll('\\\\', '\\')).toContain(`DirName:/C=JP/CN=${kanji}/serialNumber=TEST-D0001`)
      expect(output).toMatch(/Authority Key Identifier:\s+keyid:[0-9A-F:]+\s+DirName:.*\s+serial:40:01/)
      expect(output).toMatch(/CRL Distribution Points:\s+Full Name:\s+URI:http:/)
      expect(output).not.toMatch(/Extended Key Usage|Basic Constraints|Authority Information Access/)
      expect(output).toContain('Version: 3')
    })

    test('node reads what was issued, and the signature is the CA’s', async () => {
      const leaf = new X509Certificate((await pki.issueHolder()).certificate)
      const ca = new X509Certificate(pki.issuingCa.certificate)
      expect(leaf.checkIssued(ca)).toBe(true)
      expect(leaf.verify(ca.publicKey)).toBe(true)
      expect(leaf.verify(new X509Certificate(pki.root.certificate).publicKey)).toBe(false)
    })

    test('a variant changes what it says', async () => {
      const { certificate } = await pki.issueHolder({
        change: (template) => ({
          ...template,
          extensions: [
            ...template.extensions.filter(({ type }) => type !== '2.5.29.15'),
            keyUsage('digitalSignature'),
            extendedKeyUsage('1.3.6.1.5.5.7.3.2', false),
          ],
        }),
      })
      expect(new X509Certificate(certificate).keyUsage).toEqual(['1.3.6.1.5.5.7.3.2'])
    })
  },
)
