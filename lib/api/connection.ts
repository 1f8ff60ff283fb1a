import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage } from 'node:http'

const key = Symbol.for('shomei.connection')
const processWide = globalThis as typeof globalThis & { [key]?: AsyncLocalStorage<string | null> }

/** One for the process, also where the framework loads this module a second time. */
function addresses(): AsyncLocalStorage<string | null> {
  processWide[key] ??= new AsyncLocalStorage<string | null>()
  return processWide[key]
}

/** Runs the framework on a request so that `frameworkAddress` answers in its code. */
export function runFramework<Result>(request: IncomingMessage, run: () => Result): Result {
  return addresses().run(request.socket.remoteAddress ?? null, run)
}

/** Inside the framework: the address of the connection that is served; `null` where no server of ours accepted it. */
export function frameworkAddress(): string | null {
  return addresses().getStore() ?? null
}

/** Outside of it: the same, from what @hono/node-server passes with each request. */
export function bindingsAddress(environment: unknown): string | null {
  if (typeof environment !== 'object' || environment === null || !('incoming' in environment)) return null
  const { incoming } = environment as { incoming: IncomingMessage }
  return incoming.socket.remoteAddress ?? null
}
