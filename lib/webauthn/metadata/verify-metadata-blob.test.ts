import { X509Certificate } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPemCertificates } from '@/lib/pki/pem'
import { at } from '../testing/ceremony'
import { base64, createTestMetadataService, signMetadataBlob } from '../testing/metadata-blob'
import { mintTestCertificate } from '../testing/test-certificate'
import { fidoMetadataRootPem } from './fido-root'
import { verifyMetadataBlob } from './verify-metadata-blob'

const model = '11111111-2222-3333-4444-555555555555'
const service = createTestMetadataService()
const trust = { rootsDer: [service.root.der], at }
const entry = {
  aaguid: model.toUpperCase(),
  metadataStatement: { attestationRootCertificates: [base64(service.root.der), 'not base64!'] },
  statusReports: [
    { status: 'FIDO_CERTIFIED', effectiveDate: '2020-01-01' },
    { status: 'REVOKED', effectiveDate: 'soon' },
    { status: 'ATTESTATION_KEY_COMPROMISE', certificate: base64(service.intermediate.der) },
  ],
}
const past = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2026-03-31T23:59:59Z') }

describe('AT-45: a metadata BLOB counts only as the metadata service signed it', () => {
  test('twin: what is used of a good one', () => {
    const u2f = { attestationCertificateKeyIdentifiers: ['00'], statusReports: [{ status: 'REVOKED' }] }
    expect(verifyMetadataBlob(`${signMetadataBlob(service, { entries: [u2f, entry] })}\n`, trust)).toEqual({
      metadata: {
        serial: 7,
        staleFrom: new Date('2026-05-02T00:00:00Z'),
        models: new Map([
          [
            model,
            {
              rootsDer: [service.root.der],
              statusReports: [
                { status: 'FIDO_CERTIFIED', effectiveDate: new Date('2020-01-01T00:00:00Z'), certificateDer: null },
                { status: 'REVOKED', effectiveDate: null, certificateDer: null },
                {
                  status: 'ATTESTATION_KEY_COMPROMISE',
                  effectiveDate: null,
                  certificateDer: service.intermediate.der,
                },
              ],
            },
          ],
        ]),
      },
    })
  })

  test('two entries of one model count together: no report is lost', () => {
    const second = { aaguid: model, statusReports: [{ status: 'USER_VERIFICATION_BYPASS' }] }
    const verdict = verifyMetadataBlob(signMetadataBlob(service, { entries: [entry, second] }), trust)
    const reports = 'metadata' in verdict ? verdict.metadata.models.get(model)?.statusReports : []
    expect(reports?.map(({ status }) => status)).toContain('USER_VERIFICATION_BYPASS')
    expect(reports).toHaveLength(4)
  })

  const other = createTestMetadataService()
  const stranger = mintTestCertificate({ name: { CN: 'Stranger' } })
  const noCa = mintTestCertificate({ name: { CN: 'No CA' }, issuer: service.root })
  test.each([
    { name: 'another root', blob: signMetadataBlob(other, {}), fault: 'chain_untrusted' },
    {
      name: 'an expired signer',
      blob: signMetadataBlob(service, {}, { leaf: past }),
      fault: 'chain_untrusted',
    },
    {
      name: 'a signer below a certificate that is no CA',
      blob: signMetadataBlob({ ...service, intermediate: noCa }, {}),
      fault: 'chain_untrusted',
    },
    {
      name: 'a customer of the same CA',
      blob: signMetadataBlob(service, {}, { host: 'www.example.com' }),
      fault: 'signer_unknown',
    },
    {
      name: 'a wildcard name',
      blob: signMetadataBlob(service, {}, { host: '*.fidoalliance.org' }),
      fault: 'signer_unknown',
    },
    {
      name: 'the name in the subject only',
      blob: signMetadataBlob(service, {}, { leaf: { extensions: [] } }),
      fault: 'signer_unknown',
    },
    { name: 'another key', blob: signMetadataBlob(service, {}, { signer: stranger }), fault: 'signature_wrong' },
    {
      name: 'the algorithm of another kind of key',
      blob: signMetadataBlob(service, {}, { header: { alg: 'RS256' } }),
      fault: 'signature_wrong',
    },
    {
      name: 'the algorithm of another curve',
      blob: signMetadataBlob(service, {}, { header: { alg: 'ES384' } }),
      fault: 'signature_wrong',
    },
    {
      name: 'no algorithm',
      blob: signMetadataBlob(service, {}, { header: { alg: 'none' } }),
      fault: 'algorithm_unknown',
    },
    { name: 'HS256', blob: signMetadataBlob(service, {}, { header: { alg: 'HS256' } }), fault: 'algorithm_unknown' },
    {
      name: 'a critical header',
      blob: signMetadataBlob(service, {}, { header: { crit: ['b64'] } }),
      fault: 'not_a_jws',
    },
    { name: 'no certificates', blob: signMetadataBlob(service, {}, { header: { x5c: [] } }), fault: 'not_a_jws' },
    {
      name: 'an address of certificates',
      blob: signMetadataBlob(service, {}, { header: { x5c: undefined, x5u: 'https://example.com' } }),
      fault: 'not_a_jws',
    },
    {
      name: 'a certificate that is none',
      blob: signMetadataBlob(service, {}, { header: { x5c: ['AAAA'] } }),
      fault: 'certificate_malformed',
    },
    { name: 'nothing', blob: '', fault: 'not_a_jws' },
    { name: 'a fourth part', blob: `${signMetadataBlob(service, {})}.AAAA`, fault: 'not_a_jws' },
    { name: 'no JSON', blob: signMetadataBlob(service, {}, { payload: '{' }), fault: 'payload_malformed' },
    { name: 'no date', blob: signMetadataBlob(service, { nextUpdate: 'later' }), fault: 'payload_malformed' },
    { name: 'no serial number', blob: signMetadataBlob(service, { no: '7' }), fault: 'payload_malformed' },
    { name: 'entries that are no list', blob: signMetadataBlob(service, { entries: {} }), fault: 'payload_malformed' },
    {
      name: 'a status report without status',
      blob: signMetadataBlob(service, { entries: [{ ...entry, statusReports: [{}] }] }),
      fault: 'payload_malformed',
    },
    {
      name: 'an AAGUID that is none',
      blob: signMetadataBlob(service, { entries: [{ ...entry, aaguid: 'x' }] }),
      fault: 'payload_malformed',
    },
  ])('$name: $fault', ({ blob, fault }) => {
    expect(verifyMetadataBlob(blob, trust)).toEqual({ fault })
  })

  test('mutation: a changed character anywhere is refused', () => {
    const blob = signMetadataBlob(service, { entries: [entry] })
    fc.assert(
      fc.property(fc.nat(blob.length - 1), fc.constantFrom(...'Aa0-_.'), (place, character) => {
        fc.pre(blob[place] !== character)
        const changed = blob.slice(0, place) + character + blob.slice(place + 1)
        expect(verifyMetadataBlob(changed, trust)).toHaveProperty('fault')
      }),
      { numRuns: 400 },
    )
  })

  test('arbitrary text is refused and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.json()), (text) => {
        expect(verifyMetadataBlob(text, trust)).toEqual({ fault: 'not_a_jws' })
      }),
    )
  })
})

test('the built-in root is the one that the FIDO Alliance names: GlobalSign Root R46', () => {
  const [root] = readPemCertificates(fidoMetadataRootPem)
  expect(new X509Certificate(root ?? new Uint8Array()).fingerprint256.replaceAll(':', '')).toBe(
    '4FA3126D8D3A11D1C4855A4F807CBAD6CF919D3A5A88B03BEA2C6372D93C40C9',
  )
})
