import { availableParallelism } from 'node:os'
import type { RawSignatureFloor } from '../floors/raw-signature-floor'
import type { LoadRound } from '../load/keep-alive-load'
import type { SigningLoad } from '../load/signing-load'
import { cpuOfDatabase, cpuOfProcess, withCpu } from '../measure/cpu-time'
import type { Detail, Outcome, Verdict } from '../measure/result'
import { median, medianSpread, pairedRatio, round } from '../measure/statistics'
import type { Scale } from '../options'
import { processFile } from '../process/bundle-processes'
import { inRounds } from '../process/in-rounds'
import { startLoader } from '../process/start-loader'
import { withCleanup } from '../process/with-cleanup'
import { createWorld } from '../world/bench-world'
import { createEmrBearer } from '../world/emr-bearer'
import { type BenchSigners, seedSigners } from '../world/seed-signers'
import { startSide } from '../world/start-servers'
import type { Bench } from './bench'
import { measureFlatness } from './signing-flatness'

const batch = 100
/** Of these, the one that signs the most single prescriptions in the warm-up is used. */
const concurrencies = [4, 8, 16, 32]
const concurrentBatches = 3
/** Times the usual one: a process signs its first 2,000 documents at half its pace, while its code is still being compiled. */
const warmUps = 15
const goal = 0.5

/** No doctor's limit is reached; and no key stays imported, as with doctors who sign minutes apart. */
const settings = {
  SHOMEI_SIGNATURES_PER_TOKEN: '100000',
  SHOMEI_SIGNATURES_PER_DAY: '100000',
  SHOMEI_SIGNING_KEY_SECONDS: '0',
  SHOMEI_KEY_POOL: '0',
}

/** Prescriptions signed by both sides together, hashes signed by the authority alone, documents verified. */
export const signingBench: Bench = {
  name: 'signing',
  title: 'Remote signing, end to end',
  run: (databaseServerUrl, scale) =>
    withCleanup(async (atEnd) => {
      const { certified, few, many } = scale.credentials
      const [small, world] = [await createWorld(databaseServerUrl, 1), await createWorld(databaseServerUrl, 1)]
      atEnd(small.close)
      atEnd(world.close)
      const fewSigners = await seedSigners(small, { certified: 1, credentials: few })
      const signers = await seedSigners(world, { certified, credentials: many })
      const flatness = await measureFlatness({ world: small, signers: fewSigners }, { world, signers }, scale)
      const authority = await startSide(world, 'authority', settings)
      atEnd(authority.stop)
      const facility = await startSide(world, 'facility', settings)
      atEnd(facility.stop)
      const loader = startLoader<SigningLoad>(processFile('signing-load'), {})
      atEnd(loader.stop)
      const floor = startLoader<RawSignatureFloor>(processFile('raw-signature-floor'), {})
      atEnd(floor.stop)
      const terminalCode = world.hospital.terminals[0]?.terminalCode ?? ''
      const emrBearer = await createEmrBearer(world)
      const { authority: authorityTarget, facility: facilityTarget } = world
      await loader.call('prepare', {
        authority: authorityTarget,
        facility: facilityTarget,
        emrBearer,
        terminalCode,
        signers,
      })
      const meters = {
        facility: cpuOfProcess(facility.pid),
        authority: cpuOfProcess(authority.pid),
        PostgreSQL: await cpuOfDatabase(world.sql),
      }
      const warmUp = { algorithm: 'rsa-2048', concurrency: 16, seconds: warmUps * scale.warmUpSeconds } as const
      await loader.call('sign', warmUp)
      // As autovacuum does by itself within a minute: until then PostgreSQL plans for the empty tables of the beginning.
      await world.sql`ANALYZE`
      const works = worksOf(loader, floor, (work) => withCpu(meters, work))
      const concurrency = await bestConcurrency(loader, scale)
      await inRounds(1, works({ concurrency, seconds: scale.warmUpSeconds / 2 }))
      const seconds = scale.roundSeconds / 2
      const results = await inRounds(scale.rounds, works({ concurrency, seconds }))
      return judge(results, { scale, signers, concurrency, flatness })
    }),
}

type Meters = 'facility' | 'authority' | 'PostgreSQL'
type Measured = { result: LoadRound; cpuMs: Record<Meters, number> }
type Metered = (work: () => Promise<LoadRound>) => Promise<Measured>
type Loading = ReturnType<typeof startLoader<SigningLoad>>
type Floor = ReturnType<typeof startLoader<RawSignatureFloor>>

const rsa = 'RSA-2048, one document a request'
const p256 = 'P-256, one document a request'
const rsaBatch = `RSA-2048, ${batch} a request`
const p256Batch = `P-256, ${batch} a request`
const oneHash = 'CSC authorize and signHash, RSA-2048, one hash'
const manyHashes = `CSC authorize and signHash, RSA-2048, ${batch} hashes`
const verified = 'documents/verify, RSA-2048'
const rawRsa = 'raw RSA-2048 signature'
const rawP256 = 'raw P-256 signature'
const rawVerify = 'raw RSA-2048 verification'
/** What one request does, where that is not one. */
const sizes: Readonly<Record<string, number>> = { [rsaBatch]: batch, [p256Batch]: batch, [manyHashes]: batch }

