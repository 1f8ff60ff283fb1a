import { explain, Refusal } from './refusal.mjs'
import { stepsEnded, stopSteps } from './run-step.mjs'

/**
 * What a command's body may use.
 * @typedef {object} Command
 * @property {(undo: () => unknown) => void} atEnd registers what is to be stopped or removed, last one first
 * @property {Promise<never>} stopRequest rejects when a signal asks the command to end
 */

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
const INTERRUPTED = 130

/** How a body says that it ends because it was asked to, and how well that went. */
export class Interruption extends Error {
  /** @param {number} exitCode */
  constructor(exitCode = INTERRUPTED) {
    super('Stopped.')
    this.exitCode = exitCode
  }
}

/**
 * Runs a command's body, then everything registered with `atEnd`. A failure becomes one readable message on stderr and
 * a non-zero exit code (SHOMEI_DEBUG=1 shows the stack); Ctrl-C and SIGTERM end the running steps and then do the same.
 * @param {(command: Command) => Promise<void>} body
 */
export async function runCommand(body) {
  /** @type {(() => unknown)[]} */
  const undos = []
  const exits = { code: 0 }
  const stopRequest = new Promise((_, reject) => {
    const onSignal = () => {
      stopSteps()
      reject(new Interruption())
    }
    for (const signal of SIGNALS) process.on(signal, onSignal)
  })
  stopRequest.catch(() => undefined)
  try {
    await Promise.race([body({ atEnd: (undo) => undos.push(undo), stopRequest }), stopRequest])
  } catch (error) {
    exits.code = report(error)
  }
  await stepsEnded()
  for (const undo of undos.reverse()) {
    try {
      await undo()
    } catch (error) {
      exits.code = report(error)
    }
  }
  process.exit(exits.code || Number(process.exitCode ?? 0))
}

/**
 * @param {unknown} error
 * @returns {number} the exit code that goes with it
 */
function report(error) {
  if (error instanceof Interruption) return error.exitCode
  console.error(`\n${explain(error)}`)
  if (process.env.SHOMEI_DEBUG) console.error(error)
  return error instanceof Refusal ? error.exitCode : 1
}
