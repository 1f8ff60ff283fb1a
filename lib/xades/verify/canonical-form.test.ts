import { beforeAll, expect, test } from 'vitest'
import { rewrite } from '../testing/sign-again'
import { createScene, type Scene } from '../testing/signed-documents'
import { verificationOf } from '../testing/verification-of'
import type { Verification } from './verification'
import { verifySignedDocument } from './verify-signed-document'

let scene: Scene
let verification: Verification

beforeAll(async () => {
  scene = await createScene('p-256')
  verification = await verificationOf(scene)
})

const judge = (namespace: string) => {
  const document = rewrite(scene.prescription, (xml) => xml.replace('<Version ', `<Version xmlns:x="${namespace}" `))
  return verifySignedDocument(document, verification)
}

test('a document without a canonical form is refused, wherever the reason stands (V1)', () => {
  expect(judge('relative/uri')).toMatchObject({
    result: 'INVALID',
    reason: { code: 'canonicalization_failed' },
    signedContent: { prescription: null, dispensing: null },
  })
})

test('an absolute namespace in the same, unsigned place changes nothing', () => {
  expect(judge('urn:absolute').result).toBe('VALID')
})
