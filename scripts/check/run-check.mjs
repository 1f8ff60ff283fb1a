import { join } from 'node:path'
import { generateClientIfChanged } from '../build/generate-client.mjs'
import { formatClosingLine, sumCounts } from '../closing-line.mjs'
import { installDependencies } from '../install/install-dependencies.mjs'
import { ROOT } from '../process/root.mjs'
import { runCommand } from '../process/run-command.mjs'
import { cleanEnvironment } from '../test/clean-environment.mjs'
import { EXHAUSTIVE_TESTS } from '../test/exhaustive-tests.mjs'
import { runVitest } from '../test/runners.mjs'
import { checkTypes, STATIC_CHECKS } from '../test/static-checks.mjs'

/** @typedef {import('../closing-line.mjs').Counts & { output: string }} Outcome */

/** What the compiler remembers of the run before. */
const TYPES_CACHE = ['--incremental', '--tsBuildInfoFile', join(ROOT, '.cache', 'types.tsbuildinfo')]

/** The whole of `npm run check`. The checks of the sources run one after the other next to the unit tests. */
export async function runCheck() {
  await runCommand(async () => {
    const startedAt = performance.now()
    await installDependencies(console.log)
    await generateClientIfChanged(console.log)
    const counts = await Promise.all([
      reported('unit tests', () => runVitest(['unit'], [], cleanEnvironment(), { isShown: false })),
      checkSources(),
    ])
    const sum = sumCounts(counts)
    console.log(describeLeftOut())
    console.log(`\n${secondsSince(startedAt)} s. ${formatClosingLine(sum)}`)
    if (sum.failed > 0) process.exitCode = 1
  })
}

async function checkSources() {
  const counts = []
  for (const { name, run } of STATIC_CHECKS) {
    const check = name === 'types' ? () => checkTypes(TYPES_CACHE) : run
    counts.push(
      await reported(name, async () => {
        const { exitCode, output } = await check()
        return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0, output }
      }),
    )
  }
  return sumCounts(counts)
}

/**
 * Says in one line how a check ended, and shows its words when it failed.
 * @param {string} name
 * @param {() => Promise<Outcome>} run
 */
async function reported(name, run) {
  const startedAt = performance.now()
  const { output, ...counts } = await run()
  if (counts.failed > 0) console.log(`\n${output.trim()}\n`)
  console.log(`${counts.failed > 0 ? 'FAILED' : 'passed'}  ${name} (${secondsSince(startedAt)} s)`)
  return counts
}

function describeLeftOut() {
  const files = EXHAUSTIVE_TESTS.map((file) => `  ${file}`).join('\n')
  return `\nLeft out, in \`npm test\`: database tests, browser tests and these unit tests, which try many thousands of inputs:\n${files}`
}

/** @param {number} startedAt */
function secondsSince(startedAt) {
  return ((performance.now() - startedAt) / 1000).toFixed(1)
}
