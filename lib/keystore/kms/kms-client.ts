import { AwsV4Signer } from 'aws4fetch'
import { EgressError } from '@/lib/egress/egress-error'
import type { HttpClient, OutboundAnswer } from '@/lib/egress/http-client'
import { type KeystoreRefusal, KeystoreRefused } from '../keystore-error'

export type KmsOptions = {
  /** Endpoint, such as https://kms.ap-northeast-1.amazonaws.com. */
  url: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string | null
}

/** Names of the service's actions that we use; none of them signs. */
export type KmsAction = 'GenerateDataKeyPairWithoutPlaintext' | 'Decrypt' | 'ReEncrypt' | 'DescribeKey'

export type KmsClient = {
  /**
   * One call of the JSON API, tried up to three times: no action of ours signs or changes anything, so that a repetition harms
   * nothing. @throws KeystoreRefused
   */
  call(action: KmsAction, input: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>
}

const mostTries = 3
const firstPauseMs = 50

/** The service's error names (KMS API reference, "Common errors" and each action's), by what they mean for a caller. */
const refusals: Readonly<Record<string, KeystoreRefusal>> = {
  ThrottlingException: 'busy',
  LimitExceededException: 'busy',
  DependencyTimeoutException: 'unavailable',
  KMSInternalException: 'unavailable',
  KeyUnavailableException: 'unavailable',
  ServiceUnavailable: 'unavailable',
  InternalFailure: 'unavailable',
  AccessDeniedException: 'credentials',
  UnrecognizedClientException: 'credentials',
  InvalidSignatureException: 'credentials',
  ExpiredTokenException: 'credentials',
  IncompleteSignature: 'credentials',
  NotFoundException: 'unknown_wrapping_key',
  DisabledException: 'unknown_wrapping_key',
  KMSInvalidStateException: 'unknown_wrapping_key',
  IncorrectKeyException: 'unopenable',
  InvalidCiphertextException: 'unopenable',
}

/** Requests are signed by Signature Version 4 and go out through `http`, which bounds their time and size. */
export function createKmsClient(options: KmsOptions, http: HttpClient): KmsClient {
  return {
    async call(action, input) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await callOnce(options, http, action, input)
        } catch (error) {
          const isPassing = error instanceof KeystoreRefused && ['busy', 'unavailable'].includes(error.refusal)
          if (!isPassing || attempt === mostTries) throw error
          await pause(firstPauseMs * 2 ** attempt)
        }
      }
    },
  }
}

async function callOnce(
  options: KmsOptions,
  http: HttpClient,
  action: KmsAction,
  input: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const request = await signRequest(options, action, JSON.stringify(input))
  const answer = await http.request(request).catch((error: unknown) => {
    const failure = error instanceof EgressError ? error.failure : 'unreachable'
    throw new KeystoreRefused('unavailable', `${action} ${failure}`)
  })
  const body = readJson(answer)
  if (answer.status === 200) return body
  const name = String(body['__type'] ?? '').replace(/^.*#/, '')
  const unnamed = answer.status >= 500 ? 'unavailable' : 'configuration'
  throw new KeystoreRefused(refusals[name] ?? unnamed, `${action} ${answer.status} ${name.slice(0, 64)}`)
}

async function signRequest(options: KmsOptions, action: KmsAction, body: string) {
  const { sessionToken, ...credentials } = options
  const signer = new AwsV4Signer({
    ...credentials,
    ...(sessionToken === null ? {} : { sessionToken }),
    service: 'kms',
    method: 'POST',
    url: new URL('/', options.url).href,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `TrentService.${action}` },
    // The library signs the content type only with the option to sign every header.
    allHeaders: true,
    body,
  })
  const { url, headers } = await signer.sign()
  return { method: 'POST', url: url.href, headers: Object.fromEntries(headers), body } as const
}

function readJson(answer: OutboundAnswer): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(answer.body)
    if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, unknown>
  } catch {
    // Reported below: any such failure is no answer of the service.
  }
  throw new KeystoreRefused('unavailable', `${answer.status} without JSON`)
}

/** Between half and the whole of `ms`, so that those who were throttled together do not come back together. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms * (0.5 + Math.random() / 2)))
}
