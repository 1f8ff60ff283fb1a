import { describe, expect, test } from 'vitest'
import { countReport, formatClosingLine, sumCounts } from './closing-line.mjs'

const vitest = (...files) =>
  JSON.stringify({
    testResults: files.map(([status, ...results]) => ({
      status,
      assertionResults: results.map((result) => ({ status: result })),
    })),
  })
const playwright = (stats, errors = []) =>
  JSON.stringify({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats }, errors })

describe('a report is counted, and nothing is lost', () => {
  const rows = [
    ['vitest: all passed', vitest(['passed', 'passed', 'passed'], ['passed', 'passed']), 0, [3, 0, 0]],
    ['vitest: one failed', vitest(['failed', 'passed', 'failed']), 1, [1, 1, 0]],
    ['vitest: skipped and todo', vitest(['passed', 'passed', 'skipped', 'pending', 'todo']), 0, [1, 0, 3]],
    ['vitest: a file that could not be loaded', vitest(['passed', 'passed'], ['failed']), 1, [1, 1, 0]],
    ['vitest: no test at all', vitest(), 0, [0, 1, 0]],
    ['vitest: only empty files', vitest(['passed']), 0, [0, 1, 0]],
    ['vitest: an error outside the tests', vitest(['passed', 'passed']), 1, [1, 1, 0]],
    ['Playwright: all passed', playwright({ expected: 4 }), 0, [4, 0, 0]],
    ['Playwright: one failed, one skipped', playwright({ expected: 4, unexpected: 1, skipped: 1 }), 1, [4, 1, 1]],
    ['Playwright: passed at the second try', playwright({ expected: 4, flaky: 1 }), 0, [4, 1, 0]],
    ['Playwright: an error outside the tests', playwright({ expected: 4 }, [{}]), 1, [4, 1, 0]],
    ['Playwright: no test at all', playwright({}), 0, [0, 1, 0]],
    ['no report', undefined, 0, [0, 1, 0]],
    ['half a report', '{"testResults": [', 0, [0, 1, 0]],
    ['a report of something else', '{"a": 1}', 0, [0, 1, 0]],
  ]
  test.each(rows)('%s', (_name, text, exitCode, [passed, failed, skipped]) => {
    expect(countReport(text, exitCode)).toEqual({ passed, failed, skipped })
  })
})

describe('the closing line', () => {
  test('sums up and names skipped tests only where there are some', () => {
    const parts = [
      { passed: 3, failed: 0, skipped: 0 },
      { passed: 1, failed: 1, skipped: 2 },
    ]
    expect(formatClosingLine(sumCounts(parts))).toBe('4 passed, 1 failed, 2 skipped')
    expect(formatClosingLine(sumCounts(parts.slice(0, 1)))).toBe('3 passed, 0 failed')
  })
})
