import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { judgeDocument } from '../documents/judge-document'
import { toDispensingItem, toItemFinding } from './document-item'
import { refuseItem } from './refuse-item'
import { openRemoteSigner } from './remote/remote-signatures'
import { requestHash } from './requests/signing-request'
import { signDocuments } from './sign-documents'
import type { Signed, SignInput } from './sign-prescription'
import type { SigningContext } from './signing-context'

/**
 * Signs a dispensing result: the pharmacist's signature covers the prescription and the doctor's signature, so that one is judged
 * first and a document whose prescription is not VALID is not signed.
 * @throws AppError `dispensing.invalid` before anything is kept under the key; otherwise as `signDocuments`
 */
export async function signDispensing(
  context: SigningContext,
  input: SignInput & { signedPrescription: Uint8Array; csv: Uint8Array },
  origin: RequestOrigin,
): Promise<Signed> {
  const { staffCode, terminalCode, signedPrescription, csv } = input
  const item = toDispensingItem(signedPrescription, csv)
  if (item.outcome === 'refused') throw refuseItem('dispensing.invalid', item.findings)
  const items = async () => {
    const trust = await context.authority.readTrust()
    const { result, findings } = await judgeDocument(signedPrescription, trust, new Date(), 'prescription')
    if (result === 'VALID') return [item]
    throw refuseItem(
      'dispensing.invalid',
      findings.map(({ code }) => toItemFinding(`prescription.${code}`)),
    )
  }
  const hash = requestHash(context.keyring, 'dispensing', staffCode, terminalCode ?? '', signedPrescription, csv)
  const result = await signDocuments(
    context,
    { ...input, kind: 'dispensing', openSigner: openRemoteSigner, requestHash: hash, items },
    origin,
  )
  return { result, warnings: [item.findings] }
}
