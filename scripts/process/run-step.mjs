import { spawn } from 'node:child_process'
import { isDiskFull, Refusal } from './refusal.mjs'
import { ROOT } from './root.mjs'

/**
 * How a program ended. `output` is what it said, stdout and stderr in order.
 * @typedef {{ exitCode: number, output: string, durationMs: number }} StepResult
 */

/**
 * @typedef {object} StepOptions
 * @property {Record<string, string | undefined>} [env] laid over this process's own; undefined removes a name
 * @property {boolean} [isShown] its words also appear at once
 * @property {string} [cwd]
 * @property {boolean} [takesInput] what is typed reaches the program; without it, its input is at its end from the start
 */

const GRACE_MS = 8_000

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()
let isStopping = false

/**
 * The program is in a group of its own, which may not read from the terminal: this process reads, and hands it on.
 * @param {import('node:stream').Writable} input
 * @param {import('node:child_process').ChildProcess} child
 */
function passInput(input, child) {
  // A program that ends without reading its input is no fault.
  input.on('error', () => {})
  process.stdin.pipe(input)
  child.once('close', () => {
    process.stdin.unpipe(input)
    process.stdin.destroy()
  })
}

/**
 * Runs a program in the checkout and waits for its end. Once the command is asked to stop nothing new begins, and
 * what was ended by that never settles, so that it is not taken for a failure.
 * @param {string} command
 * @param {string[]} args
 * @param {StepOptions} [options]
 * @returns {Promise<StepResult>}
 */
export function runStep(command, args, { env = {}, isShown = false, cwd = ROOT, takesInput = false } = {}) {
  const startedAt = performance.now()
  return new Promise((settle, fail) => {
    if (isStopping) return
    // A group of its own, so that Ctrl-C is passed on in order and the program's own children are reached too.
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: [takesInput ? 'pipe' : 'ignore', 'pipe', 'pipe'],
      detached: true,
    })
    running.add(child)
    if (child.stdin) passInput(child.stdin, child)
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
      if (!isStopping) settle({ exitCode: signal ? 1 : (code ?? 1), output, durationMs: performance.now() - startedAt })
    })
  })
}

/**
 * Runs this Node with a script.
 * @param {string[]} args
 * @param {StepOptions} [options]
 */
export function runNode(args, options) {
  return runStep(process.execPath, args, options)
}

/**
 * Runs this Node with a script that has to succeed.
 * @param {string} what names the work in the message of a failure
 * @param {string[]} args
 * @param {StepOptions} [options]
 * @returns {Promise<StepResult>}
 */
export async function runNodeOrRefuse(what, args, options) {
  const result = await runNode(args, options)
  if (result.exitCode === 0) return result
  if (isDiskFull(result.output)) throw Object.assign(new Error('No space left on device'), { code: 'ENOSPC' })
  throw new Refusal(
    `${what} failed.${options?.isShown ? '' : ` It said:\n${lastLines(withoutStack(result.output), 150)}`}`,
  )
}

/** Asks the running programs, with the processes they started, to end; kills them when they do not. */
export function stopSteps() {
  isStopping = true
  for (const child of running) {
    signalGroup(child, 'SIGINT')
    setTimeout(() => running.has(child) && signalGroup(child, 'SIGKILL'), GRACE_MS).unref()
  }
}

/** Waits until the programs that were asked to end have gone. */
export async function stepsEnded() {
  await Promise.all([...running].map((child) => new Promise((settle) => child.once('close', settle))))
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup({ pid }, signal) {
  try {
    if (pid) process.kill(-pid, signal)
  } catch {
    // Already gone.
  }
}

/**
 * The words of a failed program without the lines that only its developer can read.
 * @param {string} text
 */
function withoutStack(text) {
  return text.replaceAll(/^\s+at .*\n?|^Node\.js v.*\n?|^\s*\^+\s*\n/gm, '')
}

/**
 * @param {string} text
 * @param {number} count
 */
export function lastLines(text, count) {
  return text.trim().split('\n').slice(-count).join('\n')
}
