import { explain } from './refusal.mjs'
import { stepsEnded, stopSteps } from './run-step.mjs'

/**
 * What a command's body may use.
 * @typedef {object} Command
 * @property {(undo: () => unknown) => void} atEnd registers what is to be stopped or removed, last one first
 * @property {number} exitCodeWhenStopped for an end by Ctrl-C or SIGTERM; 130 unless the body says otherwise
 */

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
const INTERRUPTED = 130

/**
 * Runs a command's body, then everything registered with `atEnd`. A failure becomes one readable message on stderr and
 * a non-zero exit code (SHOMEI_DEBUG=1 shows the stack); Ctrl-C and SIGTERM end the running steps and then do the same.
 * @param {(command: Command) => Promise<void>} body
 */
export async function runCommand(body) {
  /** @type {(() => unknown)[]} */
  const undos = []
  /** @type {Command} */
  const command = { atEnd: (undo) => undos.push(undo), exitCodeWhenStopped: INTERRUPTED }
  let exitCode = 0
  try {
    const stopped = untilSignal().then(() => {
      exitCode = command.exitCodeWhenStopped
    })
    await Promise.race([body(command), stopped])
  } catch (error) {
    exitCode = report(error)
  }
  await stepsEnded()
  for (const undo of undos.reverse()) {
    try {
      await undo()
    } catch (error) {
      exitCode = report(error)
    }
  }
  process.exit(exitCode || Number(process.exitCode ?? 0))
}

/** Settles at the first signal that asks for an end; the second one ends the process at once. */
function untilSignal() {
  return new Promise((settle) => {
    let count = 0
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        count++
        if (count > 1) process.exit(INTERRUPTED)
        console.error('\nStopping …')
        stopSteps()
        settle(undefined)
      })
    }
  })
}

/** @param {unknown} error */
function report(error) {
  console.error(`\n${explain(error)}`)
  if (process.env.SHOMEI_DEBUG) console.error(error)
  return 1
}
