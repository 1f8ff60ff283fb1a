import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countReport } from '../closing-line.mjs'
import { installed } from '../process/root.mjs'
import { runNode } from '../process/run-step.mjs'

/**
 * Runs one project of vitest and counts what it reports.
 * @param {'unit' | 'database'} project
 * @param {string[]} files empty: all
 * @param {Record<string, string | undefined>} env
 */
export function runVitest(project, files, env) {
  return runWithReport((report) =>
    runNode(
      [
        installed('vitest/vitest.mjs'),
        'run',
        ...['--project', project],
        ...['--reporter', 'default', '--reporter', 'json', `--outputFile.json=${report}`],
        ...files,
      ],
      { isShown: true, env: { ...env, NODE_ENV: 'test' } },
    ),
  )
}

/**
 * Runs the browser tests and counts what they report.
 * @param {string[]} files empty: all
 * @param {Record<string, string | undefined>} env
 */
export function runPlaywright(files, env) {
  return runWithReport((report) =>
    runNode([installed('@playwright/test/cli.js'), 'test', '--reporter', 'list,json', ...files], {
      isShown: true,
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    }),
  )
}

/** @param {(report: string) => Promise<import('../process/run-step.mjs').StepResult>} run */
async function runWithReport(run) {
  const folder = mkdtempSync(join(tmpdir(), 'shomei-report-'))
  const report = join(folder, 'report.json')
  try {
    const { exitCode } = await run(report)
    return countReport(readReport(report), exitCode)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {string} path */
function readReport(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
