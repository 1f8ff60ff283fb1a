import type { OutboundAnswer } from '@/lib/egress/http-client'
import { readAnswer, unexpectedAnswer } from './authority-answers'
import {
  authorizeAnswer,
  type CredentialFacts,
  credentialFacts,
  credentialsListAnswer,
  fromBase64,
  readCscRefusal,
  signHashAnswer,
} from './csc-answers'
import type {
  BoundToken,
  CredentialOutcome,
  SignHashesOutcome,
  SignHashesRequest,
  SigningCredential,
  SigningPort,
} from './signing-port'

const sha256Oid = '2.16.840.1.101.3.4.2.1'
/** What we ask for, the best first: a name that holds the hash, or plain RSA with the hash next to it (CSC API v2 §11.10, signAlgo). */
const wantedAlgorithms = ['1.2.840.113549.1.1.11', '1.2.840.10045.4.3.2', '1.2.840.113549.1.1.1'] as const
/** Each may cost a call, and a turn is only so long; a holder has one that signs, perhaps a few that ended. */
const mostLookedAt = 8
const tokenErrors = new Set(['invalid_token', 'expired_token'])

/** An authority's answer when it does not know, now or later, whether it signed; CSC has no code for it. */
const inDoubt = /^The outcome of the request is unknown/

/** Sends a JSON body to a CSC method under a bearer, with its client's TLS material. */
export type CscPost = (
  method: string,
  token: BoundToken,
  body: object,
  headers?: Readonly<Record<string, string>>,
) => Promise<OutboundAnswer>

/** The signing of an authority that speaks CSC API v2 with the access token of the daily sign-in as its bearer. */
export function createCscClient(post: CscPost): SigningPort {
  return {
    findCredential: (token) => findCredential(post, token),
    signHashes: (request) => signHashes(post, request),
  }
}

async function findCredential(post: CscPost, token: BoundToken): Promise<CredentialOutcome> {
  const answer = await post('credentials/list', token, {
    credentialInfo: true,
    certificates: 'chain',
    certInfo: true,
    onlyValid: true,
  })
  if (isTokenRefusal(answer)) return { outcome: 'token_refused' }
  const { credentialIDs, credentialInfos } = readAnswer(answer, credentialsListAnswer)
  for (const credentialId of credentialIDs.slice(0, mostLookedAt)) {
    const listed = credentialInfos?.find(({ credentialID }) => credentialID === credentialId)
    const facts = listed ?? (await readCredential(post, token, credentialId))
    const credential = toCredential(credentialId, facts)
    if (credential !== null) return { outcome: 'found', credential }
  }
  return { outcome: 'none' }
}

async function readCredential(post: CscPost, token: BoundToken, credentialId: string): Promise<CredentialFacts> {
  const body = { credentialID: credentialId, certificates: 'chain', certInfo: true }
  return readAnswer(await post('credentials/info', token, body), credentialFacts)
}

/** A credential that can sign now with an algorithm of ours; `null` for another. */
function toCredential(credentialId: string, { key, cert }: CredentialFacts): SigningCredential | null {
  const signAlgorithm = wantedAlgorithms.find((oid) => key.algo.includes(oid))
  const [certificate, ...chain] = cert.certificates.map(fromBase64)
  const isUsable = key.status === 'enabled' && (cert.status ?? 'valid') === 'valid'
  if (!isUsable || signAlgorithm === undefined || certificate === undefined || certificate === null) return null
  return { credentialId, certificate, chain: chain.flatMap((each) => each ?? []), signAlgorithm }
}

/**
 * Authorises exactly these hashes and has them signed. The second call carries the key, so that nothing is signed twice when the
 * pair is repeated; an authorisation that is not used costs nothing and ends by itself.
 */
async function signHashes(post: CscPost, request: SignHashesRequest): Promise<SignHashesOutcome> {
  const { clientId, accessToken, credential, kind, idempotencyKey } = request
  const token = { clientId, accessToken }
  const hashes = request.hashes.map((hash) => Buffer.from(hash).toString('base64'))
  const common = { credentialID: credential.credentialId, hashes, hashAlgorithmOID: sha256Oid }
  const authorized = await post('credentials/authorize', token, {
    ...common,
    numSignatures: hashes.length,
    description: kind,
  })
  const refusal = readRefusal(authorized)
  if (refusal !== null) return refusal
  const { SAD } = readAnswer(authorized, authorizeAnswer)
  const body = { ...common, SAD, signAlgo: credential.signAlgorithm }
  const signed = await post('signatures/signHash', token, body, { 'idempotency-key': idempotencyKey })
  const signRefusal = readRefusal(signed)
  if (signRefusal !== null) return signRefusal
  const signatures = readAnswer(signed, signHashAnswer).signatures.flatMap((each) => fromBase64(each) ?? [])
  if (signatures.length !== hashes.length) throw unexpectedAnswer(signed)
  return { outcome: 'signed', signatures }
}

/** What a refusal means for what is to be signed; `null` for a success. What is neither is the authority being away: ask again. */
function readRefusal(answer: OutboundAnswer): Exclude<SignHashesOutcome, { outcome: 'signed' }> | null {
  if (answer.status < 300) return null
  if (isTokenRefusal(answer)) return { outcome: 'token_refused' }
  const refusal = readCscRefusal(answer)
  if (answer.status === 500 && refusal !== null && inDoubt.test(refusal.description)) return { outcome: 'in_doubt' }
  if (refusal === null || answer.status !== 400) throw unexpectedAnswer(answer)
  return { outcome: 'refused', reason: refusal.description }
}

function isTokenRefusal(answer: OutboundAnswer): boolean {
  return answer.status === 401 && tokenErrors.has(readCscRefusal(answer)?.error ?? '')
}
