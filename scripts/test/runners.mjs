import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countReport } from '../closing-line.mjs'
import { installed } from '../process/root.mjs'
import { runNode } from '../process/run-step.mjs'

/**
 * Runs projects of vitest and counts what they report.
 * @param {('unit' | 'exhaustive' | 'database')[]} projects
 * @param {string[]} files empty: all
 * @param {Record<string, string | undefined>} env
 * @param {{ isShown: boolean }} [options]
 */
export function runVitest(projects, files, env, { isShown } = { isShown: true }) {
  return runWithReport((report) =>
    runNode(
      [
        installed('vitest/vitest.mjs'),
        'run',
        ...projects.flatMap((project) => ['--project', project]),
        ...['--reporter', 'default', '--reporter', 'json', `--outputFile.json=${report}`],
        ...files,
      ],
      { isShown, env: { ...env, NODE_ENV: 'test' } },
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

/**
 * @param {(report: string) => Promise<import('../process/run-step.mjs').StepResult>} run
 * @returns {Promise<import('../closing-line.mjs').Counts & { output: string }>}
 */
async function runWithReport(run) {
  const folder = mkdtempSync(join(tmpdir(), 'shomei-report-'))
  const report = join(folder, 'report.json')
  try {
    const { exitCode, output } = await run(report)
    return { ...countReport(readReport(report), exitCode), output }
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
