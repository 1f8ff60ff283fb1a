import type { KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'
import { KeystoreInDoubt, type KeystoreRefusal, KeystoreRefused } from '../keystore-error'

/** Where a job's private key comes from: wrapped under a key the threads know, as PKCS#8 (wiped after use), or imported before. */
export type KeySource =
  | { kind: 'wrapped'; wrappingKeyId: string; wrapped: Uint8Array }
  | { kind: 'pkcs8'; pkcs8: Uint8Array<ArrayBuffer> }
  | { kind: 'imported'; key: KeyObject }

export type SigningJob = {
  algorithm: SigningKeyAlgorithm
  publicKey: Uint8Array
  source: KeySource
  digests: readonly Uint8Array[]
  /** Hand the imported key back, for use in the next seconds; RSA only. */
  isKept: boolean
}

export type SignedJob = { signatures: Uint8Array<ArrayBuffer>[]; key: KeyObject | null }

export type SigningThreads = {
  /** @throws KeystoreRefused before a thread took the job or when the key does not open. @throws KeystoreInDoubt after. */
  sign(job: SigningJob): Promise<SignedJob>
  close(): Promise<void>
}

type Answer =
  | { id: number; signatures: Uint8Array<ArrayBuffer>[]; key?: KeyObject }
  | { id: number; refusal: KeystoreRefusal }
type Pending = { job: SigningJob; resolve: (signed: SignedJob) => void; reject: (error: Error) => void }
type Thread = { worker: Worker; current: Pending | null; deadline: NodeJS.Timeout | null }

/** Jobs that may wait for a thread; a flood beyond is refused before it costs memory. */
const mostWaiting = 500
/** No signature takes this long: a thread that does is stuck and ended. A batch of 1,000 takes about a second. */
const answerMs = 15_000

/**
 * Threads that sign, started when first needed. node:crypto signs a finished digest only synchronously (0.3 to 1 ms of RSA), so
 * it is done here and the event loop stays free for everybody else.
 */
export function createSigningThreads(options: {
  threads: number
  keks: ReadonlyMap<string, Uint8Array>
}): SigningThreads {
  const threads = new Set<Thread>()
  const waiting: Pending[] = []
  let isClosed = false

  function start(): Thread {
    const worker = new Worker(workerFile(), { workerData: { keks: options.keks }, stdout: true, stderr: true })
    worker.unref()
    const thread: Thread = { worker, current: null, deadline: null }
    worker.on('message', (answer: Answer) => settle(thread, answer))
    worker.on('error', () => lose(thread))
    worker.on('exit', () => lose(thread))
    threads.add(thread)
    return thread
  }

  function next(): void {
    while (waiting.length > 0) {
      const idle = [...threads].find((thread) => thread.current === null)
      const thread = idle ?? (threads.size < options.threads ? start() : null)
      const pending = thread === null ? undefined : waiting.shift()
      if (thread === null || pending === undefined) return
      issue(thread, pending)
    }
  }

  function issue(thread: Thread, pending: Pending): void {
    const { job } = pending
    thread.current = pending
    thread.worker.ref()
    thread.deadline = setTimeout(() => void thread.worker.terminate(), answerMs)
    thread.worker.postMessage({ id: 0, ...job }, job.source.kind === 'pkcs8' ? [job.source.pkcs8.buffer] : [])
  }

  function settle(thread: Thread, answer: Answer): void {
    const pending = release(thread)
    if ('refusal' in answer) pending?.reject(new KeystoreRefused(answer.refusal, 'private key'))
    else pending?.resolve({ signatures: answer.signatures, key: answer.key ?? null })
    next()
  }

  function lose(thread: Thread): void {
    if (!threads.delete(thread)) return
    release(thread)?.reject(new KeystoreInDoubt('a signing thread ended'))
    next()
  }

  return {
    sign(job) {
      if (isClosed) return Promise.reject(new KeystoreRefused('unavailable', 'closed'))
      if (waiting.length >= mostWaiting) return Promise.reject(new KeystoreRefused('busy', 'signing threads'))
      return new Promise((resolve, reject) => {
        waiting.push({ job, resolve, reject })
        next()
      })
    },
    async close() {
      isClosed = true
      for (const { reject } of waiting.splice(0)) reject(new KeystoreRefused('unavailable', 'closed'))
      await Promise.all([...threads].map(({ worker }) => worker.terminate()))
    },
  }
}

/** The job that the thread worked on; from here it is free for the next one. */
function release(thread: Thread): Pending | null {
  const { current } = thread
  thread.current = null
  if (thread.deadline !== null) clearTimeout(thread.deadline)
  thread.worker.unref()
  return current
}

const workerPath = 'lib/keystore/sealed/signing-worker.mjs'

/** The thread's file, above this module wherever that was bundled to, or below the folder the process was started in. */
function workerFile(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, workerPath))) {
    const parent = dirname(folder)
    if (parent === folder) return join(process.cwd(), workerPath)
    folder = parent
  }
  return join(folder, workerPath)
}
