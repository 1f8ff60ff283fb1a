import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { request } from 'node:http'

export type ServerProcess = {
  name: string
  pid: number
  port: number
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

type Options = {
  name: string
  command: readonly string[]
  env: Readonly<Record<string, string>>
  port: number
  /** Host name under which the server answers. */
  host: string
  healthPath: string
  logFile: string
}

const startMs = 40_000

/** Starts a server on loopback and waits until it answers; its output goes to `logFile`. */
export async function startServerProcess({
  name,
  command,
  env,
  port,
  host,
  healthPath,
  logFile,
}: Options): Promise<ServerProcess> {
  const [program = process.execPath, ...args] = command
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const log = createWriteStream(logFile, { flags: 'a' })
  child.stdout.pipe(log)
  child.stderr.pipe(log)
  const { pid } = child
  if (pid === undefined) throw new Error(`${name} did not start`)
  await waitUntilHealthy(child, { name, port, host, healthPath, logFile })
  return { name, pid, port, stop: (signal = 'SIGTERM') => stopChild(child, signal) }
}

async function waitUntilHealthy(
  child: ChildProcess,
  { name, port, host, healthPath, logFile }: Pick<Options, 'name' | 'port' | 'host' | 'healthPath' | 'logFile'>,
): Promise<void> {
  const deadline = Date.now() + startMs
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}: see ${logFile}`)
    const status = await statusOf(port, host, healthPath)
    if (status !== null && status >= 200 && status < 400) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  child.kill('SIGKILL')
  throw new Error(`${name} did not answer within ${startMs} ms: see ${logFile}`)
}

/** HTTP status of a GET, or null when nothing answers. */
export function statusOf(port: number, host: string, path: string): Promise<number | null> {
  return new Promise((resolve) => {
    const call = request({ host: '127.0.0.1', port, path, headers: { host }, timeout: 5_000 }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? null)
    })
    call.on('error', () => resolve(null))
    call.on('timeout', () => call.destroy())
    call.end()
  })
}

async function stopChild(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill(signal)
  const hurry = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await gone
  clearTimeout(hurry)
}
