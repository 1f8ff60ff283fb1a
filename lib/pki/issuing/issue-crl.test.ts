import { expect, test } from 'vitest'
import { parseCertificate } from '../certificate'
import { parseCrl } from '../crl'
import { findCrlEntry } from '../crl-entries'
import { createTestPki } from '../testing/test-pki'

test('a CRL of 150,000 certificates is issued, and each is found in it', async () => {
  const pki = await createTestPki({ algorithm: 'p-256' })
  const serialOf = (index: number) => (0x4000_0000 + index).toString(16)
  const entries = Array.from({ length: 150_000 }, (_, index) => ({
    serialNumber: serialOf(index),
    revocationDate: pki.at,
  }))
  const crl = parseCrl(await pki.crl({ entries }))
  expect(crl.entries.bySerial.size).toBe(entries.length)
  const issuer = parseCertificate(pki.issuingCa.certificate).subject
  for (const index of [0, 74_999, 149_999]) expect(findCrlEntry(crl.entries, issuer, serialOf(index))).not.toBeNull()
  expect(findCrlEntry(crl.entries, issuer, serialOf(150_000))).toBeNull()
}, 60_000)
