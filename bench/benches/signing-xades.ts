import { sign } from 'node:crypto'
import { buildPrescriptionDocument } from '@/lib/eprescription/document/build-prescription-document'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { type SigningKeyAlgorithm, signingKeyAlgorithms } from '@/lib/vocabulary/settings/signing-key-algorithm'

import { finishSignature } from '@/lib/xades/create/finish-signature'
import { prepareSignature } from '@/lib/xades/create/prepare-signature'
import { signDigest } from '@/lib/xades/testing/sign-digest'
import { createScene, testTime } from '@/lib/xades/testing/signed-documents'
import { verificationOf } from '@/lib/xades/testing/verification-of'
import { verifySignedDocument } from '@/lib/xades/verify/verify-signed-document'
import type { Verdict } from '../measure/result'
import { median, pairedRatio, round } from '../measure/statistics'
import { inRounds } from '../process/in-rounds'
import type { Bench } from './bench'

const signingGoal = 0.6
const verifyGoal = 400
const names: Record<SigningKeyAlgorithm, string> = { 'rsa-2048': 'RSA-2048', 'p-256': 'P-256' }

/** XAdES as a library: no database, no network, no keystore. */
export const signingXadesBench: Bench = {
  name: 'signing-xades',
  title: 'Signed prescriptions: creation and verification',
  async run(_databaseServerUrl, { rounds, roundSeconds }) {
    const works = (await Promise.all(signingKeyAlgorithms.map(worksOf))).map((made) => {
      return Object.fromEntries(
        Object.entries(made).map(([name, work]) => [name, async () => perCpuSecond(work, roundSeconds / 5)]),
      )
    })
    const [rsa = {}, ec = {}] = works
    const rates = { 'rsa-2048': await inRounds(rounds + 1, rsa), 'p-256': await inRounds(rounds + 1, ec) }
    const of = (algorithm: SigningKeyAlgorithm, name: string) => rates[algorithm][name]?.slice(1) ?? []
    return {
      conditions: [
        'A prescription of 1 kB of CSV; one doctor who signs again and again, with a certificate and key that stay in memory. Operations per second of processor time of one process, median of the rounds, turn about with the floor; the first round is warm-up.',
        'Creation: prepare, sign the digest, finish. Verification: all of it, with the certification path, its CRLs and the role. Floor: `node:crypto` signs the same digest with the same key, and nothing else.',
      ],
      verdicts: signingKeyAlgorithms.flatMap((algorithm) => verdictsOf(algorithm, (name) => of(algorithm, name))),
      details: signingKeyAlgorithms.map((algorithm) => ({
        name: `${names[algorithm]}, operations per second of processor time`,
        values: {
          prepare: round(median(of(algorithm, 'prepare'))),
          finish: round(median(of(algorithm, 'finish'))),
          'verify a dispensing document (two signatures)': round(median(of(algorithm, 'verifyDispensing'))),
        },
      })),
    }
  },
}

async function worksOf(algorithm: SigningKeyAlgorithm): Promise<Record<string, () => unknown>> {
  const scene = await createScene(algorithm)
  const verification = await verificationOf(scene)
  const { certificate, key } = scene.doctor
  const document = buildPrescriptionDocument(samplePrescriptionCsv())
  const prepare = () => prepareSignature({ document, kind: 'prescription', certificate, signingTime: testTime })
  const prepared = prepare()
  const rawValue = () => sign('sha256', prepared.digest, key.privateKey)
  const value = signDigest(key, prepared.digest)
  const verify = (signed: Uint8Array) => {
    const { result } = verifySignedDocument(signed, verification)
    if (result !== 'VALID') throw new Error(`a document of ours is ${result}`)
  }
  return {
    raw: rawValue,
    // The device would sign the digest: node:crypto cannot for P-256, so what it costs is the raw signature's part.
    create: () => {
      prepare()
      rawValue()
      return finishSignature(prepared, value)
    },
    prepare,
    finish: () => finishSignature(prepared, value),
    verify: () => verify(scene.prescription),
    verifyDispensing: () => verify(scene.dispensing),
  }
}

/** How often `work` goes into a second of this process's processor time. */
function perCpuSecond(work: () => unknown, seconds: number): number {
  const before = process.cpuUsage()
  const spent = () => {
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1_000_000
  }
  let count = 0
  for (; spent() < seconds; count += 10) for (let turn = 0; turn < 10; turn += 1) work()
  return count / spent()
}

function verdictsOf(algorithm: SigningKeyAlgorithm, of: (name: string) => number[]): Verdict[] {
  const perSecond = (name: string) => ({ value: round(median(of(name))), unit: '1/s' as const })
  const ratio = pairedRatio(of('create'), of('raw'))
  const isRsa = algorithm === 'rsa-2048'
  return [
    {
      work: `XAdES signature, ${names[algorithm]}, per second of processor time`,
      measured: perSecond('create'),
      floor: perSecond('raw'),
      ratio: round(ratio),
      target: isRsa ? `≥ ${signingGoal} × floor` : '≥ 1000/s',
      isMet: isRsa ? ratio >= signingGoal : median(of('create')) >= 1000,
    },
    {
      work: `signed prescription verified, ${names[algorithm]}, per second of processor time`,
      measured: perSecond('verify'),
      floor: null,
      ratio: null,
      target: `≥ ${verifyGoal}/s`,
      isMet: median(of('verify')) >= verifyGoal,
    },
  ]
}
