import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * The command line of a running process, or undefined when there is none with that id.
 * @param {number} pid
 * @returns {string | undefined}
 */
export function findCommandLine(pid) {
  if (!Number.isInteger(pid) || pid <= 1) return undefined
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || undefined
  } catch {
    if (process.platform === 'linux') return undefined
  }
  const listed = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' })
  return listed.status === 0 ? listed.stdout.trim() : undefined
}

/**
 * Sends `signal` to a process that is not a child of this one and waits until it has gone; after the time-out it is
 * killed. Processes whose command line does not contain `mark` are left alone: ids are used again.
 * @param {number} pid
 * @param {{ mark: string, signal: NodeJS.Signals, timeoutMs: number }} options
 * @returns {Promise<boolean>} false when there was nothing to stop
 */
export async function stopProcess(pid, { mark, signal, timeoutMs }) {
  if (!findCommandLine(pid)?.includes(mark)) return false
  process.kill(pid, signal)
  const deadline = performance.now() + timeoutMs
  while (findCommandLine(pid)?.includes(mark)) {
    if (performance.now() > deadline) process.kill(pid, 'SIGKILL')
    await new Promise((settle) => setTimeout(settle, 50))
  }
  return true
}
