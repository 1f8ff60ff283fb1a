import { randomBytes } from 'node:crypto'
import { authorizeSignatures } from '@/lib/authority/signatures/authorize-signatures'
import { authenticateBearer } from '@/lib/authority/signatures/bearer/authenticate-bearer'
import { signHashes } from '@/lib/authority/signatures/sign-hashes'
import { newToken } from '@/lib/keystore/token'
import { seedOrigin } from '@/prisma/seed/seed-hospital'
import type { Verdict } from '../measure/result'
import { median, pairedRatio, percentile, round } from '../measure/statistics'
import type { Scale } from '../options'
import { inRounds } from '../process/in-rounds'
import type { BenchWorld } from '../world/bench-world'
import type { BenchSigner, BenchSigners } from '../world/seed-signers'

type Filled = { world: BenchWorld; signers: BenchSigners }

const flat = 1.2

/** What one authorised hash costs, called one after the other, among few and among many credentials of P-256. */
export async function measureFlatness(few: Filled, many: Filled, scale: Scale): Promise<Verdict> {
  const rounds = (count: number) =>
    inRounds(count, { few: () => medianMicros(few, scale), many: () => medianMicros(many, scale) })
  await rounds(1)
  const results = await rounds(scale.rounds)
  const ratio = pairedRatio(results.many, results.few)
  const { few: from, many: to } = scale.credentials
  return {
    work: `authorize and signHash: ${from.toLocaleString('en-US')} → ${to.toLocaleString('en-US')} credentials`,
    measured: { value: round(median(results.many)), unit: 'µs' },
    floor: { value: round(median(results.few)), unit: 'µs' },
    ratio: round(ratio),
    target: '≤ 1.2 × the small one',
    isMet: ratio <= flat,
  }
}

async function medianMicros({ world, signers }: Filled, { growth }: Scale): Promise<number> {
  const all = [...signers['p-256'], ...signers.others]
  const samples: number[] = []
  for (let done = 0; done < growth.callsPerRound / 5; done += 1) {
    const signer = all[Math.floor(Math.random() * all.length)]
    if (signer === undefined) throw new Error('there is no signer')
    const begin = performance.now()
    await signOnce(world, signer)
    samples.push((performance.now() - begin) * 1000)
  }
  return percentile(samples, 50)
}

async function signOnce({ contexts }: BenchWorld, { accessToken, credentialId }: BenchSigner): Promise<void> {
  const { authority } = contexts
  const hashes = [new Uint8Array(randomBytes(32))]
  const bearer = await authenticateBearer(authority, accessToken, seedOrigin)
  const wanted = { credentialId, numSignatures: 1, hashes, documentKind: 'prescription' } as const
  const { sad } = await authorizeSignatures(authority, bearer, wanted, seedOrigin)
  const request = { credentialId, sad, hashes, algorithm: 'p-256', idempotencyKey: newToken(16) } as const
  await signHashes(authority, bearer, request, seedOrigin)
}
