import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { parseCertificate } from '@/lib/pki/certificate'
import type { HpkiProfile } from '@/lib/pki/hpki/hpki-profile'
import { judgeHpkiCertificate } from '@/lib/pki/hpki/judge-hpki-certificate'
import { PkiError } from '@/lib/pki/pki-error'
import type { Trust } from '../../authority-port/trust'
import { judgeName } from '../../known-signers/judge-name'
import { readSubject } from '../../known-signers/read-subject'
import type { SignerCredential } from '../signature-port'
import { signingError } from '../signing.errors'
import type { SigningContext } from '../signing-context'
import { rethrowWithWaysOn } from '../ways-on'
import { failTurn } from './end-turn'
import { openPreparation, type PreparedWork, prepareDocuments } from './prepare-documents'
import type { SigningWork } from './signing-work'

type Call = { trust: Trust; origin: RequestOrigin }

/**
 * What is to be signed, kept under the request: prepared now, or by an earlier turn that ended before it had signatures.
 * @throws AppError `signing.no_credential`, `signing.credential_unfit`, `signing.signer_changed`, `signing.document_wiped`
 */
export async function prepareTurn(context: SigningContext, work: SigningWork, call: Call): Promise<PreparedWork> {
  if (work.turn.state === 'prepared') return openInKnownName(context, work, call)
  return prepareDocuments(context, work, await findFitCredential(context, work, call))
}

/**
 * What an earlier turn prepared may be in a name that counts no longer: then nothing will come of it. Where no name is known, the one
 * that the signer's credential shows now decides.
 */
async function openInKnownName(context: SigningContext, work: SigningWork, call: Call): Promise<PreparedWork> {
  const { signer } = work
  const prepared = await openPreparation(context, work.turn)
  const reason =
    (await judgeName(context.db, signer, prepared.certificate)) ??
    (signer.knownSubject === null ? await judgeAgainstShown(context, work, prepared, call) : null)
  if (reason === null) return prepared
  throw await failTurn(context, work, { code: 'signing.signer_changed', reason }, call.origin)
}

async function judgeAgainstShown(
  context: SigningContext,
  work: SigningWork,
  prepared: PreparedWork,
  call: Call,
): Promise<string | null> {
  const { certificate } = await findFitCredential(context, work, call)
  const shown = { staffKey: work.signer.staffKey, knownSubject: readSubject(certificate).hash }
  return judgeName(context.db, shown, prepared.certificate)
}

/**
 * The credential that will sign, when it fits the kind of document and is in the name that the facility knows.
 * @throws AppError `signing.no_credential`, `signing.credential_unfit`, `signing.signer_changed`; as the port
 */
export async function findFitCredential(
  context: Pick<SigningContext, 'db'>,
  { signer, signatures, kind }: Pick<SigningWork, 'signer' | 'signatures' | 'kind'>,
  { trust }: Pick<Call, 'trust'>,
): Promise<SignerCredential> {
  const credential = await signatures.findCredential().catch(rethrowWithWaysOn)
  if (credential === null) throw signingError('signing.no_credential')
  const unfit = judgeCertificate(credential.certificate, trust.profiles[kind])
  const objection = unfit.length === 0 ? await judgeName(context.db, signer, credential.certificate) : null
  if (unfit.length === 0 && objection === null) return credential
  signatures.forgetCredential()
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
