import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { isErrorCode } from '@/lib/problem/error-codes'
import { readCallGraph, textsFrom } from '@/scripts/lint/source/follow-calls.mjs'
import { listOperations } from '../operations/list-operations'
import { undatabasedApi } from '../testing/undatabased-api'
import { refusalFormOf, refusalsByStatus } from './refusals'

const graph = readCallGraph(fileURLToPath(new URL('../../..', import.meta.url)))
const declarations = listOperations(undatabasedApi().contexts)
  .map(({ declaration }) => declaration)
  .filter(({ path }) => refusalFormOf(path) === 'problem' && !path.startsWith('/api/health/'))

function reached(operationId: string): string[] {
  return [...(textsFrom(graph, operationId) ?? [])].filter(isErrorCode)
}

describe('a code that the functions of a handler throw is declared', () => {
  test.each(declarations.map((declaration) => ({ id: declaration.operationId, declaration })))(
    '$id',
    ({ id, declaration }) => {
      expect(textsFrom(graph, id), 'its handler is found').not.toBeNull()
      const declared = [...refusalsByStatus(declaration).values()].flat()
      const missing = reached(id).filter((code) => !declared.includes(code))
      expect(missing).toEqual([])
    },
  )

  test('codes are found through use cases and their stores, not in the handler alone', () => {
    expect(reached('createLaunch')).toEqual(expect.arrayContaining(['launch.origin_mismatch', 'terminal.retired']))
    expect(reached('signPrescription')).toEqual(expect.arrayContaining(['prescription.invalid', 'signing.in_doubt']))
  })
})
