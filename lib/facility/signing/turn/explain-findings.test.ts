import { expect, test } from 'vitest'
import { toFinding } from '@/lib/xades/xades.findings'
import { explainFindings } from './explain-findings'

test('the log says in words what is wrong, with code, cause and clause', () => {
  const findings = [
    toFinding('signature_value_mismatch', { signature: 'prescription', place: '/Document' }),
    toFinding('signer_revocation_unknown', { cause: 'crl_stale' }),
  ]
  expect(explainFindings(findings)).toBe(
    'signature_value_mismatch: The signature does not fit the certificate [W3C XML Signature 1.1 §3.2.2]; ' +
      'signer_revocation_unknown (crl_stale): Not known whether a certificate is revoked [RFC 5280 §6.3.3]',
  )
})

test('a document with very many findings does not fill the log, and nothing of the document gets there', () => {
  const text = explainFindings(Array.from({ length: 3_000 }, () => toFinding('id_duplicate', { place: 'SECRET' })))
  expect(text).toMatch(/; and 2995 more$/)
  expect(text.length).toBeLessThan(1_000)
  expect(text).not.toContain('SECRET')
})
