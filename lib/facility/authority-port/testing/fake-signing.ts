import { privateEncrypt } from 'node:crypto'
import { concatBytes } from '@/lib/kernel/bytes'
import { parseCertificate } from '@/lib/pki/certificate'
import { parseCrl } from '@/lib/pki/crl'
import { createTestPki, type TestIdentity, type TestPki, testPolicy } from '@/lib/pki/testing/test-pki'
import { noOcsp } from '@/lib/revocation/testing/no-ocsp'
import { authorityError } from '../authority.errors'
import type { SignHashesOutcome, SignHashesRequest, SigningCredential } from '../signing-port'
import { signingProfiles, type Trust } from '../trust'

export type TestRole = 'Medical Doctor' | 'Dentist' | 'Pharmacist'

/** The signing half of the authority in memory: a test hierarchy, a certificate for each holder, and the signatures it made. */
export type FakeSigning = {
  /** hcRole of a holder's certificate; doctors where nothing is said. */
  roles: Map<string, TestRole>
  /** Common name in a holder's certificate; one of their own where nothing is said. */
  names: Map<string, string>
  /** Answers signHashes instead of a signature, once each. */
  answers: SignHashesOutcome[]
  /** Makes the signatures and then loses the answer, this many times. */
  losesAnswers: number
  /** How many signatures were made. */
  made(): number
  /** Keys under which hashes were signed, oldest first. */
  keys(): string[]
  /** What verifiers trust; replaced to make the trust material fail. */
  trust: () => Promise<Trust>
  credentialOf(holderSubject: string): Promise<SigningCredential>
  /** Every certificate is issued again when it is asked for next. */
  renewAll(): void
  sign(holderSubject: string, request: SignHashesRequest): Promise<SignHashesOutcome>
}

const digestInfo = new Uint8Array(Buffer.from('3031300d060960864801650304020105000420', 'hex'))

export function createFakeSigning(): FakeSigning {
  let hierarchy: Promise<TestPki> | undefined
  const identities = new Map<string, Promise<TestIdentity>>()
  const signed = new Map<string, Uint8Array<ArrayBuffer>[]>()
  let made = 0
  const pki = () => {
    hierarchy ??= createTestPki()
    return hierarchy
  }
  const identityOf = (subject: string) => {
    const role = fake.roles.get(subject) ?? 'Medical Doctor'
    const commonName = fake.names.get(subject) ?? `TEST ${subject}`
    const place = `${role}/${commonName}`
    const known = identities.get(place) ?? pki().then((own) => own.issueHolder({ role, commonName }))
    identities.set(place, known)
    return known
  }
  const fake: FakeSigning = {
    roles: new Map(),
    names: new Map(),
    answers: [],
    losesAnswers: 0,
    made: () => made,
    keys: () => [...signed.keys()],
    async trust() {
      const { root, issuingCa, crl } = await pki()
      return {
        anchors: [{ certificate: parseCertificate(root.certificate) }],
        intermediates: [parseCertificate(issuingCa.certificate)],
        crls: [parseCrl(await crl({ issuer: root })), parseCrl(await crl())],
        profiles: signingProfiles([testPolicy]),
        timestamps: null,
        ocsp: noOcsp,
      }
    },
    async credentialOf(subject) {
      const { certificate } = await identityOf(subject)
      const chain = [(await pki()).issuingCa.certificate]
      return { credentialId: `crd_${subject}`, certificate, chain, signAlgorithm: '1.2.840.113549.1.1.11' }
    },
    renewAll: () => identities.clear(),
    async sign(subject, { hashes, idempotencyKey }) {
      const answer = fake.answers.shift()
      if (answer !== undefined) return answer
      const { key } = await identityOf(subject)
      const known = signed.get(idempotencyKey)
      const signatures =
        known ?? hashes.map((hash) => new Uint8Array(privateEncrypt(key.privateKey, concatBytes(digestInfo, hash))))
      if (known === undefined) made += signatures.length
      signed.set(idempotencyKey, signatures)
      if (fake.losesAnswers > 0) {
        fake.losesAnswers -= 1
        throw authorityError('authority.unavailable', { retryAfterSeconds: 10 })
      }
      return { outcome: 'signed', signatures }
    },
  }
  return fake
}
