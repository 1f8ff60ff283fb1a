import { generateClientIfChanged } from '../build/generate-client.mjs'
import { formatClosingLine, sumCounts } from '../closing-line.mjs'
import { installDependencies } from '../install/install-dependencies.mjs'
import { findMissingJudges } from '../judges.mjs'
import { explain } from '../process/refusal.mjs'
import { runCommand } from '../process/run-command.mjs'
import { readSettings } from '../settings.mjs'
import { parseTestOptions } from './options.mjs'
import { runGroups } from './run-groups.mjs'
import { openTestDatabase } from './test-database.mjs'

/** @typedef {import('../closing-line.mjs').Counts} Counts */

/** The whole of `npm test`: sets itself up, runs the groups and ends with the closing line. */
export async function runTests() {
  await runCommand(async ({ atEnd }) => {
    const { groups, files } = parseTestOptions(process.argv.slice(2))
    const settings = readSettings()
    /** @type {Counts | undefined} */
    let counts
    // Registered first, so that it runs last: after the database has stopped.
    atEnd(() => counts && close(counts, settings.isCi))

    // A whole run and CI migrate a new database; only work on database tests uses the one of an earlier run.
    const isKept = groups.length === 1 && groups[0] === 'database' && !settings.isCi
    /** @type {Promise<import('./test-database.mjs').TestDatabase> | undefined} */
    let opening
    const openDatabase = () => {
      opening ??= openTestDatabase(settings.databaseUrl, atEnd, { isKept })
      return opening
    }
    try {
      await installDependencies(console.log)
      await generateClientIfChanged(console.log)
      counts = await runGroups({ groups, files, openDatabase })
    } catch (error) {
      console.error(`\n${explain(error)}`)
      counts = { passed: 0, failed: 1, skipped: 0 }
    }
    if (groups.length > 1) counts = sumCounts([counts, judge(settings.isCi)])
  })
}

/**
 * Names the judges that are missing; each is a failure where everything has to be there.
 * @param {boolean} isCi
 * @returns {Counts}
 */
function judge(isCi) {
  const missing = findMissingJudges()
  for (const { name, packages, tests } of missing) {
    console.log(`\nNot run here: ${tests}. ${name} is not installed (Debian: apt-get install ${packages.join(' ')}).`)
  }
  return { passed: 0, failed: isCi ? missing.length : 0, skipped: 0 }
}

/**
 * @param {Counts} counts
 * @param {boolean} isCi
 */
function close({ passed, failed, skipped }, isCi) {
  if (isCi && skipped > 0) console.log(`\nWith CI=true the ${skipped} skipped tests are failures.`)
  const closing = isCi ? { passed, failed: failed + skipped, skipped: 0 } : { passed, failed, skipped }
  if (closing.failed > 0) process.exitCode = 1
  console.log(`\n${formatClosingLine(closing)}`)
}
