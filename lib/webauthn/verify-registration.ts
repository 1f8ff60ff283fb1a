import { createHash } from 'node:crypto'
import { convertAAGUIDToString } from '@simplewebauthn/server/helpers'
import { toBase64Url } from '@/lib/kernel/bytes'
import { assertChallenge, assertOrigins, assertRpId } from './assert-expectations'
import { readAttestationObject } from './attestation/attestation-object'
import { type AttestationVerdict, judgeAttestation } from './attestation/judge-attestation'
import {
  type AttestedCredential,
  type AuthenticatorData,
  judgeAuthenticatorData,
  readAuthenticatorData,
} from './authenticator-data'
import type { CborMap, CborValue } from './cbor/read-cbor'
import { type ClientData, judgeClientData, judgeFraming, parseClientData } from './client-data'
import { importCredentialKey } from './credential-key'
import { libraryAcceptsRegistration } from './library-verdict'
import { parseRegistrationResponse, type RegistrationAnswer } from './parse-response'
import { rejected } from './rejected'
import type { RegistrationExpectations, RegistrationPolicy, RegistrationVerdict } from './webauthn'
import { type Finding, toFinding } from './webauthn.findings'

const minCredentialIdLength = 16
const maxCredentialIdLength = 1_023

/**
 * Judges the answer to a registration challenge (WebAuthn L3 §7.1, rules R1–R10, A10) and never throws for what a client sent.
 * Every rule that can be judged by itself is judged, so a rejected verdict carries all its findings; an accepted one carries
 * the warnings of the policy and the facts to store.
 *
 * Not judged here: that the challenge was live and is used once (A6), that the credential id is new (R4), and whose phone
 * it becomes (R11); these need the database.
 *
 * Throws only for a programmer's or operator's mistake: an expectation that is none, or an anchor that is no certificate.
 */
export async function verifyRegistration(input: {
  response: unknown
  expectations: RegistrationExpectations
}): Promise<RegistrationVerdict> {
  const { expectations } = input
  assertChallenge(expectations.challenge)
  assertOrigins(expectations.origins)
  assertRpId(expectations.rpId)
  const answer = parseRegistrationResponse(input.response)
  if (Array.isArray(answer)) return rejected(answer)
  const parts = takeApart(answer)
  if (Array.isArray(parts)) return rejected(parts)
  const key = importCredentialKey(parts.attested.publicKey, expectations.algorithms)
  const attestation = 'code' in key ? null : judgeStatement(parts, key, expectations)
  const findings = [
    ...judgeClientData(parts.clientData, { type: 'webauthn.create', ...expectations }),
    ...judgeFraming(parts.clientData, []).findings,
    ...judgeAuthenticatorData(parts.data, expectations.rpId),
    ...judgeCredentialId(answer, parts.attested),
    ...('code' in key ? [key] : []),
    ...judgeSyncing(parts.data, expectations.policy),
    ...(attestation?.findings ?? []),
  ]
  const passedOurRules = findings.every(({ severity }) => severity === 'warning')
  if (passedOurRules && !(await libraryAcceptsRegistration(answer, parts.authenticatorData, expectations))) {
    findings.push(toFinding('library_refused', 'refused'))
  }
  if ('code' in key || findings.some(({ severity }) => severity !== 'warning')) return rejected(findings)
  return {
    accepted: true,
    findings,
    credential: {
      credentialId: answer.id,
      publicKey: parts.attested.publicKey,
      algorithm: key.algorithm,
      counter: parts.data.counter,
      transports: answer.transports,
      ...(answer.authenticatorAttachment ? { authenticatorAttachment: answer.authenticatorAttachment } : {}),
      backupEligible: parts.data.backupEligible,
      backedUp: parts.data.backedUp,
      userVerified: parts.data.userVerified,
      aaguid: convertAAGUIDToString(parts.attested.aaguid),
      attestationProven: attestation?.isProven ?? false,
      aaguidProven: attestation?.aaguidProven ?? false,
      attestationFormat: parts.fmt,
      attestationObject: answer.attestationObject,
    },
  }
}

type Parts = {
  clientData: ClientData
  clientDataHash: Uint8Array
  fmt: string
  attStmt: CborMap | CborValue[]
  authenticatorData: Uint8Array<ArrayBuffer>
  data: AuthenticatorData
  attested: AttestedCredential
}

function takeApart(answer: RegistrationAnswer): Parts | Finding[] {
  const clientData = parseClientData(answer.clientDataJSON)
  const object = readAttestationObject(answer.attestationObject)
  const data = object && readAuthenticatorData(object.authenticatorData, 'registration')
  const attested = data?.attested
  if (clientData && object && data && attested) {
    const clientDataHash = new Uint8Array(createHash('sha256').update(answer.clientDataJSON).digest())
    return { ...object, clientData, clientDataHash, data, attested }
  }
  const field = 'response.attestationObject'
  return [
    ...(clientData ? [] : [toFinding('client_data_malformed', 'malformed', { field: 'response.clientDataJSON' })]),
    ...(object ? [] : [toFinding('attestation_object_malformed', 'malformed', { field })]),
    ...(object && !attested ? [toFinding('authenticator_data_malformed', 'malformed', { field })] : []),
  ]
}

function judgeStatement(
  parts: Parts,
  credentialKey: Exclude<ReturnType<typeof importCredentialKey>, Finding>,
  expectations: RegistrationExpectations,
): AttestationVerdict {
  const { fmt, attStmt, authenticatorData, clientDataHash, attested } = parts
  return judgeAttestation(
    fmt,
    attStmt,
    { authenticatorData, clientDataHash, aaguid: attested.aaguid, credentialKey },
    { policy: expectations.policy, aaguid: convertAAGUIDToString(attested.aaguid), at: expectations.at },
  )
}

/** WebAuthn L3 §7.1 step 25 and the id the browser reports with it (R2, R3). */
function judgeCredentialId(answer: RegistrationAnswer, attested: AttestedCredential): Finding[] {
  const findings: Finding[] = []
  const { length } = attested.credentialId
  if (answer.id !== toBase64Url(attested.credentialId)) findings.push(toFinding('credential_id_mismatch', 'refused'))
  if (length < minCredentialIdLength || length > maxCredentialIdLength) {
    findings.push(toFinding('credential_id_length', 'refused', { detail: `${length} bytes` }))
  }
  return findings
}

function judgeSyncing(data: AuthenticatorData, policy: RegistrationPolicy): Finding[] {
  if (!data.backupEligible || policy.syncedPasskeys === 'allow') return []
  return [toFinding('synced_passkey', policy.syncedPasskeys === 'deny' ? 'refused' : 'warning')]
}
