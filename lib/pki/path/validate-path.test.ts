import { describe, expect, test } from 'vitest'
import { basicCases } from './testing/basic-cases'
import { crlCases } from './testing/crl-cases'
import { issuerCases, issuingRuleCases } from './testing/issuer-cases'
import { nameCases } from './testing/name-cases'
import { oddEntryCases } from './testing/odd-entry-cases'
import { judgeChain } from './testing/path-case'
import { policyCases } from './testing/policy-cases'

describe.each([
  ['signatures, times and encodings', basicCases],
  ['issuers and path building', issuerCases],
  ['rules for who issues', issuingRuleCases],
  ['policies', policyCases],
  ['name constraints', nameCases],
  ['revocation', crlCases],
  ['odd entries of CRLs', oddEntryCases],
])('RFC 5280 §6: %s', (_, cases) => {
  test.each(cases.map((row) => ({ ...row, said: row.code ?? row.expected })))('$title: $said', (row) => {
    const { result, codes } = judgeChain(row.chain(), row.options)
    expect({ result, codes }).toMatchObject({ result: row.expected })
    if (row.code === undefined) expect(codes).toEqual([])
    else expect(codes).toContain(row.code)
  })
})
