import { expect, test, vi } from 'vitest'
import { isAcceptedByXmlCrypto, isAcceptedByXmldsig } from '../testing/other-judges'
import { rewrite } from '../testing/sign-again'
import { createScene } from '../testing/signed-documents'
import { stamp } from '../testing/stamp'

vi.setConfig({ testTimeout: 30_000 })

const changeText = (xml: string) => xml.replace(/(<PrescriptionDocument [^>]*>)..../, '$1AAAA')

test('xml-crypto accepts our RSA signature, BES and T, and none of a changed text', async () => {
  const scene = await createScene('rsa-2048')
  const { certificate } = scene.doctor
  const documents = [scene.prescription, await stamp(scene, scene.prescription, 'prescription')]
  expect(documents.map((document) => isAcceptedByXmlCrypto(document, certificate))).toEqual([true, true])
  expect(isAcceptedByXmlCrypto(rewrite(scene.prescription, changeText), certificate)).toBe(false)
})

test.each(['rsa-2048', 'p-256'] as const)(
  'xmldsigjs accepts our signature, and none of a changed text: %s',
  async (algorithm) => {
    const { prescription } = await createScene(algorithm)
    expect(await isAcceptedByXmldsig(prescription)).toBe(true)
    expect(await isAcceptedByXmldsig(rewrite(prescription, changeText))).toBe(false)
  },
)
