import { expect, test } from 'vitest'
import { documentVerdict } from '@/lib/wire/prescriptions'
import { createScene } from '@/lib/xades/testing/signed-documents'
import { verificationOf } from '@/lib/xades/testing/verification-of'
import { verifySignedDocument } from '@/lib/xades/verify/verify-signed-document'
import { toFinding } from '@/lib/xades/xades.findings'
import { toVerdictAnswer } from './to-verdict-answer'

const scene = await createScene('p-256')
const verification = await verificationOf(scene)
const reader = { locale: 'ja', ownUrl: 'https://facility.example' } as const
const xml = Buffer.from(scene.prescription).toString()

test('a document made to have thousands of findings gets a bounded answer that counts the rest', () => {
  const strays = Array.from({ length: 2_000 }, (_, index) => `<x id="a${index}"/><x id="a${index}"/>`).join('')
  const hostile = Buffer.from(xml.replace('</Document>', `${strays}</Document>`))
  const verdict = verifySignedDocument(hostile, verification)
  expect(verdict.findings.length).toBeGreaterThan(1_999)
  const answer = toVerdictAnswer(verdict, reader)
  expect(documentVerdict.safeParse(answer).success).toBe(true)
  expect(answer.findings).toHaveLength(100)
  expect(answer.findings_left_off).toBe(verdict.findings.length - 100)
  expect(Buffer.byteLength(JSON.stringify(answer.findings))).toBeLessThan(200_000)
})

test('the finding that decides is shown however late it comes', () => {
  const verdict = verifySignedDocument(scene.prescription, verification)
  const reason = toFinding('digest_mismatch')
  const undecided = Array.from({ length: 150 }, () => toFinding('signed_property_not_supported'))
  const answer = toVerdictAnswer({ ...verdict, result: 'INVALID', reason, findings: [...undecided, reason] }, reader)
  expect(answer.findings).toHaveLength(100)
  expect(answer.findings.at(-1)?.code).toBe('digest_mismatch')
  expect(answer.findings_left_off).toBe(51)
})

test('allowed twin: an ordinary verdict is whole, and fits the schema', async () => {
  const untrusted = await verificationOf(scene, {
    signer: { ...verification.signer, crls: [] },
  })
  const answer = toVerdictAnswer(verifySignedDocument(scene.prescription, untrusted), reader)
  expect(documentVerdict.safeParse(answer).success).toBe(true)
  expect(answer).toMatchObject({
    result: 'INDETERMINATE',
    title: '電子署名が有効かどうかを確認できません',
    findings_left_off: 0,
  })
  expect(answer.findings[0]).toMatchObject({
    code: 'signer_revocation_unknown',
    title: '証明書が失効していないかを確認できません',
    cause: 'revocation_unknown',
    cause_title: '失効情報が入手できません',
    cause_type: 'https://facility.example/docs/findings#pki.revocation_unknown',
    next_step: expect.stringMatching(/時間をおいて再度検証/),
  })
})
