import { describe, expect, test } from 'vitest'
import { rejected } from '@/lib/webauthn/rejected'
import { type FindingCode, toFinding } from '@/lib/webauthn/webauthn.findings'
import { assertionRefusal } from './assertion-refusal'

const codeOf = (...codes: FindingCode[]) => {
  const severityOf = (code: FindingCode) => (code === 'signature_invalid' ? 'signature' : 'refused')
  return assertionRefusal(rejected(codes.map((code) => toFinding(code, severityOf(code))))).code
}

describe('a refusal says what helps', () => {
  test.each<[string, ...FindingCode[]]>([
    ['assertion.user_not_verified', 'user_not_verified'],
    ['assertion.user_not_verified', 'user_not_present', 'user_not_verified'],
    ['assertion.backup_eligibility_changed', 'backup_eligibility_changed'],
    ['assertion.backup_eligibility_changed', 'backup_eligibility_changed', 'counter_regressed'],
    ['assertion.backup_eligibility_changed', 'user_not_verified', 'backup_eligibility_changed'],
    ['assertion.counter_regression', 'counter_regressed'],
    ['assertion.counter_regression', 'user_not_verified', 'counter_regressed'],
    ['assertion.rejected', 'library_refused'],
    ['assertion.rejected', 'user_not_present'],
  ])('the right key is told: %s', (code, ...findings) => {
    expect(codeOf(...findings)).toBe(code)
  })

  test.each<[string, ...FindingCode[]]>([
    ['a wrong signature', 'signature_invalid'],
    ['a wrong signature that claims a changed eligibility', 'backup_eligibility_changed', 'signature_invalid'],
    ['a wrong signature without user verification', 'user_not_verified', 'signature_invalid'],
    ['an unknown credential', 'credential_id_mismatch', 'credential_not_allowed', 'signature_invalid'],
    ['another holder’s phone', 'credential_id_mismatch', 'user_handle_mismatch', 'signature_invalid'],
    ['a right signature for another account', 'user_handle_mismatch'],
    ['no account where it must be named', 'user_handle_missing'],
  ])('AT-34 A9 another key is told one thing: %s', (_, ...findings) => {
    expect(codeOf(...findings)).toBe('assertion.wrong_phone')
  })

  test.each<[string, ...FindingCode[]]>([
    ['another page', 'origin_mismatch', 'user_not_verified'],
    ['another challenge', 'challenge_mismatch', 'backup_eligibility_changed'],
    ['a frame', 'cross_origin', 'counter_regressed'],
    ['another relying party', 'rp_id_mismatch', 'signature_invalid'],
  ])('an answer to %s is told nothing', (_, ...findings) => {
    expect(codeOf(...findings)).toBe('assertion.rejected')
  })
})
