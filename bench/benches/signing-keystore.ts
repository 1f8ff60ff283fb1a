import { type SigningKeyAlgorithm, signingKeyAlgorithms } from '@/lib/vocabulary/settings/signing-key-algorithm'
import type { LoadRound } from '../load/keep-alive-load'
import type { KeystoreLoad, KeystoreRound } from '../load/keystore-load'
import type { Verdict } from '../measure/result'
import { median, medianSpread, pairedRatio, round } from '../measure/statistics'
import { processFile } from '../process/bundle-processes'
import { inRounds } from '../process/in-rounds'
import { startLoader } from '../process/start-loader'
import { withCleanup } from '../process/with-cleanup'
import type { Bench } from './bench'

const batch = 100
/** As many as the token has sessions; twice the threads of the sealed keystore. */
const concurrency = 4
const goal = 0.5
const names: Record<SigningKeyAlgorithm, string> = { 'rsa-2048': 'RSA-2048', 'p-256': 'P-256' }

type Work = Pick<KeystoreRound, 'work' | 'algorithm' | 'size'>

/** Keystores by themselves: no ledger, no database, no HTTP. */
export const signingKeystoreBench: Bench = {
  name: 'signing-keystore',
  title: 'Keystores',
  run: (_databaseServerUrl, { rounds, roundSeconds }) =>
    withCleanup(async (atEnd) => {
      const loader = startLoader<KeystoreLoad>(processFile('keystore-load'), {})
      atEnd(loader.stop)
      const hasToken = await loader.call('prepareToken')
      atEnd(() => loader.call('removeTokens'))
      const works = [...sealedWorks, ...(hasToken ? tokenWorks : [])]
      const runs = Object.fromEntries(
        works.map((work) => [
          nameOf(work),
          () => loader.call('run', { ...work, concurrency, seconds: roundSeconds / 5 }),
        ]),
      )
      const results = await inRounds(rounds + 1, runs)
      for (const measured of Object.values(results)) measured.shift()
      return {
        conditions: [
          `One process, ${concurrency} calls at a time; the sealed keystore with 2 threads, the token with ${concurrency} sessions. Cold: the key is opened and imported for each call; kept: imported seconds ago. Rates are signatures a second. Warm-up first, then turn about.`,
          'Floor of the sealed keystore: node:crypto signs with a key in memory, in libuv’s threads. Floor of the token: C_Sign with a key that stays in it.',
          hasToken
            ? 'The token is SoftHSM2; a real one signs at its own pace, and opening a key costs it a decryption, not a signature more.'
            : 'SoftHSM2 is not installed here: the PKCS#11 keystore was not measured.',
        ],
        verdicts: works.flatMap((work) => verdictOf(work, results)),
        details: works.map((work) => detailOf(work, results[nameOf(work)] ?? [])),
      }
    }),
}

const sealedWorks: readonly Work[] = signingKeyAlgorithms.flatMap((algorithm) => [
  { work: 'raw', algorithm, size: 1 },
  { work: 'sealed, cold', algorithm, size: 1 },
  ...(algorithm === 'rsa-2048' ? [{ work: 'sealed, kept', algorithm, size: 1 } as const] : []),
  { work: 'sealed, cold', algorithm, size: batch },
])
const tokenWorks: readonly Work[] = [
  { work: 'token, raw', algorithm: 'rsa-2048', size: 1 },
  { work: 'token', algorithm: 'rsa-2048', size: 1 },
  { work: 'token', algorithm: 'rsa-2048', size: batch },
]

function nameOf({ work, algorithm, size }: Work): string {
  return `${work}, ${names[algorithm]}${size === 1 ? '' : `, ${size} a call`}`
}

function verdictOf(work: Work, results: Record<string, LoadRound[]>): Verdict[] {
  if (work.work === 'raw' || work.work === 'token, raw') return []
  const floor = { work: work.work === 'token' ? 'token, raw' : 'raw', algorithm: work.algorithm, size: 1 } as const
  const rates = (of: Work) => (results[nameOf(of)] ?? []).map(({ perSecond }) => perSecond * of.size)
  const ratio = pairedRatio(rates(work), rates(floor))
  return [
    {
      work: `keystore: ${nameOf(work)}`,
      measured: { value: round(median(rates(work))), unit: '1/s' },
      floor: { value: round(median(rates(floor))), unit: '1/s' },
      ratio: round(ratio),
      target: `≥ ${goal} × raw`,
      isMet: ratio >= goal,
    },
  ]
}

function detailOf(work: Work, rounds: readonly LoadRound[]) {
  const { p50, p95, p99 } = medianSpread(rounds.map(({ latencyMs }) => latencyMs))
  const perSecond = round(median(rounds.map((each) => each.perSecond)) * work.size)
  return {
    name: nameOf(work),
    values: { 'signatures 1/s': perSecond, 'call p50 ms': round(p50), 'p95 ms': round(p95), 'p99 ms': round(p99) },
  }
}
