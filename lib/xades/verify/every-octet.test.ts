import { beforeAll, describe, expect, test, vi } from 'vitest'
import { createScene, type Scene } from '../testing/signed-documents'
import { stamp } from '../testing/stamp'
import { verificationOf } from '../testing/verification-of'
import type { Verification } from './verification'
import { verifySignedDocument } from './verify-signed-document'

/** Many thousands of documents are verified in one test. */
vi.setConfig({ testTimeout: 300_000 })

let scene: Scene
let verification: Verification

beforeAll(async () => {
  scene = await createScene('p-256')
  const { signer, timestamps, ...others } = await verificationOf(scene)
  // Revocation has its own tests, and here it would be asked thousands of times.
  const revocation = 'none'
  verification = {
    ...others,
    signer: { ...signer, revocation },
    ...(timestamps && { timestamps: { ...timestamps, revocation } }),
  }
})

const isInBase64 = (text: string, place: number) => /^[A-Za-z0-9+/]{80}$/.test(text.slice(place - 40, place + 40))

/**
 * Changes each byte in turn by each of the masks, inside of long base64 only each `stride`th. Whatever is not refused must leave all
 * that is signed as it was.
 * @returns the names of the places where a change was not refused
 */
function changeEveryOctet(
  document: Uint8Array,
  masks: readonly number[],
  places: readonly (readonly [string, RegExp])[],
  stride = 1,
): Set<string> {
  const original = verifySignedDocument(document, verification)
  expect(original.result).toBe('VALID')
  const text = new TextDecoder('latin1').decode(document)
  const ranges = places.flatMap(([name, pattern]) => {
    const match = pattern.exec(text)
    const found = match?.indices?.[1]
    if (!found) throw new Error(`nothing at ${name}`)
    return [{ name, start: found[0], end: found[1] }]
  })
  const accepted = new Set<string>()
  const changed = new Uint8Array(document)
  for (let place = 0; place < document.length; place += 1) {
    if (place % stride !== 0 && isInBase64(text, place)) continue
    for (const mask of masks) {
      changed[place] = (document[place] ?? 0) ^ mask
      const verdict = verifySignedDocument(changed, verification)
      if (verdict.result === 'VALID') {
        const range = ranges.find(({ start, end }) => place >= start && place < end)
        accepted.add(range?.name ?? `octet ${place} of ${text.slice(place - 30, place + 10)}`)
        expect(verdict.signedContent).toEqual(original.signedContent)
        expect(verdict.signatures.map(({ signedBytes }) => signedBytes)).toEqual(
          original.signatures.map(({ signedBytes }) => signedBytes),
        )
        expect(verdict.signatures.map(({ signer }) => signer?.serialNumber)).toEqual(
          original.signatures.map(({ signer }) => signer?.serialNumber),
        )
      } else {
        expect(verdict.findings.length).toBeGreaterThan(0)
        if (verdict.result === 'INVALID')
          expect(verdict.signedContent).toEqual({ prescription: null, dispensing: null })
      }
    }
    changed[place] = document[place] ?? 0
  }
  return accepted
}

const encodingName = 'letter case of the encoding’s name'
/** Of every document: the rest of the list is what the verdict itself calls unsigned. */
const root: readonly (readonly [string, RegExp])[] = [
  [encodingName, /encoding="([^"]*)"/d],
  ['/Document/@id', /<Document [^>]*?( id="[^"]*)"/d],
  ['/Document/@xsi:noNamespaceSchemaLocation', /<Document [^>]*?( xsi:noNamespaceSchemaLocation="[^"]*)"/d],
]

describe('a changed octet anywhere is refused, or stands in an unsigned place and changes nothing that is signed', () => {
  test('BES prescription: the unsigned places are these', () => {
    const signature = '/Document/Prescription/PrescriptionSign/ds:Signature'
    const accepted = changeEveryOctet(
      scene.prescription,
      [0x01, 0x20],
      [
        ...root,
        ['/Document/Prescription/PrescriptionManagement', /(<PrescriptionManagement.*<\/PrescriptionManagement>)/d],
        [`${signature}/ds:SignatureValue/@Id`, /<xs:SignatureValue( Id="[^"]*)"/d],
        [`${signature}/ds:Object/xa:QualifyingProperties/@Id`, /<xa:QualifyingProperties( Id="[^"]*)"/d],
      ],
    )
    const { unsigned } = verifySignedDocument(scene.prescription, verification)
    // The two names of the signature are unsigned too, but bound to each other (V8): changing one of them is refused.
    const bound = [`${signature}/@Id`, `${signature}/ds:Object/xa:QualifyingProperties/@Target`]
    expect([...accepted].sort()).toEqual([encodingName, ...unsigned.filter((place) => !bound.includes(place))].sort())
  })

  test('dispensing document at T level: all of the prescription inside is covered, the value by the time-stamp', async () => {
    const document = await stamp(scene, scene.dispensing, 'dispensing')
    const signature = '/Document/DispensingSign/ds:Signature'
    const accepted = changeEveryOctet(
      document,
      [0x01],
      [
        ...root,
        ['/Document/DispensingManagement', /(<DispensingManagement.*<\/DispensingManagement>)/d],
        [
          `${signature}/ds:Object/xa:QualifyingProperties/@Id`,
          /<DispensingSign>.*<xa:QualifyingProperties( Id="[^"]*)"/d,
        ],
        [
          `${signature}/ds:Object/xa:QualifyingProperties/xa:UnsignedProperties`,
          /(<xa:UnsignedProperties.*<\/xa:UnsignedProperties>)/d,
        ],
      ],
      17,
    )
    const { unsigned } = verifySignedDocument(document, verification)
    expect(unsigned).toEqual(expect.arrayContaining([...accepted].filter((place) => place !== encodingName)))
    expect([...accepted].some((place) => place.includes('SignatureValue'))).toBe(false)
  })
})
