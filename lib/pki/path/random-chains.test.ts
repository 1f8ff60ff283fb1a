import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { findProgram } from '@/scripts/judges.mjs'
import { askOpenssl } from './testing/ask-openssl'
import { judgeChain } from './testing/path-case'
import { mintRandomChain, randomChain } from './testing/random-chain'
import { mintRandomCrls, randomCrls } from './testing/random-crls'

vi.setConfig({ testTimeout: 300_000 })

/** The seed keeps a run repeatable; another one is another set of chains. */
const runs = { numRuns: 60, seed: 5280 }

describe.skipIf(findProgram('openssl') === undefined)('openssl verify judges random chains', () => {
  test('policies, mappings, name constraints, path lengths: both accept the same', async () => {
    const accepted: boolean[] = []
    await fc.assert(
      fc.asyncProperty(randomChain, async ({ options, ...plan }) => {
        const chain = mintRandomChain(plan)
        const { result, codes } = judgeChain(chain, options)
        const { accepts, output } = await askOpenssl(chain, options)
        accepted.push(accepts)
        expect({ accepts: result === 'VALID', codes, output }).toMatchObject({ accepts })
      }),
      runs,
    )
    expect(new Set(accepted).size).toBe(2)
  })

  test('CRLs: what we accept, openssl accepts with one, two or all of them', async () => {
    const accepted: boolean[] = []
    await fc.assert(
      fc.asyncProperty(randomCrls, async (plan) => {
        const { crls, ...chain } = mintRandomCrls(plan)
        const { result } = judgeChain({ ...chain, crls })
        accepted.push(result === 'VALID')
        if (result !== 'VALID') return
        // Given several, openssl looks at the one that it likes best, and at no other.
        const outputs: string[] = []
        for (const chosen of choicesOf(crls.slice(0, -1))) {
          const { accepts, output } = await askOpenssl({ ...chain, crls: [...chosen, ...crls.slice(-1)] })
          if (accepts) return
          outputs.push(output)
        }
        expect(outputs).toEqual([])
      }),
      runs,
    )
    expect(new Set(accepted).size).toBe(2)
  })
})

/** All of them, then every smaller choice. */
function choicesOf(crls: readonly Uint8Array[]): Uint8Array[][] {
  const choices = crls.reduce<Uint8Array[][]>(
    (known, crl) => known.flatMap((chosen) => [chosen, chosen.concat(crl)]),
    [[]],
  )
  return choices.filter(({ length }) => length > 0).sort((a, b) => b.length - a.length)
}
