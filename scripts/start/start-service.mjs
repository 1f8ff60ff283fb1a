import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { Refusal } from '../process/refusal.mjs'
import { ROOT } from '../process/root.mjs'
import { lastLines } from '../process/run-step.mjs'

/**
 * A server that runs next to this process.
 * @typedef {object} Service
 * @property {number} pid
 * @property {Promise<Refusal>} ended settles when the process has gone, with the message for the person
 * @property {() => Promise<void>} stop SIGTERM, and SIGKILL when it takes longer than ten seconds
 */

/**
 * @typedef {object} ServiceOptions
 * @property {string} name begins a sentence: "The portal"
 * @property {string[]} args of this Node
 * @property {Record<string, string | undefined>} env laid over this process's own
 * @property {string} logFile
 */

const STOP_TIMEOUT_MS = 10_000
const READY_TIMEOUT_MS = 60_000

/**
 * @param {ServiceOptions} options
 * @returns {Service}
 */
export function startService({ name, args, env, logFile }) {
  const log = openSync(logFile, 'w', 0o600)
  // A group of its own, so that Ctrl-C reaches it only in the order of the shutdown.
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', log, log],
    detached: true,
  })
  closeSync(log)
  const killAtExit = () => child.kill('SIGKILL')
  process.once('exit', killAtExit)
  /** @type {Promise<Refusal>} */
  const ended = new Promise((settle) => {
    const tell = (how) => {
      const words = lastLines(readFileSync(logFile, 'utf8'), 15)
      settle(new Refusal(`${name} ended by itself (${how}). Its last words, from ${logFile}:\n${words}`))
    }
    child.once('error', (error) => tell(error.message))
    child.once('exit', (code, signal) => {
      process.removeListener('exit', killAtExit)
      tell(signal ? `signal ${signal}` : `exit code ${code}`)
    })
  })
  return { pid: child.pid ?? 0, ended, stop: () => stopChild(child, ended) }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<unknown>} ended
 */
async function stopChild(child, ended) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
  await ended
  clearTimeout(timer)
}

/**
 * Waits until a service answers with a page or sends to one.
 * @param {Service} service
 * @param {{ url: string, name: string }} what the address; its host is not looked up, the service is on this machine
 */
export async function untilReady(service, { url, name }) {
  const deadline = performance.now() + READY_TIMEOUT_MS
  let failure
  service.ended.then((refusal) => {
    failure = refusal
  })
  while (!isGood(await readStatus(url))) {
    if (failure) throw failure
    if (performance.now() > deadline) throw new Refusal(`${name} did not answer at ${url} within a minute.`)
    await new Promise((settle) => setTimeout(settle, 100))
  }
}

/** @param {number | undefined} status */
function isGood(status) {
  return status !== undefined && status >= 200 && status < 400
}

/**
 * @param {string} address
 * @returns {Promise<number | undefined>}
 */
function readStatus(address) {
  const { host, port, pathname } = new URL(address)
  return new Promise((settle) => {
    const call = request({ host: '127.0.0.1', port, path: pathname, headers: { host }, timeout: 5_000 }, (answer) => {
      answer.resume()
      settle(answer.statusCode)
    })
    call.once('timeout', () => call.destroy())
    call.once('error', () => settle(undefined))
    call.end()
  })
}
