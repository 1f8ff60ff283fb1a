import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { parseCertificate } from '@/lib/pki/certificate'
import { hcRolesOf } from '@/lib/pki/hpki/hc-role'
import { isSignInStatusName, type SignInStatusName } from '@/lib/vocabulary/sign-in-status'
import type { CertificatePeriod } from '@/lib/vocabulary/states/certificate-period'
import { prepareSignature } from '@/lib/xades/create/prepare-signature'
import { readSubject } from '../known-signers/read-subject'
import { checkPrescription } from './check-prescription'
import type { ItemFinding } from './document-item'
import { refuseItem } from './refuse-item'
import { findRemoteSigner } from './remote/find-remote-signer'
import { createRemoteSignatures } from './remote/remote-signatures'
import { sha256 } from './requests/signing-request'
import type { SignerQuery } from './signature-port'
import { signingError } from './signing.errors'
import type { SigningContext } from './signing-context'
import { findFitCredential } from './turn/prepare-turn'
import { rethrowWithWaysOn } from './ways-on'

/** In whose name it would be signed. */
export type RehearsedSigner = {
  subject: string
  roles: readonly string[]
  notBefore: Date
  notAfter: Date
  period: CertificatePeriod
  /** DER. */
  certificate: Uint8Array
}

export type Rehearsal = {
  /** SHA-256 of the CSV. */
  digest: Uint8Array
  warnings: readonly ItemFinding[]
  signIn: { staffCode: string; terminalCode: string | null; status: SignInStatusName }
  /** `null` without a valid sign-in: only that opens the certificate. */
  signer: RehearsedSigner | null
}

type Rehearsed = Pick<Rehearsal, 'signIn' | 'signer'>

/**
 * Signing a prescription up to the moment at which the authority would be asked to sign: the same checks in the same order, the document
 * is built and prepared, and nothing of it is kept. A missing sign-in is part of the answer, every other refusal is the one of signing.
 * @throws AppError `prescription.invalid`, `staff.unknown`, `terminal.unknown`, `terminal.retired`, `signing.no_credential`,
 * `signing.credential_unfit`, `signing.signer_changed`, `signing.not_set_up`, `authority.unavailable`
 */
export async function rehearsePrescription(
  context: SigningContext,
  { csv, ...query }: SignerQuery & { csv: Uint8Array },
  origin: RequestOrigin,
): Promise<Rehearsal> {
  const item = await checkPrescription(context, csv)
  if (item.outcome === 'refused') throw refuseItem('prescription.invalid', item.findings)
  const rehearsed = await rehearseSigner(context, query, { document: item.document, origin }).catch(toMissingSignIn)
  return { digest: sha256(csv), warnings: item.findings, ...rehearsed }
}

async function rehearseSigner(
  context: SigningContext,
  query: SignerQuery,
  { document, origin }: { document: Uint8Array; origin: RequestOrigin },
): Promise<Rehearsed> {
  const signer = await findRemoteSigner(context, query, origin)
  const signatures = createRemoteSignatures(context, signer, origin)
  const trust = await context.authority.readTrust().catch(rethrowWithWaysOn)
  const kind = 'prescription'
  const { certificate } = await findFitCredential(context, { signer, signatures, kind }, { trust })
  const now = new Date()
  prepareSignature({ document, kind, certificate, signingTime: now, idPrefix: 'id-rehearsal' })
  const { staffCode, terminalCode } = query
  return { signIn: { staffCode, terminalCode, status: signer.status }, signer: toRehearsedSigner(certificate, now) }
}

/** A missing sign-in is what a dry run reports. */
function toMissingSignIn(error: unknown): Rehearsed {
  if (!signingError.is(error, 'signing.authentication_required') || error.signIn === undefined) throw error
  const { staffCode, terminalCode, status } = error.signIn
  if (!isSignInStatusName(status)) throw error
  return { signIn: { staffCode, terminalCode, status }, signer: null }
}

function toRehearsedSigner(certificate: Uint8Array, now: Date): RehearsedSigner {
  const parsed = parseCertificate(certificate)
  const { notBefore, notAfter } = parsed
  const period = now < notBefore ? 'not_yet_valid' : now > notAfter ? 'expired' : 'valid'
  const { text: subject } = readSubject(certificate)
  return { subject, roles: hcRolesOf(parsed) ?? [], notBefore, notAfter, period, certificate }
}
