import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'
import { type CscBody, stringArgument } from './csc-arguments'
import { CscRefusal } from './csc-refusal'

const sha256 = '2.16.840.1.101.3.4.2.1'
const rsaEncryption = '1.2.840.113549.1.1.1'

/** OIDs that a key signs by, the one to prefer first. */
export const signAlgorithms: Readonly<Record<SigningKeyAlgorithm, readonly string[]>> = {
  'rsa-2048': ['1.2.840.113549.1.1.11', rsaEncryption],
  'p-256': ['1.2.840.10045.4.3.2'],
}

/**
 * The kind of key that `signAlgo` asks for. rsaEncryption names no hash, so the hash parameter must; otherwise it may be left out.
 * @throws CscRefusal
 */
export function readSignAlgorithm(body: CscBody, hashParameter: string): SigningKeyAlgorithm {
  const signAlgo = stringArgument(body, 'signAlgo')
  const algorithm = (Object.keys(signAlgorithms) as SigningKeyAlgorithm[]).find((each) =>
    signAlgorithms[each].includes(signAlgo),
  )
  if (algorithm === undefined) throw new CscRefusal('Invalid parameter signAlgo')
  if (signAlgo === rsaEncryption) stringArgument(body, hashParameter)
  requireSha256(body, hashParameter)
  return algorithm
}

/** A hash algorithm, where one is named, is SHA-256: weaker ones are refused and no key of ours signs others. @throws CscRefusal */
export function requireSha256(body: CscBody, hashParameter: string): void {
  const named = body[hashParameter]
  if (named !== undefined && named !== null && named !== sha256)
    throw new CscRefusal(`Invalid parameter ${hashParameter}`)
}
