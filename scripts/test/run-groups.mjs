import { buildProduct } from '../build/build-product.mjs'
import { sumCounts } from '../closing-line.mjs'
import { explain } from '../process/refusal.mjs'
import { cleanEnvironment } from './clean-environment.mjs'
import { prepareChromium } from './prepare-chromium.mjs'
import { runPlaywright, runVitest } from './runners.mjs'
import { STATIC_CHECKS } from './static-checks.mjs'

/**
 * @typedef {import('../closing-line.mjs').Counts} Counts
 * @typedef {object} TestRun
 * @property {readonly string[]} groups
 * @property {string[]} files handed to the runner of a single group
 * @property {() => Promise<import('./test-database.mjs').TestDatabase>} openDatabase opens the run's database when it is first needed
 */

/**
 * Runs the wanted groups in their order and reports how long each step took.
 * @param {TestRun} run
 * @returns {Promise<Counts>}
 */
export async function runGroups({ groups, files, openDatabase }) {
  const clean = cleanEnvironment()
  /** @type {Counts[]} */
  const results = []
  const step = async (group, name, work) => {
    if (groups.includes(group)) results.push(await timed(name, work))
  }
  for (const { name, run } of STATIC_CHECKS) await step('static', name, () => asOneTest(run))
  await step('unit', 'unit tests', () => runVitest(['unit', 'exhaustive'], files, clean))
  await step('database', 'database tests', async () =>
    runVitest(['database'], files, { ...clean, ...(await openDatabase()) }),
  )
  await step('e2e', 'build', async () => {
    await buildProduct(() => undefined)
    return { passed: 1, failed: 0, skipped: 0 }
  })
  await step('e2e', 'browser tests', async () =>
    runPlaywright(files, {
      ...clean,
      ...(await openDatabase()),
      SHOMEI_CHROMIUM: await prepareChromium(console.log),
    }),
  )
  return sumCounts(results)
}

/**
 * @param {() => Promise<import('../process/run-step.mjs').StepResult>} run
 * @returns {Promise<Counts>}
 */
async function asOneTest(run) {
  const { exitCode, output } = await run()
  if (exitCode === 0) return { passed: 1, failed: 0, skipped: 0 }
  console.log(output.trim())
  return { passed: 0, failed: 1, skipped: 0 }
}

/**
 * A step that cannot run at all is a failure, and the others still run.
 * @param {string} name
 * @param {() => Promise<Counts>} work
 * @returns {Promise<Counts>}
 */
async function timed(name, work) {
  const startedAt = performance.now()
  console.log(`\n── ${name}`)
  /** @type {Counts} */
  let counts
  try {
    counts = await work()
  } catch (error) {
    console.log(explain(error))
    counts = { passed: 0, failed: 1, skipped: 0 }
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`── ${name}: ${counts.failed === 0 ? 'passed' : 'FAILED'} in ${seconds} s`)
  return counts
}
