import { fork } from 'node:child_process'
import type { Answer, Methods } from './loader-protocol'

/** A process that makes load, so that measuring takes no time away from what is measured. */
export type Loader<Own extends Methods> = {
  pid: number
  call<Name extends keyof Own & string>(
    method: Name,
    ...args: Parameters<Own[Name]>
  ): Promise<Awaited<ReturnType<Own[Name]>>>
  stop(): Promise<void>
}

type Pending = { resolve(result: unknown): void; reject(error: Error): void }

/** Starts the bundled file as a process that answers the methods `Own`. */
export function startLoader<Own extends Methods>(file: string, env: Readonly<Record<string, string>>): Loader<Own> {
  const child = fork(file, [], {
    env: { ...process.env, ...env },
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const pending = new Map<number, Pending>()
  let calls = 0
  child.on('message', (answer: Answer) => {
    const call = pending.get(answer.id)
    pending.delete(answer.id)
    if ('failure' in answer) call?.reject(new Error(answer.failure))
    else call?.resolve(answer.result)
  })
  child.once('exit', (code) => {
    for (const { reject } of pending.values()) reject(new Error(`${file} ended with ${code}`))
    pending.clear()
  })
  return {
    pid: child.pid ?? 0,
    call: <Name extends keyof Own & string>(method: Name, ...args: Parameters<Own[Name]>) =>
      new Promise<Awaited<ReturnType<Own[Name]>>>((resolve, reject) => {
        calls += 1
        pending.set(calls, { resolve: (result) => resolve(result as Awaited<ReturnType<Own[Name]>>), reject })
        child.send({ id: calls, method, args })
      }),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
      child.disconnect()
      const hurry = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await gone
      clearTimeout(hurry)
    },
  }
}
