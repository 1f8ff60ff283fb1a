import type { VerdictResult } from '@/lib/vocabulary/verdict-result'
import { parseCertificate } from '../../certificate'
import { parseCrl } from '../../crl'
import type { PkiFindingCode } from '../../pki.findings'
import { PkiError } from '../../pki-error'
import type { PathQuestion } from '../path'
import { validatePath } from '../validate-path'
import { type CertificateSpec, type Minted, mintCertificate, testTime } from './mint'

export type Chain = {
  leaf: Minted
  intermediates: readonly Minted[]
  anchors: readonly Minted[]
  /** Revocation is asked for where this is present. */
  crls?: readonly Uint8Array[]
}

export type CaseOptions = Pick<
  PathQuestion,
  'initialPolicies' | 'explicitPolicy' | 'inhibitPolicyMapping' | 'inhibitAnyPolicy'
>

/** One generated chain with the verdict it has to get. */
export type PathCase = {
  title: string
  chain: () => Chain
  options?: CaseOptions
  expected: VerdictResult
  code?: PkiFindingCode
  /** Where openssl decides otherwise: what it does, and by which clause we differ. */
  openssl?: { accepts: boolean; why: string }
}

type Part = Partial<CertificateSpec>

const root = (part: Part = {}) => mintCertificate({ name: 'C=JP,O=Test,CN=Root', key: 'ec:root', isCa: true, ...part })

/** Root, issuing CA, leaf: all P-256 and sound unless a part says otherwise. */
export function mintChain(parts: { root?: Part; ca?: Part; leaf?: Part } = {}): Chain & { root: Minted; ca: Minted } {
  const anchor = root(parts.root)
  const ca = mintCertificate({ name: 'C=JP,O=Test,CN=CA', key: 'ec:ca', isCa: true, issuer: anchor, ...parts.ca })
  const leaf = mintCertificate({ name: 'C=JP,O=Test,CN=Taro', key: 'ec:leaf', issuer: ca, ...parts.leaf })
  return { root: anchor, ca, leaf, intermediates: [ca], anchors: [anchor] }
}

/** Root, upper CA, lower CA, leaf. */
export function mintLongChain(parts: { root?: Part; upper?: Part; lower?: Part; leaf?: Part } = {}) {
  const anchor = root(parts.root)
  const upper = mintCertificate({
    name: 'O=Test,CN=Upper',
    key: 'ec:upper',
    isCa: true,
    issuer: anchor,
    ...parts.upper,
  })
  const lower = mintCertificate({ name: 'O=Test,CN=Lower', key: 'ec:lower', isCa: true, issuer: upper, ...parts.lower })
  const leaf = mintCertificate({ name: 'C=JP,O=Test,CN=Taro', key: 'ec:leaf', issuer: lower, ...parts.leaf })
  return { root: anchor, upper, lower, leaf, intermediates: [upper, lower], anchors: [anchor] }
}

/** Our verdict on a chain; octets that cannot be parsed are refused with the parser's finding. */
export function judgeChain(
  { leaf, intermediates, anchors, crls }: Chain,
  options: Partial<PathQuestion> = {},
): { result: VerdictResult; codes: PkiFindingCode[]; policies: string[] } {
  try {
    const { result, findings, policies } = validatePath({
      certificate: parseCertificate(leaf.der),
      intermediates: intermediates.map(({ der }) => parseCertificate(der)),
      anchors: anchors.map(({ der }) => ({ certificate: parseCertificate(der) })),
      crls: (crls ?? []).map(parseCrl),
      revocation: crls === undefined ? 'none' : 'required',
      at: testTime,
      ...options,
    })
    return { result, codes: findings.map(({ code }) => code), policies }
  } catch (error) {
    if (!(error instanceof PkiError)) throw error
    return { result: 'INVALID', codes: [error.finding], policies: [] }
  }
}
