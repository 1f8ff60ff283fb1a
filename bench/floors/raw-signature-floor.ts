import { generateKeyPairSync, type KeyObject, randomBytes, sign, verify } from 'node:crypto'
import { promisify } from 'node:util'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'

import type { LoadRound } from '../load/keep-alive-load'
import { runWorkers } from '../load/run-workers'
import { answerCalls } from '../process/loader-protocol'

export type RawJob = { algorithm: SigningKeyAlgorithm; seconds: number; concurrency: number }

const signInPool = promisify(sign)
const verifyInPool = promisify(verify)
const message = randomBytes(1_000)
const pairs: Record<SigningKeyAlgorithm, { privateKey: KeyObject; publicKey: KeyObject }> = {
  'rsa-2048': generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'p-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
}

/** The least possible work: signatures of node:crypto with a key in memory, in as many threads as libuv has. */
const methods = {
  async sign({ algorithm, ...round }: RawJob): Promise<LoadRound> {
    const { privateKey } = pairs[algorithm]
    return runWorkers(round, () => signInPool('sha256', message, privateKey))
  },

  async verify({ algorithm, ...round }: RawJob): Promise<LoadRound> {
    const { privateKey, publicKey } = pairs[algorithm]
    const signature = sign('sha256', message, privateKey)
    return runWorkers(round, async () => {
      if (!(await verifyInPool('sha256', message, publicKey, signature))) throw new Error('the floor does not verify')
    })
  },
}

export type RawSignatureFloor = typeof methods

answerCalls(methods)
