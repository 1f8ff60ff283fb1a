import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../process/root.mjs'

test('docs/decisions/0010 names every dependency, and no other', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const record = readFileSync(join(ROOT, 'docs/decisions/0010-dependencies.md'), 'utf8')
  const named = record
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1]))
  expect([...named].sort()).toEqual([...Object.keys(dependencies), ...Object.keys(devDependencies)].sort())
})