function worksOf(loader: Loading, floor: Floor, metered: Metered) {
  return (round: { concurrency: number; seconds: number }) => {
    const bulk = { seconds: round.seconds, concurrency: concurrentBatches, size: batch }
    const raw = { seconds: round.seconds / 2, concurrency: 2 * availableParallelism() }
    const [rsaKey, p256Key] = [{ algorithm: 'rsa-2048' }, { algorithm: 'p-256' }] as const
    return {
      [rsa]: () => metered(() => loader.call('sign', { ...round, ...rsaKey })),
      [rawRsa]: () => metered(() => floor.call('sign', { ...raw, ...rsaKey })),
      [rsaBatch]: () => metered(() => loader.call('signBatch', { ...bulk, ...rsaKey })),
      [oneHash]: () => metered(() => loader.call('signHashes', { ...round, ...rsaKey, size: 1 })),
      [manyHashes]: () => metered(() => loader.call('signHashes', { ...bulk, ...rsaKey })),
      [p256]: () => metered(() => loader.call('sign', { ...round, ...p256Key })),
      [rawP256]: () => metered(() => floor.call('sign', { ...raw, ...p256Key })),
      [p256Batch]: () => metered(() => loader.call('signBatch', { ...bulk, ...p256Key })),
      [verified]: () => metered(() => loader.call('verify', { ...round, ...rsaKey })),
      [rawVerify]: () => metered(() => floor.call('verify', { ...raw, ...rsaKey })),
    }
  }
}

/** Signs with each of `concurrencies` for a while. */
async function bestConcurrency(loader: Loading, { warmUpSeconds }: Scale): Promise<number> {
  let best = { concurrency: 0, perSecond: 0 }
  for (const concurrency of concurrencies) {
    const { perSecond } = await loader.call('sign', { algorithm: 'rsa-2048', concurrency, seconds: warmUpSeconds })
    if (perSecond > best.perSecond) best = { concurrency, perSecond }
  }
  return best.concurrency
}

type Facts = { scale: Scale; signers: BenchSigners; concurrency: number; flatness: Verdict }

function judge(results: Record<string, Measured[]>, { scale, signers, concurrency, flatness }: Facts): Outcome {
  const rates = (name: string) => (results[name] ?? []).map(({ result }) => result.perSecond * (sizes[name] ?? 1))
  const compare = (work: string, name: string, floor: string): Verdict => ({
    work,
    measured: { value: round(median(rates(name))), unit: '1/s' },
    floor: { value: round(median(rates(floor))), unit: '1/s' },
    ratio: round(pairedRatio(rates(name), rates(floor))),
    target: `≥ ${goal} × raw`,
    isMet: pairedRatio(rates(name), rates(floor)) >= goal,
  })
  return {
    conditions: [
      `Authority and facility one process each on the same cores as PostgreSQL and the load, both audit logs on; ${scale.rounds} rounds of ${scale.roundSeconds / 2} s, turn about; ${concurrency} requests at a time (the best of ${concurrencies.join(', ')}), batches ${concurrentBatches} at a time. A prescription of 1 kB of CSV. Half a minute of signing and an ANALYZE of the tables came first, as in a process that has been at work for a while.`,
      `${scale.credentials.many.toLocaleString('en-US')} credentials, each with a holder, a key and a sign-in of today. ${signers['rsa-2048'].length} RSA-2048 and as many P-256 ones sign in turn; the others have keys of P-256, which are made quickly, and only fill the tables. No RSA key stays imported between requests (SHOMEI_SIGNING_KEY_SECONDS=0), as with doctors who sign minutes apart.`,
      'Floor: node:crypto signs or verifies 1 kB with one key in memory, in all threads of libuv on the same cores, with nothing else under way. Rates of batches are documents or hashes a second.',
      'Every document is judged by the facility before it leaves; every signature passes the ledger of the authority.',
    ],
    verdicts: [
      compare('prescription signed end to end, RSA-2048', rsa, rawRsa),
      compare(`prescription signed end to end, RSA-2048, ${batch} a request`, rsaBatch, rawRsa),
      compare('prescription signed end to end, P-256', p256, rawP256),
      compare(`prescription signed end to end, P-256, ${batch} a request`, p256Batch, rawP256),
      compare('hash authorised and signed by CSC, RSA-2048', oneHash, rawRsa),
      compare(`hash authorised and signed by CSC, RSA-2048, ${batch} a request`, manyHashes, rawRsa),
      compare('signed prescription verified over HTTP, RSA-2048', verified, rawVerify),
      flatness,
    ],
    details: Object.entries(results).map(([name, rounds]) => detailOf(name, rounds)),
  }
}

function detailOf(name: string, rounds: readonly Measured[]): Detail {
  const size = sizes[name] ?? 1
  const { count, p50, p95, p99 } = medianSpread(rounds.map(({ result }) => result.latencyMs))
  const cpu = (of: Meters) => round(rounds.reduce((sum, { cpuMs }) => sum + cpuMs[of], 0) / (count * size))
  return {
    name,
    values: {
      'each 1/s': round(median(rounds.map(({ result }) => result.perSecond)) * size),
      'request p50 ms': round(p50),
      'p95 ms': round(p95),
      'p99 ms': round(p99),
      'CPU ms each, facility': cpu('facility'),
      authority: cpu('authority'),
      PostgreSQL: cpu('PostgreSQL'),
    },
  }
}
