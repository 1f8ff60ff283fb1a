import { flood } from '@/e2e/support/flood/flood'
import { apiParts } from '@/lib/api/openapi-document'
import type { Asked } from '@/lib/portal/testing/ask-once'
import { sides } from '@/lib/vocabulary/settings/side'
import type { LoadRound } from '../load/keep-alive-load'
import type { SigningLoad } from '../load/signing-load'
import type { Outcome } from '../measure/result'
import { median, medianSpread, pairedRatio, round } from '../measure/statistics'
import { processFile } from '../process/bundle-processes'
import { inRounds } from '../process/in-rounds'
import { startLoader } from '../process/start-loader'
import { withCleanup } from '../process/with-cleanup'
import { type BenchWorld, createWorld } from '../world/bench-world'
import { createEmrBearer } from '../world/emr-bearer'
import { seedSigners } from '../world/seed-signers'
import { startSide } from '../world/start-servers'
import type { Bench } from './bench'

/** Connections of the strangers, each with one request under way. */
const connections = 16
const most = 2
const warmUps = 5

/** Signatures of one doctor after the other, alone and while strangers ask both sides for everything that anybody may ask for. */
export const anonymousFloodBench: Bench = {
  name: 'anonymous-flood',
  title: 'Signing while strangers ask without end',
  run: (databaseServerUrl, scale) =>
    withCleanup(async (atEnd) => {
      const world = await createWorld(databaseServerUrl, 1)
      atEnd(world.close)
      const signers = await seedSigners(world, { certified: 8, credentials: 100 })
      const settings = { SHOMEI_SIGNATURES_PER_TOKEN: '100000', SHOMEI_SIGNATURES_PER_DAY: '100000' }
      for (const side of sides) atEnd((await startSide(world, side, settings)).stop)
      const loader = startLoader<SigningLoad>(processFile('signing-load'), {})
      atEnd(loader.stop)
      const { authority, facility } = world
      const terminalCode = world.hospital.terminals[0]?.terminalCode ?? ''
      await loader.call('prepare', {
        authority,
        facility,
        emrBearer: await createEmrBearer(world),
        terminalCode,
        signers,
      })
      const sign = (seconds: number) => loader.call('sign', { algorithm: 'rsa-2048', concurrency: 1, seconds })
      await sign(warmUps * scale.warmUpSeconds)
      await world.sql`ANALYZE`
      const results = await inRounds(scale.rounds, {
        alone: () => sign(scale.roundSeconds),
        flooded: () => signInFlood(world, sign(scale.roundSeconds)),
      })
      return judge(results, scale.rounds)
    }),
}

async function signInFlood(world: BenchWorld, signing: Promise<LoadRound>): Promise<LoadRound> {
  const asked = strangersRequests(world)
  const share = Math.ceil(connections / asked.length)
  const [signed] = await Promise.all([signing, ...asked.map((each) => flood(each, share, signing))])
  return signed
}

/** Documents and calls of both sides; pages are flooded in e2e/attacks/flood.spec.ts, as they need the whole portal. */
function strangersRequests({ authority, facility }: BenchWorld): Asked[] {
  const get = (side: { port: number; host: string }, path: string): Asked => ({
    ...side,
    method: 'GET',
    path,
    headers: {},
    body: undefined,
  })
  const documents = Object.values(apiParts).map(({ side, document }) =>
    get(side === 'authority' ? authority : facility, document),
  )
  const ofAuthority = [
    '/.well-known/oauth-authorization-server',
    '/crl/test-issuing.crl',
    '/csc/v2/info',
    '/api/nothing',
  ]
  return [...documents, ...ofAuthority.map((path) => get(authority, path)), get(facility, '/api/health/ready')]
}

function judge({ alone, flooded }: Record<'alone' | 'flooded', LoadRound[]>, rounds: number): Outcome {
  const p95 = (each: LoadRound[]) => each.map(({ latencyMs }) => latencyMs.p95)
  const ratio = pairedRatio(p95(flooded), p95(alone))
  const detail = (name: string, each: LoadRound[]) => {
    const { p50, p99 } = medianSpread(each.map(({ latencyMs }) => latencyMs))
    return { name, values: { 'p50 ms': round(p50), 'p95 ms': round(median(p95(each))), 'p99 ms': round(p99) } }
  }
  return {
    conditions: [
      `One signature under way at a time, RSA-2048; ${rounds} rounds, turn about with the same while at least ${connections} connections of one other address ask for OpenAPI documents, metadata, a CRL, the service’s description, the health check and an address where nothing is. Strangers, servers and PostgreSQL share the cores.`,
    ],
    verdicts: [
      {
        work: 'p95 of a signature while strangers ask without end',
        measured: { value: round(median(p95(flooded))), unit: 'ms' },
        floor: { value: round(median(p95(alone))), unit: 'ms' },
        ratio: round(ratio),
        target: `≤ ${most} × alone`,
        isMet: ratio <= most,
      },
    ],
    details: [detail('alone', alone), detail('in a flood', flooded)],
  }
}
