import { hash } from 'node:crypto'
import { equalBytes } from '@/lib/kernel/bytes'
import type { Certificate } from '../certificate'
import { isSameName, toNameKey } from '../name'
import { type PkiFinding, pkiFinding } from '../pki.findings'
import { isKeyOfIssuer } from './is-key-of-issuer'
import type { CandidatePath, TrustAnchor } from './path'
import { placeOf } from './place-of'
import { judgeOnBudget, takeStep, type ValidationBudget } from './validation-budget'

/** Certificates below the anchor. */
export const maxPathLength = 8
export const maxCandidatePaths = 32

/** Candidates under their subjects, each once. */
export type CandidateIndex = ReadonlyMap<string, readonly Certificate[]>

type Search = {
  anchors: readonly TrustAnchor[]
  bySubject: CandidateIndex
  budget: ValidationBudget
  paths: CandidatePath[]
  deadEnds: PkiFinding[]
}

/**
 * All paths from the certificate to an anchor whose names and signatures fit (RFC 4158 §2), shortest branches to anchors
 * first, at most 32 of at most 8 certificates. `deadEnds` says where the search ended without one: a signature that no
 * candidate of the issuer's name made, a limit.
 * @throws {BudgetSpent}
 */
export function buildPaths(
  certificate: Certificate,
  { anchors, bySubject }: { anchors: readonly TrustAnchor[]; bySubject: CandidateIndex },
  budget: ValidationBudget,
): { paths: CandidatePath[]; deadEnds: PkiFinding[] } {
  const search: Search = { anchors, bySubject, budget, paths: [], deadEnds: [] }
  extend(search, [certificate])
  return { paths: search.paths, deadEnds: search.deadEnds }
}

/** `chain` starts at the certificate that was asked about and ends at the one whose issuer is looked for. */
function extend(search: Search, chain: readonly Certificate[]): void {
  const lowest = chain.at(-1)
  if (lowest === undefined) return
  takeStep(search.budget)
  const refusals: PkiFinding[] = []
  const isIssuedBy = (candidate: Certificate): boolean => {
    const code = judgeOnBudget(search.budget, lowest, candidate)
    if (code !== null) refusals.push(pkiFinding(code, { place: placeOf(lowest, chain.length - 1) }))
    return code === null
  }
  const anchors = search.anchors.filter(({ certificate }) => {
    if (!isSameName(lowest.issuer, certificate.subject)) return false
    if (isKeyOfIssuer(lowest.authorityKey, certificate)) return isIssuedBy(certificate)
    // AuthorityKeyIdentifier may name another certificate of the anchor: its key decides (RFC 5280 §6.1.1 (d)).
    return judgeOnBudget(search.budget, lowest, certificate) === null
  })
  for (const anchor of anchors) addPath(search, { anchor, certificates: [...chain].reverse() })
  const issuers = (search.bySubject.get(toNameKey(lowest.issuer)) ?? []).filter(
    (candidate) => isCandidate(lowest, candidate) && !isRepeated(chain, candidate) && isIssuedBy(candidate),
  )
  if (anchors.length === 0 && issuers.length === 0) search.deadEnds.push(...refusals.slice(0, 1))
  if (issuers.length > 0 && chain.length >= maxPathLength) search.deadEnds.push(pkiFinding('path_limit_reached'))
  if (chain.length >= maxPathLength) return
  for (const issuer of issuers) {
    if (search.paths.length >= maxCandidatePaths) return
    extend(search, [...chain, issuer])
  }
}

function addPath({ paths }: Search, path: CandidatePath): void {
  if (paths.length < maxCandidatePaths) paths.push(path)
}

function isCandidate(certificate: Certificate, candidate: Certificate): boolean {
  return isSameName(certificate.issuer, candidate.subject) && isKeyOfIssuer(certificate.authorityKey, candidate)
}

/** RFC 4158 §2.4.1: the same name with the same key leads in a circle. */
function isRepeated(chain: readonly Certificate[], candidate: Certificate): boolean {
  return chain.some(
    ({ subject, publicKey }) => isSameName(subject, candidate.subject) && equalBytes(publicKey, candidate.publicKey),
  )
}

/** To be made once per question. */
export function indexCandidates(certificates: readonly Certificate[]): CandidateIndex {
  const unique = new Map(certificates.map((certificate) => [certificateId(certificate), certificate]))
  const index = new Map<string, Certificate[]>()
  for (const certificate of unique.values()) {
    const key = toNameKey(certificate.subject)
    const known = index.get(key)
    if (known === undefined) index.set(key, [certificate])
    else known.push(certificate)
  }
  return index
}

const ids = new WeakMap<Certificate, string>()

/** SHA-256 of the whole certificate, made once for each parsed one. */
export function certificateId(certificate: Certificate): string {
  const id = ids.get(certificate) ?? hash('sha256', certificate.der, 'base64')
  ids.set(certificate, id)
  return id
}
