import type { AppError } from '@/lib/kernel/app-error'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { parseCertificate } from '@/lib/pki/certificate'
import type { HpkiProfile } from '@/lib/pki/hpki/hpki-profile'
import { judgeHpkiCertificate } from '@/lib/pki/hpki/judge-hpki-certificate'
import { PkiError } from '@/lib/pki/pki-error'
import type { SigningCredential } from '../authority-port/signing-port'
import type { Trust } from '../authority-port/trust'
import { judgeName } from '../known-signers/judge-name'
import { readSubject } from '../known-signers/read-subject'
import { endRefusedToken } from '../token-vault/end-refused-token'
import { findCachedCredential, forgetCredential } from './credential-cache'
import { explainFindings } from './explain-findings'
import { authenticationRequired, type ReadySigner } from './find-ready-signer'
import { finishDocuments } from './finish-documents'
import { openPreparation, type PreparedWork, prepareDocuments } from './prepare-documents'
import { completeTurn, failTurn } from './requests/end-turn'
import type { SigningResult } from './requests/signing-result'
import type { SigningContext, Work } from './requests/work'
import { signingError } from './signing.errors'
import { whileAway } from './ways-on'

/**
 * Signs what a turn is for: prepares and keeps it, has the authority sign the hashes under a key of their own, finishes and verifies
 * the documents, and keeps those. Each step can be gone on from after a crash: the same preparation under the same key gives the
 * same document.
 */
export async function performTurn(context: SigningContext, work: Work, origin: RequestOrigin): Promise<SigningResult> {
  const ladder = whileAway(work.signer)
  // Asked for before anything is signed: a document that could not be verified would be signed for nothing.
  const trust = await context.authority.readTrust().catch(ladder)
  const prepared =
    work.turn.state === 'prepared'
      ? await openInKnownName(context, work, { trust, origin })
      : await prepareDocuments(context, work, await findCredential(context, work, { trust, origin }))
  const signatures = await requestSignatures(context, work, { prepared, origin })
  const finished = await finishDocuments({ prepared, signatures, trust, kind: work.kind }, new Date())
  if (finished.outcome === 'unsound') {
    forgetCredential(work.signer.vaultTokenId)
    const reason = [...new Set(finished.findings.map(({ code }) => code))].join(' ')
    const detail = explainFindings(finished.findings)
    const failure = { code: 'signing.verification_failed', reason, detail } as const
    throw await failTurn(context, work, failure, origin)
  }
  return completeTurn(context, work, { prepared, signatures, ...finished }, origin)
}

/**
 * What an earlier turn prepared may be in a name that counts no longer: then nothing will come of it. Where no name is known, the one
 * that the authority shows now decides.
 */
async function openInKnownName(
  context: SigningContext,
  work: Work,
  { trust, origin }: { trust: Trust; origin: RequestOrigin },
): Promise<PreparedWork> {
  const { signer } = work
  const prepared = await openPreparation(context, work.turn)
  const reason =
    (await judgeName(context.db, signer, prepared.certificate)) ??
    (signer.knownSubject === null ? await judgeAgainstShown(context, work, { prepared, trust, origin }) : null)
  if (reason === null) return prepared
  throw await failTurn(context, work, { code: 'signing.signer_changed', reason }, origin)
}

async function judgeAgainstShown(
  context: SigningContext,
  work: Work,
  { prepared, ...call }: { prepared: PreparedWork; trust: Trust; origin: RequestOrigin },
): Promise<string | null> {
  const { certificate } = await findCredential(context, work, call)
  const shown = { staffId: work.signer.staffId, knownSubject: readSubject(certificate).hash }
  return judgeName(context.db, shown, prepared.certificate)
}

async function findCredential(
  context: SigningContext,
  { signer, kind }: Work,
  { trust, origin }: { trust: Trust; origin: RequestOrigin },
): Promise<SigningCredential> {
  const found = await findCachedCredential(context.authority, signer).catch(whileAway(signer))
  if (found.outcome === 'token_refused') throw await tokenRefused(context, signer, origin)
  if (found.outcome === 'none') throw signingError('signing.no_credential')
  const { certificate } = found.credential
  const unfit = judgeCertificate(certificate, trust.profiles[kind])
  const objection = unfit.length === 0 ? await judgeName(context.db, signer, certificate) : null
  if (unfit.length === 0 && objection === null) return found.credential
  forgetCredential(signer.vaultTokenId)
  if (objection !== null) throw signingError('signing.signer_changed', { detail: objection })
  throw signingError('signing.credential_unfit', { detail: unfit.join(' ') })
}

/** Codes of what keeps a certificate from signing; one that cannot be read has the code of its fault. */
function judgeCertificate(der: Uint8Array, profile: HpkiProfile): string[] {
  try {
    return judgeHpkiCertificate(parseCertificate(der), profile).map(({ code }) => code)
  } catch (error) {
    if (error instanceof PkiError) return [error.finding]
    throw error
  }
}

async function requestSignatures(
  context: SigningContext,
  work: Work,
  { prepared, origin }: { prepared: PreparedWork; origin: RequestOrigin },
): Promise<readonly Uint8Array[]> {
  const { signer, turn, kind } = work
  if (prepared.documents.length === 0) return []
  const answer = await context.authority
    .signHashes({
      clientId: signer.authorityClientId,
      accessToken: signer.accessToken,
      credential: { credentialId: prepared.credentialId, signAlgorithm: prepared.signAlgorithm },
      hashes: prepared.documents.map(({ signature }) => signature.digest),
      kind,
      idempotencyKey: `${turn.id}.${prepared.preparation}`,
    })
    .catch(whileAway(signer))
  switch (answer.outcome) {
    case 'signed':
      return answer.signatures
    case 'token_refused':
      throw await tokenRefused(context, signer, origin)
    case 'refused':
      forgetCredential(signer.vaultTokenId)
      throw signingError('signing.refused', { detail: answer.reason, params: { reason: answer.reason } })
    case 'in_doubt':
      throw await failTurn(context, work, { code: 'signing.in_doubt' }, origin)
  }
}

/** The authority does not take the token: the badge turns yellow, and the screen is asked to sign in. */
async function tokenRefused(context: SigningContext, signer: ReadySigner, origin: RequestOrigin): Promise<AppError> {
  forgetCredential(signer.vaultTokenId)
  await endRefusedToken(context, signer, origin)
  return authenticationRequired(signer, signer, 'sign_in_required')
}
