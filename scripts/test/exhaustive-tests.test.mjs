import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import config from '@/vitest.config'
import { EXHAUSTIVE_TESTS } from './exhaustive-tests.mjs'
import { STATIC_CHECKS } from './static-checks.mjs'

const projects = config.test.projects.map(({ test: project }) => project)
const [unit, exhaustive] = ['unit', 'exhaustive'].map((name) => projects.find((project) => project.name === name))

test.each(EXHAUSTIVE_TESTS)('%s is there, so that npm test runs it', (file) => {
  expect(existsSync(file)).toBe(true)
})

test('npm test leaves out no unit test: what one project excludes the other one includes', () => {
  const leftOut = unit.exclude.filter((pattern) => !['**/*.db.test.ts', '**/node_modules/**'].includes(pattern))
  expect(leftOut).toEqual(EXHAUSTIVE_TESTS)
  expect(exhaustive.include).toEqual(EXHAUSTIVE_TESTS)
})

test('npm run check keeps what the compiler remembers apart from npm test: the check of types is found by its name', () => {
  expect(STATIC_CHECKS.map(({ name }) => name)).toContain('types')
})
