import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { parseCertificate } from '../certificate'
import { parseCrl } from '../crl'
import { encodeSequence } from '../der/write-der'
import { PkiError } from '../pki-error'
import { mintCrl } from './testing/mint'
import { altNames, distributionPoints, general, nameConstraints, policies } from './testing/mint-extensions'
import { type Chain, judgeChain, mintChain } from './testing/path-case'

/** Thousands of certificates are judged in one test, on machines that may be busy. */
vi.setConfig({ testTimeout: 120_000 })

const names = { leaf: [altNames(general.dns('www.example.jp')), policies('1.2.3')], ca: [policies('1.2.3')] }
const rich = {
  leaf: { extensions: [...names.leaf, distributionPoints({ names: [general.uri('http://crl.example/1')] })] },
  ca: { extensions: [...names.ca, nameConstraints({ permitted: [general.dns('example.jp')] })] },
}
const rsa = {
  root: { key: 'rsa:root' },
  ca: { key: 'rsa:ca', ...rich.ca },
  leaf: { key: 'rsa:leaf', ...rich.leaf },
} as const

function withCrls(chain: ReturnType<typeof mintChain>): Chain {
  return { ...chain, crls: [mintCrl({ issuer: chain.ca, entries: [{ serial: 5 }] }), mintCrl({ issuer: chain.root })] }
}

const chains = { 'P-256': withCrls(mintChain(rich)), RSA: withCrls(mintChain(rsa)) }
type Algorithm = keyof typeof chains
const parts = ['leaf', 'ca', 'crl'] as const
type Part = (typeof parts)[number]

/** The chain with other octets in place of one of its parts. */
function bend(chain: Chain, part: Part, change: (octets: Uint8Array) => Uint8Array): Chain {
  const replaced = (octets: Uint8Array) => new Uint8Array(change(octets))
  if (part === 'leaf') return { ...chain, leaf: { ...chain.leaf, der: replaced(chain.leaf.der) } }
  if (part === 'crl')
    return { ...chain, crls: (chain.crls ?? []).map((crl, index) => (index === 0 ? replaced(crl) : crl)) }
  return { ...chain, intermediates: chain.intermediates.map((ca) => ({ ...ca, der: replaced(ca.der) })) }
}

function octetsOf(chain: Chain, part: Part): Uint8Array {
  if (part === 'leaf') return chain.leaf.der
  return (part === 'crl' ? chain.crls?.[0] : chain.intermediates[0]?.der) ?? new Uint8Array()
}

/** A verdict, or an exception that is none of ours. */
function judged(chain: Chain): string {
  try {
    return judgeChain(chain, { initialPolicies: ['1.2.3'], explicitPolicy: true }).result
  } catch (error) {
    return `threw ${String(error)}`
  }
}

const eachPart = (Object.keys(chains) as Algorithm[]).flatMap((algorithm) => parts.map((part) => ({ algorithm, part })))

describe('changed octets are never VALID and never an exception', () => {
  test('twins: the unchanged chains are valid', () => {
    expect(judged(chains['P-256'])).toBe('VALID')
    expect(judged(chains.RSA)).toBe('VALID')
  })

  test.each(eachPart)('one bit of the $part, $algorithm: every octet', ({ algorithm, part }) => {
    const chain = chains[algorithm]
    const octets = octetsOf(chain, part)
    const wrong = [...octets.keys()].filter((place) => {
      const verdict = judged(
        bend(chain, part, (from) => from.map((octet, index) => (index === place ? octet ^ (1 << (place % 8)) : octet))),
      )
      return verdict !== 'INVALID' && verdict !== 'INDETERMINATE'
    })
    expect(octets.length).toBeGreaterThan(150)
    expect(wrong).toEqual([])
  })

  test.each(eachPart)('the $part cut off anywhere, $algorithm', ({ algorithm, part }) => {
    const chain = chains[algorithm]
    const length = octetsOf(chain, part).length
    const wrong = Array.from({ length }, (_, end) => judged(bend(chain, part, (from) => from.subarray(0, end))))
    expect(new Set(wrong)).toEqual(new Set(['INVALID']))
  })

  test.each(eachPart)('octets replaced, inserted, removed in the $part, $algorithm', ({ algorithm, part }) => {
    const chain = chains[algorithm]
    const original = octetsOf(chain, part)
    const edit = fc.record({
      place: fc.nat(original.length - 1),
      removed: fc.nat(40),
      inserted: fc.uint8Array({ maxLength: 40 }),
    })
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const bent = edits.reduce<Uint8Array>((from, { place, removed, inserted }) => {
          return new Uint8Array([...from.subarray(0, place), ...inserted, ...from.subarray(place + removed)])
        }, original)
        fc.pre(bent.length !== original.length || bent.some((octet, index) => octet !== original[index]))
        expect(['INVALID', 'INDETERMINATE']).toContain(judged(bend(chain, part, () => bent)))
      }),
      { numRuns: 300 },
    )
  })
})

