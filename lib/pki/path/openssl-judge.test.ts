import { describe, expect, test, vi } from 'vitest'
import { findProgram } from '@/scripts/judges.mjs'
import { askOpenssl } from './testing/ask-openssl'
import { basicCases } from './testing/basic-cases'
import { crlCases } from './testing/crl-cases'
import { issuerCases, issuingRuleCases } from './testing/issuer-cases'
import { nameCases } from './testing/name-cases'
import { oddEntryCases } from './testing/odd-entry-cases'
import { judgeChain, type PathCase } from './testing/path-case'
import { policyCases } from './testing/policy-cases'

vi.setConfig({ testTimeout: 30_000 })

const cases = [
  ...basicCases,
  ...issuerCases,
  ...issuingRuleCases,
  ...policyCases,
  ...nameCases,
  ...crlCases,
  ...oddEntryCases,
]
const isOnPurpose = ({ openssl }: PathCase) => openssl !== undefined

describe.skipIf(findProgram('openssl') === undefined)('openssl verify judges the same chains', () => {
  test.each(cases.filter((row) => !isOnPurpose(row)))('agreed: $title', async ({ chain, options, expected }) => {
    const minted = chain()
    const ours = judgeChain(minted, options).result
    const { accepts, output } = await askOpenssl(minted, options)
    expect({ ours, accepts, output }).toMatchObject({ ours: expected, accepts: expected === 'VALID' })
  })

  test.each(cases.filter(isOnPurpose))('differs on purpose: $title ($openssl.why)', async (row) => {
    const minted = row.chain()
    const ours = judgeChain(minted, row.options).result
    const { accepts, output } = await askOpenssl(minted, row.options)
    expect({ ours, accepts, output }).toMatchObject({ ours: row.expected, accepts: row.openssl?.accepts })
    expect(accepts).not.toBe(ours === 'VALID')
  })
})

test('at least 60 chains are judged, most of them refused', () => {
  expect(cases.length).toBeGreaterThanOrEqual(60)
  expect(cases.filter(({ expected }) => expected !== 'VALID').length).toBeGreaterThan(cases.length / 2)
})
