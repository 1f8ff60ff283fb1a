/**
 * How many tests passed, failed and were skipped.
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/**
 * Counts a report of vitest or Playwright (their JSON reporters). No report, a run of no test, a file that could not be
 * loaded, an error outside the tests and a test that passed only at the second try are failures.
 * @param {string | undefined} reportText undefined: the runner wrote none
 * @param {number} exitCode of the runner; a failure that the report does not show is counted as one
 * @returns {Counts}
 */
export function countReport(reportText, exitCode) {
  const report = parseReport(reportText)
  const counts = report?.stats ? countPlaywright(report) : report?.testResults ? countVitest(report) : undefined
  if (!counts || counts.passed + counts.failed + counts.skipped === 0) return { passed: 0, failed: 1, skipped: 0 }
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/**
 * @param {Counts[]} parts
 * @returns {Counts}
 */
export function sumCounts(parts) {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const { passed, failed, skipped } of parts) {
    sum.passed += passed
    sum.failed += failed
    sum.skipped += skipped
  }
  return sum
}

/**
 * The last line of a run, which CI counts: `N passed, N failed`, and `, N skipped` only where there are some.
 * @param {Counts} counts
 */
export function formatClosingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** @param {string | undefined} text */
function parseReport(text) {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

/**
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors?: unknown[] }} report
 * @returns {Counts}
 */
function countPlaywright({ stats, errors = [] }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped }
}

/**
 * @param {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 * @returns {Counts}
 */
function countVitest({ testResults }) {
  return sumCounts(
    testResults.map(({ status, assertionResults }) => {
      const count = (wanted) => assertionResults.filter((result) => wanted.includes(result.status)).length
      const failed = count(['failed'])
      return {
        passed: count(['passed']),
        failed: status === 'failed' && failed === 0 ? 1 : failed,
        skipped: assertionResults.length - count(['passed', 'failed']),
      }
    }),
  )
}
