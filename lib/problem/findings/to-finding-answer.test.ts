import { expect, test } from 'vitest'
import { hpkiFindingFacts } from '@/lib/pki/hpki/hpki.findings'
import { pkiFindingFacts } from '@/lib/pki/pki.findings'
import { timestampFindingFacts } from '@/lib/pki/timestamp/timestamp.findings'
import { toFinding } from '@/lib/xades/xades.findings'
import { causeOf } from './causes'
import { toFindingAnswer } from './to-finding-answer'

const ownUrl = 'https://facility.example'

test('a finding has its facts, texts of the reader’s language, and the address of its explanation', () => {
  const finding = toFinding('digest_mismatch', { signature: 'prescription', place: '/Document' })
  expect(toFindingAnswer(finding, { locale: 'ja', ownUrl })).toEqual({
    code: 'digest_mismatch',
    rule: 'V8',
    result: 'INVALID',
    indication: 'HASH_FAILURE',
    clause: 'W3C XML Signature 1.1 §3.2.1',
    signature: 'prescription',
    place: '/Document',
    type: 'https://facility.example/docs/findings#digest_mismatch',
    title: '署名後に内容が変更されています',
    detail:
      '署名したときの内容と、現在の内容が一致しません。改ざんされたか、受け渡しの途中で変わった可能性があります。',
    next_step: expect.stringMatching(/^この文書での調剤は行わず.+発行元.+連絡.+再発行/),
  })
  expect(toFindingAnswer(finding, { locale: 'en', ownUrl }).title).toBe('The content was changed after signing')
})

test('the cause has its own title, clause and anchor', () => {
  const finding = toFinding('signer_revocation_unknown', { cause: 'crl_stale' })
  expect(toFindingAnswer(finding, { locale: 'ja', ownUrl })).toMatchObject({
    cause: 'crl_stale',
    cause_title: '失効情報（CRL）が更新期限を過ぎています',
    cause_clause: 'RFC 5280 §6.3.3 (a)',
    cause_type: 'https://facility.example/docs/findings#pki.crl_stale',
  })
})

test('a code that two lists share is read from the list of its finding', () => {
  expect(causeOf('signer_certificate_invalid', 'policy_not_accepted').anchor).toBe('hpki.policy_not_accepted')
  expect(causeOf('timestamp_invalid', 'policy_not_accepted').anchor).toBe('timestamp.policy_not_accepted')
  expect(causeOf('archive_timestamp_invalid', 'certificate_expired').anchor).toBe('pki.certificate_expired')
})

test('no code of the path’s list is also one of the lists beside it', () => {
  const shared = [...Object.keys(hpkiFindingFacts), ...Object.keys(timestampFindingFacts)].filter((code) =>
    Object.hasOwn(pkiFindingFacts, code),
  )
  expect(shared).toEqual([])
})

test('a cause that its finding cannot have is a fault of ours, not an empty text', () => {
  expect(() => causeOf('signer_certificate_invalid', 'imprint_mismatch')).toThrow('is no cause of')
})
