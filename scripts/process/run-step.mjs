import { spawn } from 'node:child_process'
import { ROOT } from './root.mjs'

/**
 * How a program ended. `output` is what it said, stdout and stderr in order.
 * @typedef {{ exitCode: number, output: string, durationMs: number }} StepResult
 */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/**
 * Runs a program in the checkout and waits for its end. Its words are collected; with `isShown` they also appear at once.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, isShown?: boolean, cwd?: string }} [options]
 *   `env` is laid over this process's own environment; undefined removes a name
 * @returns {Promise<StepResult>}
 */
export function runStep(command, args, { env = {}, isShown = false, cwd = ROOT } = {}) {
  const startedAt = performance.now()
  return new Promise((settle, fail) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    running.add(child)
    let output = ''
    for (const [stream, own] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
        if (isShown) own.write(text)
      })
    }
    child.once('error', fail)
    child.once('close', (code, signal) => {
      running.delete(child)
      settle({ exitCode: signal ? 1 : (code ?? 1), output, durationMs: performance.now() - startedAt })
    })
  })
}

/**
 * Runs this Node with a script.
 * @param {string[]} args
 * @param {Parameters<typeof runStep>[2]} [options]
 */
export function runNode(args, options) {
  return runStep(process.execPath, args, options)
}

/** Ends the programs that are running now, each with the processes it started itself. */
export function stopSteps() {
  for (const { pid } of running) {
    try {
      if (pid) process.kill(-pid, 'SIGTERM')
    } catch {
      // Already gone.
    }
  }
}
