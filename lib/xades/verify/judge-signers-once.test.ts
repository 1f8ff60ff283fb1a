import { beforeAll, expect, test } from 'vitest'
import { type Certificate, parseCertificate } from '@/lib/pki/certificate'
import { createScene, type Scene } from '../testing/signed-documents'
import { verificationOf } from '../testing/verification-of'
import { judgeSigner, type SignerQuestion } from './judge-signer'
import { judgeSignersOnce, maxKnownSigners } from './judge-signers-once'
import type { Verification } from './verification'

let scene: Scene
let certificate: Certificate
let verification: Verification

beforeAll(async () => {
  scene = await createScene('p-256')
  certificate = parseCertificate(scene.doctor.certificate)
  verification = await verificationOf(scene)
})

/** The profiles are read once for each judgement that is really made. */
function counting(signer = verification.signer) {
  let count = 0
  const counted: Verification = {
    ...verification,
    signer,
    get profiles() {
      count += 1
      return verification.profiles
    },
  }
  return { verification: counted, judged: () => count }
}

const embedded = { certificates: [], crls: [], propertyOf: new Map() }
const questionOf = (facts: Verification, changes: Partial<SignerQuestion> = {}): SignerQuestion => {
  const about = { certificate, kind: 'prescription', embedded, baseTime: facts.at, isBaseTimeProven: false } as const
  return { ...about, verification: facts, ...changes }
}

test('the same question is judged once', () => {
  const { verification: facts, judged } = counting()
  const judge = judgeSignersOnce(facts)
  const verdicts = [1, 2, 3].map(() => judge(questionOf(facts, { baseTime: new Date(facts.at) })))
  expect(judged()).toBe(1)
  expect(verdicts).toEqual(verdicts.map(() => judgeSigner(questionOf(verification))))
  expect(verdicts[0]).toEqual({ findings: [], roles: ['Medical Doctor'] })
})

test.each<[string, () => Partial<SignerQuestion>]>([
  ['a millisecond later', () => ({ baseTime: new Date(verification.at.getTime() + 1) })],
  ['a base time that is proven', () => ({ isBaseTimeProven: true })],
  ['another kind', () => ({ kind: 'dispensing' })],
  ['the same octets parsed once more', () => ({ certificate: parseCertificate(scene.doctor.certificate) })],
  ['another certificate', () => ({ certificate: parseCertificate(scene.pharmacist.certificate) })],
  [
    'a certificate from the document',
    () => ({ embedded: { certificates: [certificate], crls: [], propertyOf: new Map() } }),
  ],
  [
    'a CRL from the document',
    () => ({ embedded: { certificates: [], crls: verification.signer.crls.slice(0, 1), propertyOf: new Map() } }),
  ],
])('judged anew: %s', (_, change) => {
  const { verification: facts, judged } = counting()
  const judge = judgeSignersOnce(facts)
  judge(questionOf(facts))
  expect(judge(questionOf(facts, change()))).toEqual(judgeSigner(questionOf(verification, change())))
  expect(judged()).toBe(2)
})

test('judged anew: another verification, even one that is equal', () => {
  const [one, other] = [counting(), counting()]
  const judge = judgeSignersOnce(one.verification)
  for (const { verification: facts } of [one, other, other]) judge(questionOf(facts))
  expect([one.judged(), other.judged()]).toEqual([1, 2])
})

test('an OCSP source, which answers alike as long as a verification is in use, is asked once for a signer', () => {
  const { verification: facts, judged } = counting({ ...verification.signer, ocsp: () => null })
  const judge = judgeSignersOnce(facts)
  for (let turn = 0; turn < 3; turn += 1) judge(questionOf(facts))
  expect(judged()).toBe(1)
})

test('no more than so many verdicts are kept; the oldest goes first', () => {
  const { verification: facts, judged } = counting()
  const judge = judgeSignersOnce(facts)
  const ask = (milliseconds: number) =>
    judge(questionOf(facts, { baseTime: new Date(facts.at.getTime() + milliseconds) }))
  for (let index = 0; index <= maxKnownSigners; index += 1) ask(index)
  expect(judged()).toBe(maxKnownSigners + 1)
  ask(maxKnownSigners)
  ask(1)
  expect(judged()).toBe(maxKnownSigners + 1)
  ask(0)
  expect(judged()).toBe(maxKnownSigners + 2)
})