/** Sound DER of any shape, so that the parsers get beyond the reader. */
const anyDer = fc.letrec<{ element: Uint8Array }>((tie) => ({
  element: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .tuple(
        fc.constantFrom(1, 2, 3, 4, 5, 6, 10, 12, 19, 22, 23, 24, 0x80, 0x81, 0x86),
        fc.uint8Array({ maxLength: 12 }),
      )
      .map(([tag, contents]) => new Uint8Array([tag, contents.length, ...contents])),
    fc
      .tuple(fc.constantFrom(0x30, 0x31, 0xa0, 0xa1, 0xa2, 0xa3), fc.array(tie('element'), { maxLength: 8 }))
      .map(([tag, elements]) => {
        const body = encodeSequence(...elements)
        return new Uint8Array([tag, ...body.subarray(1)])
      }),
  ),
})).element

describe('any octets end in a parsed value or a PkiError', () => {
  const parse = (octets: Uint8Array) => {
    for (const parser of [parseCertificate, parseCrl]) {
      try {
        parser(octets)
      } catch (error) {
        if (!(error instanceof PkiError)) throw error
      }
    }
  }

  test('random octets', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), parse), { numRuns: 2_000 })
  })

  test('random DER', () => {
    fc.assert(fc.property(anyDer, parse), { numRuns: 3_000 })
  })

  test.each([
    ['nested 30,000 deep', new Uint8Array(60_000).map((_, index) => (index % 2 === 0 ? 0x30 : 0x80))],
    ['nested with lengths that fit', nested(20_000)],
    ['60,000 empty elements', encodeSequence(new Uint8Array(60_000).map((_, index) => (index % 2 === 0 ? 5 : 0)))],
    ['a length of 4 GiB', new Uint8Array([0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0, 0])],
    [
      'an object identifier of 60,000 octets',
      encodeSequence(new Uint8Array([6, 0x82, 0xea, 0x60, ...Array(60_000).fill(0xff)])),
    ],
  ])('%s: refused within half a second', (_, octets) => {
    const tries = [1, 2, 3].map(() => {
      const started = performance.now()
      expect(() => parseCertificate(octets)).toThrow(PkiError)
      expect(() => parseCrl(octets)).toThrow(PkiError)
      return performance.now() - started
    })
    // The fastest counts: what else the machine does is in the others.
    expect(Math.min(...tries)).toBeLessThan(500)
  })
})

/** SEQUENCE in SEQUENCE, all lengths right, without copying each level. */
function nested(depth: number): Uint8Array {
  const headers: number[][] = []
  let length = 0
  for (let level = 0; level < depth; level += 1) {
    const octets =
      length < 0x80
        ? [length]
        : length < 0x100
          ? [0x81, length]
          : length < 0x10000
            ? [0x82, length >> 8, length & 255]
            : [0x83, length >> 16, (length >> 8) & 255, length & 255]
    headers.push([0x30, ...octets])
    length += 1 + octets.length
  }
  return new Uint8Array(headers.reverse().flat())
}
