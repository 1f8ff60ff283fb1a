import { randomBytes } from 'node:crypto'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'

import { answerCalls } from '../process/loader-protocol'
import type { BenchSigner, BenchSigners } from '../world/seed-signers'
import { type ApiCaller, createApiCaller } from './call-api'
import type { LoadRound, Target } from './keep-alive-load'
import { runWorkers } from './run-workers'

export type SigningScene = {
  facility: Target
  authority: Target
  emrBearer: string
  terminalCode: string
  signers: BenchSigners
}

type Round = { algorithm: SigningKeyAlgorithm; concurrency: number; seconds: number }
type Stage = { facility: ApiCaller; authority: ApiCaller; scene: SigningScene }

const csv = Buffer.from(samplePrescriptionCsv()).toString('base64')
const algorithmOids = { 'rsa-2048': '1.2.840.113549.1.1.11', 'p-256': '1.2.840.10045.4.3.2' } as const
const sha256Oid = '2.16.840.1.101.3.4.2.1'

let stage: Stage | undefined
let turn = 0

const methods = {
  async prepare(scene: SigningScene): Promise<void> {
    stage = { scene, facility: createApiCaller(scene.facility), authority: createApiCaller(scene.authority) }
  },

  /** One prescription a request, each of another doctor than the last. */
  async sign(round: Round): Promise<LoadRound> {
    return runWorkers(round, async () => {
      const body = await postToFacility('prescriptions/sign', { ...who(round.algorithm), document: csv })
      if (!body.includes('"signed_document"')) throw new Error(`nothing was signed: ${body.slice(0, 300)}`)
    })
  },

  /** `size` prescriptions of one doctor a request. */
  async signBatch(round: Round & { size: number }): Promise<LoadRound> {
    const documents = Array.from({ length: round.size }, () => csv)
    return runWorkers(round, async () => {
      const body = await postToFacility('prescriptions/sign-batch', { ...who(round.algorithm), documents })
      const signed = body.split('"outcome":"signed"').length - 1
      if (signed !== round.size) throw new Error(`${signed} of ${round.size} were signed: ${body.slice(0, 300)}`)
    })
  },

  /** One signed document of each algorithm, verified again and again. */
  async verify(round: Round): Promise<LoadRound> {
    const signed = await postToFacility('prescriptions/sign', { ...who(round.algorithm), document: csv })
    const document = JSON.parse(signed).signed_document
    return runWorkers(round, async () => {
      const body = await postToFacility('documents/verify', { document })
      if (!body.startsWith('{"result":"VALID"')) throw new Error(`not valid: ${body.slice(0, 300)}`)
    })
  },

  /** CSC `credentials/authorize` and `signatures/signHash` of `size` hashes, one after the other. */
  async signHashes(round: Round & { size: number }): Promise<LoadRound> {
    return runWorkers(round, () => authorizeAndSign(round.algorithm, round.size))
  },
}

export type SigningLoad = typeof methods

function prepared(): Stage {
  if (stage === undefined) throw new Error('prepare comes first')
  return stage
}

/** Doctors take turns, so that no doctor's limit is reached. */
function nextSigner(algorithm: SigningKeyAlgorithm): BenchSigner {
  const signers = prepared().scene.signers[algorithm]
  turn += 1
  const signer = signers[turn % signers.length]
  if (signer === undefined) throw new Error(`there is no signer with ${algorithm}`)
  return signer
}

function who(algorithm: SigningKeyAlgorithm) {
  return { staff_id: nextSigner(algorithm).staffCode, terminal_id: prepared().scene.terminalCode }
}

async function postToFacility(path: string, body: object): Promise<string> {
  const { facility, scene } = prepared()
  const headers = { authorization: `Bearer ${scene.emrBearer}`, 'idempotency-key': randomBytes(16).toString('hex') }
  const answer = await facility.call({ path: `/api/emr/v1/${path}`, headers, body })
  return answer.body
}

async function authorizeAndSign(algorithm: SigningKeyAlgorithm, size: number): Promise<void> {
  const { authority } = prepared()
  const { accessToken, credentialId } = nextSigner(algorithm)
  const hashes = Array.from({ length: size }, () => randomBytes(32).toString('base64'))
  const headers = { authorization: `Bearer ${accessToken}` }
  const common = { credentialID: credentialId, hashes, hashAlgorithmOID: sha256Oid }
  const authorized = await authority.call({
    path: '/csc/v2/credentials/authorize',
    headers,
    body: { ...common, numSignatures: size, description: 'prescription' },
  })
  const { SAD } = JSON.parse(authorized.body)
  const signed = await authority.call({
    path: '/csc/v2/signatures/signHash',
    headers: { ...headers, 'idempotency-key': randomBytes(16).toString('hex') },
    body: { ...common, SAD, signAlgo: algorithmOids[algorithm] },
  })
  const { signatures } = JSON.parse(signed.body)
  if (signatures.length !== size) throw new Error(`${signatures.length} signatures for ${size} hashes`)
}

answerCalls(methods)
