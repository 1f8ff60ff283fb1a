import { rmSync } from 'node:fs'
import { installed, ROOT } from '../process/root.mjs'
import { runNode } from '../process/run-step.mjs'

/**
 * @typedef {object} StaticCheck
 * @property {string} name
 * @property {() => Promise<import('../process/run-step.mjs').StepResult>} run
 */

/** Checks that look at the sources only. Each counts as one test. @type {StaticCheck[]} */
export const STATIC_CHECKS = [
  {
    name: 'format and lint',
    run: () => runNode([installed('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings', '--colors=off', '.']),
  },
  { name: 'import rules, bans, sizes', run: () => runNode([`${ROOT}/scripts/lint.mjs`]) },
  { name: 'types', run: () => checkTypes(['--incremental', 'false']) },
  {
    name: 'dead files, exports and dependencies',
    run: () => runNode([installed('knip/bin/knip.js'), '--no-progress']),
  },
]

/**
 * @param {string[]} options of the compiler, for what it remembers between runs
 * @returns {Promise<import('../process/run-step.mjs').StepResult>}
 */
export async function checkTypes(options) {
  // Written by `npm run dev`, which does not remove a route that is gone.
  rmSync(`${ROOT}/.next/dev/types`, { recursive: true, force: true })
  const routes = await runNode([installed('next/dist/bin/next'), 'typegen'], { env: { NEXT_TELEMETRY_DISABLED: '1' } })
  if (routes.exitCode !== 0) return routes
  return runNode([installed('typescript/bin/tsc'), '--noEmit', ...options])
}
