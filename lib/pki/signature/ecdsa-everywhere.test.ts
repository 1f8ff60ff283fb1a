import { X509Certificate } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Certificate, parseCertificate } from '../certificate'
import { digest } from '../cms/digest-algorithm'
import { parseSignedData } from '../cms/parse-signed-data'
import { verifySignature } from '../cms/verify-signature'
import { type Crl, parseCrl } from '../crl'
import { encodeBitString, encodeSequence } from '../der/write-der'
import { judgeSignature } from '../path/signature-algorithm'
import { changedEcdsaSignatures, needsSignBytes, wrongEcdsaForms } from '../testing/ecdsa-forms'
import { createTestPki, type TestPki } from '../testing/test-pki'
import { encodeTimestampRequest } from '../timestamp/encode-timestamp-request'
import { issueTimestamp } from '../timestamp/issue-timestamp'
import { parseTimestampRequest } from '../timestamp/parse-timestamp-request'

let pki: TestPki
let issuer: Certificate
let certificate: Certificate
let crl: Crl

beforeAll(async () => {
  pki = await createTestPki({ algorithm: 'p-256' })
  issuer = parseCertificate(pki.issuingCa.certificate)
  do certificate = parseCertificate((await pki.issueHolder()).certificate)
  while (!needsSignBytes(certificate.signature))
  do crl = parseCrl(await pki.crl())
  while (!needsSignBytes(crl.signature))
})

describe('AT-42: wherever an ECDSA signature is taken, it is taken in one form', () => {
  test('the right ones are taken', () => {
    expect([certificate, crl].map((signed) => judgeSignature(signed, issuer))).toEqual([null, null])
  })

  test.each(wrongEcdsaForms)('refused under certificates, CRLs and OCSP answers: %s', (_, change) => {
    for (const signed of [certificate, crl]) {
      const changed = { ...signed, signature: change(signed.signature) }
      expect(judgeSignature(changed, issuer)).toBe('signature_invalid')
    }
  })

  test('certificates with changed signatures: the answer is that of OpenSSL', () => {
    const { publicKey } = new X509Certificate(issuer.der)
    fc.assert(
      fc.property(changedEcdsaSignatures(certificate.signature), (signature) => {
        const { tbs, signatureAlgorithm } = certificate
        const der = encodeSequence(tbs, signatureAlgorithm.octets, encodeBitString(signature))
        const isRight = judgeSignature(parseCertificate(der), issuer) === null
        expect(isRight).toBe(new X509Certificate(der).verify(publicKey))
      }),
      { numRuns: 500 },
    )
  })

  test('refused in time-stamp tokens, in each form', async () => {
    const tsa = await pki.issueTsa()
    const own = parseCertificate(tsa.certificate)
    const imprint = { hashAlgorithm: 'sha256', digest: digest('sha256', new Uint8Array(1)) } as const
    const request = parseTimestampRequest(encodeTimestampRequest({ imprint, nonce: new Uint8Array([1, 2]) }))
    const authority = { certificate: own, chain: [], policy: '1.2.3', genTime: pki.at, accuracySeconds: 1 }
    const signer = async (serialNumber: string) => {
      const answer = await issueTimestamp(request, { ...authority, serialNumber }, tsa.key.sign)
      if (!answer.isGranted) throw new Error(answer.failure)
      return parseSignedData(answer.token, 64 * 1024).signers[0]
    }
    let info = await signer('01')
    while (info !== undefined && !needsSignBytes(info.signature)) info = await signer('02')
    const octets = info?.signedAttributesDer[0]
    if (info === undefined || octets === undefined) throw new Error('no signer')
    const { signature, signatureAlgorithm, digestAlgorithm } = info
    const judge = (value: Uint8Array) => verifySignature({ octets, value, signatureAlgorithm, digestAlgorithm }, own)
    expect(judge(signature)).toBe('valid')
    for (const [name, change] of wrongEcdsaForms) expect(judge(change(signature)), name).toBe('invalid')
  })
})
