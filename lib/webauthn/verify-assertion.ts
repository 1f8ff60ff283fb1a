import { createHash } from 'node:crypto'
import { verifySignature } from '@simplewebauthn/server/helpers'
import { concatBytes } from '@/lib/kernel/bytes'
import { readEcdsaSignature } from '@/lib/pki/signature/ecdsa-signature'
import { assertChallenge, assertOrigins, assertRpId } from './assert-expectations'
import { type AuthenticatorData, judgeAuthenticatorData, readAuthenticatorData } from './authenticator-data'
import { judgeClientData, judgeFraming, parseClientData } from './client-data'
import { importCredentialKey } from './credential-key'
import { libraryAcceptsAssertion } from './library-verdict'
import { type AssertionAnswer, parseAssertionResponse } from './parse-response'
import { rejected } from './rejected'
import { type AssertionExpectations, type AssertionVerdict, offeredAlgorithms, type StoredCredential } from './webauthn'
import { type Finding, toFinding } from './webauthn.findings'

/**
 * Judges the answer to a sign-in challenge (WebAuthn L3 §7.2, rules A1–A5, A9, A10) and never throws for what a client sent.
 * Every rule that can be judged by itself is judged, so a rejected verdict carries all its findings. `counter_regressed` is
 * only ever found under a right signature, so that only the owner of the key can provoke it (A5, AT-26).
 *
 * Not judged here: that the challenge was live and is used once (A6), that holder, phone and terminal are still what they were
 * (A7), and the conditional write of the new counter (A8); these need the database.
 *
 * Throws only for a programmer's mistake: an expectation that is none, or a stored key that was never imported.
 */
export async function verifyAssertion(input: {
  response: unknown
  expectations: AssertionExpectations
  stored: StoredCredential
}): Promise<AssertionVerdict> {
  const { expectations, stored } = input
  assertExpectations(expectations, stored)
  const answer = parseAssertionResponse(input.response)
  if (Array.isArray(answer)) return rejected(answer)
  const clientData = parseClientData(answer.clientDataJSON)
  const data = readAuthenticatorData(answer.authenticatorData, 'assertion')
  if (clientData === null || data === null) {
    return rejected([
      ...(clientData ? [] : [toFinding('client_data_malformed', 'malformed', { field: 'response.clientDataJSON' })]),
      ...(data
        ? []
        : [toFinding('authenticator_data_malformed', 'malformed', { field: 'response.authenticatorData' })]),
    ])
  }
  const { framing, findings: framingFindings } = judgeFraming(clientData, expectations.topOrigins)
  const findings = [
    ...judgeIdentity(answer, expectations, stored),
    ...judgeClientData(clientData, { type: 'webauthn.get', ...expectations }),
    ...framingFindings,
    ...judgeAuthenticatorData(data, expectations.rpId),
    ...judgeBackupEligibility(data, stored),
  ]
  const passedOurRules = findings.length === 0
  // The library refuses a `tokenBinding` it does not know, and the signature covers it: then only our rules decide.
  const asksLibrary = passedOurRules && !clientData.hasTokenBinding
  findings.push(...(await judgeCryptography(answer, expectations, stored, asksLibrary)))
  findings.push(...judgeCounter(data, stored, findings))
  if (findings.length > 0) return rejected(findings)
  const { clientDataJSON, authenticatorData, signature } = answer
  const evidence = { clientDataJSON, authenticatorData, signature }
  return { accepted: true, findings, newCounter: data.counter, backedUp: data.backedUp, framing, evidence }
}

function assertExpectations(expectations: AssertionExpectations, stored: StoredCredential): void {
  assertChallenge(expectations.challenge)
  assertOrigins(expectations.origins)
  assertRpId(expectations.rpId)
  if ('code' in importCredentialKey(new Uint8Array(stored.publicKey), offeredAlgorithms)) {
    throw new TypeError(`stored public key of ${stored.credentialId} cannot be imported`)
  }
}

/** WebAuthn L3 §7.2 steps 5 and 6 (A1, A2, AT-08). */
function judgeIdentity(
  answer: AssertionAnswer,
  expectations: AssertionExpectations,
  stored: StoredCredential,
): Finding[] {
  const findings: Finding[] = []
  if (answer.id !== stored.credentialId) findings.push(toFinding('credential_id_mismatch', 'refused'))
  if (!expectations.discoverable && !expectations.allowedCredentialIds.includes(answer.id)) {
    findings.push(toFinding('credential_not_allowed', 'refused'))
  }
  if (answer.userHandle === undefined) {
    if (expectations.discoverable) findings.push(toFinding('user_handle_missing', 'refused'))
  } else if (answer.userHandle !== stored.userHandle) {
    findings.push(toFinding('user_handle_mismatch', 'refused'))
  }
  return findings
}

/** WebAuthn L3 §7.2 step 20 (A4): BE is fixed for the life of a credential, BS may change. */
function judgeBackupEligibility(data: AuthenticatorData, stored: StoredCredential): Finding[] {
  return data.backupEligible === stored.backupEligible ? [] : [toFinding('backup_eligibility_changed', 'refused')]
}

/**
 * WebAuthn L3 §7.2 step 23. An answer that our rules let pass goes through the library as a whole, which has to agree; of any
 * other only the signature is judged. The library is given counter 0, because it judges counters before signatures (A5). It reads
 * an ECDSA signature as BER and not to its end, therefore the form is judged here: what is kept has to verify with any tool (AT-42).
 */
async function judgeCryptography(
  answer: AssertionAnswer,
  expectations: AssertionExpectations,
  stored: StoredCredential,
  asksLibrary: boolean,
): Promise<Finding[]> {
  if (!hasSignatureForm(answer, stored)) return [toFinding('signature_invalid', 'signature')]
  if (asksLibrary && (await libraryAcceptsAssertion(answer, expectations, stored))) return []
  if (!(await isSignatureRight(answer, stored))) return [toFinding('signature_invalid', 'signature')]
  return asksLibrary ? [toFinding('library_refused', 'refused')] : []
}

/** WebAuthn L3 §6.5.5: ES256 is an ECDSA-Sig-Value in DER. Of RSA every byte counts, OpenSSL refuses any other length. */
function hasSignatureForm({ signature }: AssertionAnswer, stored: StoredCredential): boolean {
  const imported = importCredentialKey(new Uint8Array(stored.publicKey), offeredAlgorithms)
  if ('code' in imported) return false
  return imported.key.asymmetricKeyType !== 'ec' || readEcdsaSignature(signature, 'P-256') !== null
}

async function isSignatureRight(answer: AssertionAnswer, stored: StoredCredential): Promise<boolean> {
  const clientDataHash = createHash('sha256').update(answer.clientDataJSON).digest()
  try {
    return await verifySignature({
      signature: answer.signature,
      data: concatBytes(answer.authenticatorData, clientDataHash),
      credentialPublicKey: new Uint8Array(stored.publicKey),
    })
  } catch {
    return false
  }
}

/** WebAuthn L3 §7.2 step 24 (A5): 0 → 0 is normal for synced passkeys; otherwise the counter must grow. */
function judgeCounter(data: AuthenticatorData, stored: StoredCredential, findings: readonly Finding[]): Finding[] {
  if (findings.some(({ code }) => code === 'signature_invalid')) return []
  if (data.counter === 0 && stored.counter === 0) return []
  return data.counter > stored.counter ? [] : [toFinding('counter_regressed', 'refused')]
}
