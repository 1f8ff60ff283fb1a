import fc from 'fast-check'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { utf8 } from '@/lib/kernel/bytes'
import { createScene, type Scene } from '../testing/signed-documents'
import { stamp } from '../testing/stamp'
import { verificationOf } from '../testing/verification-of'
import type { DocumentVerdict } from '../verdict'
import type { Verification } from './verification'
import { verifySignedDocument } from './verify-signed-document'

/** Hundreds of documents are verified in one test, on machines that may be busy. */
vi.setConfig({ testTimeout: 120_000 })

let scene: Scene
let verification: Verification
let documents: { octets: Uint8Array; verdict: DocumentVerdict }[]

beforeAll(async () => {
  scene = await createScene('p-256')
  verification = await verificationOf(scene)
  const stamped = await stamp(scene, scene.prescription, 'prescription')
  documents = [scene.prescription, scene.dispensing, stamped].map((octets) => ({ octets, verdict: judge(octets) }))
})

const judge = (octets: Uint8Array) => verifySignedDocument(octets, verification)

/** VALID only with what was signed, by who signed it; and never an exception. */
function expectSound(changed: Uint8Array, { verdict }: { verdict: DocumentVerdict }): void {
  const now = judge(changed)
  if (now.result === 'INVALID') {
    expect(now.reason).not.toBeNull()
    expect(now.signedContent).toEqual({ prescription: null, dispensing: null })
    return
  }
  expect(now.signedContent).toEqual(verdict.signedContent)
  expect(now.signatures.map(({ signer }) => signer?.serialNumber)).toEqual(
    verdict.signatures.map(({ signer }) => signer?.serialNumber),
  )
}

const index = fc.nat(2)
const place = fc.nat(1_000_000)

describe('random changes of signed documents', () => {
  test('octets replaced, cut out, put in twice', () => {
    const change = fc.record({
      at: place,
      length: fc.nat(400),
      kind: fc.constantFrom('replace', 'cut', 'repeat', 'move'),
      to: place,
      octet: fc.nat(255),
    })
    fc.assert(
      fc.property(index, fc.array(change, { minLength: 1, maxLength: 3 }), (which, changes) => {
        const document = documents[which]
        if (!document) return
        let octets = [...document.octets]
        for (const { at, length, kind, to, octet } of changes) {
          const start = at % octets.length
          const part = octets.slice(start, start + length)
          if (kind === 'replace') octets[start] = octet
          if (kind === 'cut' || kind === 'move') octets = [...octets.slice(0, start), ...octets.slice(start + length)]
          if (kind === 'repeat' || kind === 'move') octets.splice(to % (octets.length + 1), 0, ...part)
          if (octets.length === 0) octets = [0x3c]
        }
        expectSound(Uint8Array.from(octets), document)
      }),
      { numRuns: 600 },
    )
  })

  test('whole elements taken out, repeated, swapped and moved', () => {
    const element = /<(?<name>[\w:]+)(?: [^<>]*)?(?:\/>|>(?:(?!<\k<name>[ >]).)*?<\/\k<name>>)/gs
    fc.assert(
      fc.property(
        index,
        place,
        place,
        fc.constantFrom('out', 'twice', 'swap', 'move', 'into'),
        (which, one, other, kind) => {
          const document = documents[which]
          if (!document) return
          const text = new TextDecoder().decode(document.octets)
          const tags = [...text.matchAll(/<[^/!?]/g)].map((match) => match.index)
          const found = [one, other].map((number) => {
            element.lastIndex = tags[number % tags.length] ?? 0
            return element.exec(text)?.[0] ?? ''
          })
          const [a = '', b = ''] = found
          const changed = {
            out: () => text.replace(a, () => ''),
            twice: () => text.replace(a, () => a + a),
            swap: () =>
              text
                .replace(a, () => '\u0000')
                .replace(b, () => a)
                .replace('\u0000', () => b),
            move: () => text.replace(a, () => '').replace(b, () => a + b),
            into: () => text.replace(a, () => '').replace(/<\/(?=[^<]*$)/, () => `${a}</`),
          }[kind]()
          expectSound(utf8(changed), document)
        },
      ),
      { numRuns: 600 },
    )
  })

  test('attributes and markup put in anywhere', () => {
    const markup = fc.constantFrom(
      ' id="PrescriptionDocument"',
      ' Id="PrescriptionSign"',
      ' xmlns="urn:x"',
      ' xmlns:xs="urn:x"',
      ' xmlns:a="b"',
      ' xml:lang="ja"',
      ' xml:space="preserve"',
      '<!-- x -->',
      '<a/>',
      '&#65;',
      '\n',
      '\r\n',
      '\t',
      '<![CDATA[x]]>',
      '<?a b?>',
      '<PrescriptionDocument id="q">QUJD</PrescriptionDocument>',
      '<xs:Object xmlns:xs="http://www.w3.org/2000/09/xmldsig#"/>',
    )
    fc.assert(
      fc.property(index, place, markup, (which, at, put) => {
        const document = documents[which]
        if (!document) return
        const text = new TextDecoder().decode(document.octets)
        const ends = [...text.matchAll(put.startsWith(' ') ? /(?<=<[\w:]+)(?=[ >])/g : /(?<=>)|(?=<)/g)].map(
          (match) => match.index,
        )
        const start = ends[at % ends.length] ?? 0
        expectSound(utf8(text.slice(0, start) + put + text.slice(start)), document)
      }),
      { numRuns: 800 },
    )
  })

  test('whatever comes in, a verdict comes out', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.string({ unit: fc.constantFrom(...'<>/="&; aidDocument!-?['), maxLength: 200 }).map(utf8),
        ),
        (octets) => {
          expect(judge(octets)).toMatchObject({ result: 'INVALID', signatures: [] })
        },
      ),
      { numRuns: 1_000 },
    )
  })
})
