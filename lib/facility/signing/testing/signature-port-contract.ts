import { createHash, randomUUID, verify, X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { SignaturePort, SignatureRequest, SignerCredential } from '../signature-port'

/** A signature port of one signer, and the test's control of the service behind it. */
export type SignaturePortUnderTest = {
  port: SignaturePort
  /** How many signatures were made behind the port. */
  made(): number | Promise<number>
  /** The next request is refused: by the user, or by who holds the key. */
  refuseNext(reason: string): void
  /** The next request is signed, and its answer is lost. */
  loseNextAnswer(): void
}

const texts = ['first', 'second', 'third']
const sha256 = (text: string) => new Uint8Array(createHash('sha256').update(text).digest())

/** What every way to a signature must do; `make` gives a signer of its own for each test. */
export function signaturePortContract(name: string, make: () => Promise<SignaturePortUnderTest>): void {
  describe(`${name} keeps the contract of SignaturePort`, () => {
    async function given() {
      const made = await make()
      const credential = await made.port.findCredential()
      if (credential === null) throw new Error('no credential')
      return { ...made, credential, request: requestOf(credential) }
    }

    test('it shows a certificate and signs in order: each signature fits its hash under that certificate', async () => {
      const { port, credential, request } = await given()
      const answer = await port.obtainSignatures(request)
      if (answer.outcome !== 'signed') throw new Error(answer.outcome)
      const { publicKey } = new X509Certificate(credential.certificate)
      const fits = answer.signatures.map((value, index) =>
        texts.map((text, other) => [index === other, verify('sha256', Buffer.from(text), publicKey, value)]),
      )
      expect(fits).toHaveLength(texts.length)
      for (const [isOwn, isRight] of fits.flat()) expect(isRight).toBe(isOwn)
    })

    test('the same key with the same hashes is signed once, and gives the same signatures again', async () => {
      const { port, request, made } = await given()
      const first = await port.obtainSignatures(request)
      const before = await made()
      expect(await port.obtainSignatures(request)).toEqual(first)
      expect(await made()).toBe(before)
    })

    test('a refusal says why and signs nothing; the same key may be asked again', async () => {
      const { port, request, made, refuseNext } = await given()
      const before = await made()
      refuseNext('no, thank you')
      expect(await port.obtainSignatures(request)).toEqual({ outcome: 'refused', reason: 'no, thank you' })
      expect(await made()).toBe(before)
      expect((await port.obtainSignatures(request)).outcome).toBe('signed')
      expect(await made()).toBe(before + texts.length)
    })

    test('a lost answer is an error, never a signature; the same key gives what was signed', async () => {
      const { port, request, made, loseNextAnswer } = await given()
      const before = await made()
      loseNextAnswer()
      await expect(port.obtainSignatures(request)).rejects.toThrow()
      expect((await port.obtainSignatures(request)).outcome).toBe('signed')
      expect(await made()).toBe(before + texts.length)
    })

    test('a request that is aborted before it begins signs nothing', async () => {
      const { port, request, made } = await given()
      const before = await made()
      const aborted = { ...request, signal: AbortSignal.abort(new Error('turn lost')) }
      await expect(port.obtainSignatures(aborted)).rejects.toThrow('turn lost')
      expect(await made()).toBe(before)
    })

    test('after a credential is forgotten it is found again', async () => {
      const { port, credential } = await given()
      port.forgetCredential()
      expect(await port.findCredential()).toEqual(credential)
    })
  })
}

function requestOf({ credentialId, signAlgorithm }: SignerCredential): SignatureRequest {
  return {
    credential: { credentialId, signAlgorithm },
    hashes: texts.map(sha256),
    kind: 'prescription',
    idempotencyKey: `contract-${randomUUID()}`,
    signal: new AbortController().signal,
  }
}
