import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { createKek } from '@/lib/keystore/pkcs11/create-kek'
import { type Cryptoki, ck, loadCryptoki } from '@/lib/keystore/pkcs11/cryptoki'
import { findSlot } from '@/lib/keystore/pkcs11/find-slot'
import { createPkcs11Keystore } from '@/lib/keystore/pkcs11/pkcs11-keystore'
import {
  createSoftTokens,
  softHsmLibrary,
  softHsmWrapMechanism,
  softPins,
} from '@/lib/keystore/pkcs11/testing/soft-token'
import { generatePair, signOne } from '@/lib/keystore/pkcs11/token-keys'
import { createSealedKeystore } from '@/lib/keystore/sealed/sealed-keystore'
import type { SigningKeystore } from '@/lib/keystore/signing-keystore'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'
import { answerCalls } from '../process/loader-protocol'
import type { LoadRound } from './keep-alive-load'
import { runWorkers } from './run-workers'

export type KeystoreScenario = 'raw' | 'sealed, cold' | 'sealed, kept' | 'token, raw' | 'token'
export type KeystoreRound = {
  work: KeystoreScenario
  algorithm: SigningKeyAlgorithm
  /** Digests of one call. */
  size: number
  concurrency: number
  seconds: number
}

const threads = 2
const sessions = 4
const label = 'bench'
const kekLabel = 'bench-kek'
const digest = new Uint8Array(randomBytes(32))
const signInPool = promisify(sign)
/** What one call of a work does: one signature, or `size` of them. */
const prepared = new Map<string, (size: number) => Promise<unknown>>()
let removeTokens = () => {}

const methods = {
  /** Whether there is a SoftHSM2 here; makes a token with a wrapping key if so. */
  async prepareToken(): Promise<boolean> {
    if (softHsmLibrary === undefined) return false
    try {
      const tokens = createSoftTokens(label)
      removeTokens = tokens.remove
      const { securityOfficerPin } = softPins
      await createKek({ library: tokens.library, tokenLabel: label, label: kekLabel, securityOfficerPin })
      return true
    } catch (error) {
      console.log(`        SoftHSM2 is not measured: ${String(error)}`)
      return false
    }
  },

  async run({ work, algorithm, size, ...round }: KeystoreRound): Promise<LoadRound> {
    const name = `${work} ${algorithm}`
    const call = prepared.get(name) ?? (await prepare(work, algorithm))
    prepared.set(name, call)
    return runWorkers(round, () => call(size))
  },

  async removeTokens(): Promise<void> {
    removeTokens()
  },
}

export type KeystoreLoad = typeof methods

async function prepare(work: KeystoreScenario, algorithm: SigningKeyAlgorithm) {
  switch (work) {
    case 'raw':
      return rawOf(algorithm)
    case 'sealed, cold':
      return callsOf(openSealed(0), algorithm)
    case 'sealed, kept':
      return callsOf(openSealed(60), algorithm)
    case 'token':
      return callsOf(openToken(), algorithm)
    case 'token, raw':
      return rawTokenOf(algorithm)
  }
}

function rawOf(algorithm: SigningKeyAlgorithm) {
  const { privateKey } =
    algorithm === 'rsa-2048'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return () => signInPool('sha256', digest, privateKey)
}

function openSealed(keySeconds: number): SigningKeystore {
  const keys = new Map([['bench', new Uint8Array(randomBytes(32))]])
  return createSealedKeystore({ ring: { current: 'bench', keys }, threads, keySeconds })
}

function openToken(): SigningKeystore {
  return createPkcs11Keystore({
    library: softHsmLibrary ?? '',
    tokenLabel: label,
    pin: softPins.pin,
    wrapMechanism: softHsmWrapMechanism,
    kekLabel,
    sessions,
  })
}

async function callsOf(keystore: SigningKeystore, algorithm: SigningKeyAlgorithm) {
  const key = { ...(await keystore.generate(algorithm)), algorithm }
  return (size: number) =>
    keystore.sign(
      key,
      Array.from({ length: size }, () => digest),
    )
}

/** A key that stays in the token, and C_Sign in as many sessions as the adapter has: no wrapping, no check. */
async function rawTokenOf(algorithm: SigningKeyAlgorithm) {
  const cryptoki = await loadCryptoki(softHsmLibrary ?? '')
  const open = Array.from({ length: sessions }, () => openSession(cryptoki))
  const [first] = open
  if (first === undefined) throw new Error('there is no session')
  const { privateKey } = await generatePair(first, algorithm)
  return async () => {
    const session = open.pop()
    if (session === undefined) throw new Error('more at a time than there are sessions')
    await signOne(session, privateKey, algorithm, digest, () => {})
    open.push(session)
  }
}

function openSession(cryptoki: Cryptoki) {
  const session = cryptoki.C_OpenSession(findSlot(cryptoki, label), ck.flagSerialSession | ck.flagReadWrite)
  try {
    cryptoki.C_Login(session, ck.user, softPins.pin)
  } catch (error) {
    if (!String(error).includes('ALREADY_LOGGED_IN')) throw error
  }
  return { cryptoki, session, findKek: () => session }
}

answerCalls(methods)
