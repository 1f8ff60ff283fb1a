import { expect, test } from 'vitest'
import { rejected } from '@/lib/webauthn/rejected'
import { type FindingCode, toFinding } from '@/lib/webauthn/webauthn.findings'
import { attestationRefusal } from './attestation-refusal'

test.each<[string, ...FindingCode[]]>([
  ['phone.user_not_verified', 'user_not_verified'],
  ['phone.user_not_verified', 'user_not_present', 'user_not_verified'],
  ['phone.key_not_supported', 'public_key_invalid'],
  ['phone.key_not_supported', 'algorithm_not_offered', 'user_not_verified'],
  ['phone.key_not_supported', 'backup_state_impossible', 'synced_passkey'],
  ['phone.synced_not_allowed', 'synced_passkey', 'attestation_missing'],
  ['phone.attestation_required', 'attestation_insufficient'],
  ['phone.attestation_required', 'model_compromised'],
  ['phone.rejected', 'attestation_invalid'],
  ['phone.rejected', 'origin_mismatch', 'user_not_verified'],
  ['phone.rejected', 'challenge_mismatch', 'public_key_invalid'],
  ['phone.rejected', 'library_refused'],
])('a refused registration is told %s for %s %s', (code, ...findings) => {
  expect(attestationRefusal(rejected(findings.map((finding) => toFinding(finding, 'refused')))).code).toBe(code)
})

test('a warning beside a refusal decides nothing', () => {
  const findings = [toFinding('synced_passkey', 'warning'), toFinding('user_not_verified', 'refused')]
  expect(attestationRefusal(rejected(findings)).code).toBe('phone.user_not_verified')
})
