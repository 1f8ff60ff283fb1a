import { generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto'
import postgres from 'postgres'
import type { LoadRound } from '../load/keep-alive-load'
import { spreadOf } from '../measure/statistics'
import { answerCalls } from '../process/loader-protocol'

export type SignInFloorJob = {
  databaseUrl: string
  seconds: number
  concurrency: number
  /** P-256 verifications of one sign-in. */
  verifies: number
  /** Transactions that write, of one sign-in. */
  commits: number
}

const methods = {
  /** What a sign-in cannot do without: its signatures verified with a kept key, and its commits, one after the other. */
  async run({ databaseUrl, seconds, concurrency, verifies, commits }: SignInFloorJob): Promise<LoadRound> {
    const sql = postgres(databaseUrl, { max: concurrency, onnotice: () => {} })
    await sql`CREATE TABLE IF NOT EXISTS public.bench_commit (id text PRIMARY KEY, payload text NOT NULL)`
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const message = randomBytes(200)
    const signature = sign('sha256', message, privateKey)
    const payload = 'x'.repeat(300)
    const signInOnce = async () => {
      for (let index = 0; index < verifies; index += 1) {
        if (!verify('sha256', message, publicKey, signature)) throw new Error('the floor does not verify')
      }
      for (let index = 0; index < commits; index += 1) {
        await sql`INSERT INTO public.bench_commit VALUES (${randomBytes(16).toString('base64url')}, ${payload})`
      }
    }
    const latencies: number[] = []
    const begin = performance.now()
    const worker = async () => {
      for (let now = performance.now(); now < begin + seconds * 1000; now = performance.now()) {
        await signInOnce()
        latencies.push(performance.now() - now)
      }
    }
    await Promise.all(Array.from({ length: concurrency }, worker))
    const passed = (performance.now() - begin) / 1000
    await sql.end()
    return { perSecond: latencies.length / passed, latencyMs: spreadOf(latencies) }
  },
}

export type SignInFloor = typeof methods

answerCalls(methods)
