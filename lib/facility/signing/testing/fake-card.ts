import type { FakeSigning } from '../../authority-port/testing/fake-signing'
import type { SignatureOutcome, SignaturePort, SignatureRequest } from '../signature-port'

/** A second way: a card whose owner types a PIN, which may take minutes, and may not want to. */
export type FakeCard = SignaturePort & {
  /** What comes instead of the card's signatures, once each. */
  answers: SignatureOutcome[]
  losesAnswers: number
  made(): number
  /** Until `release`, requests wait for the PIN. `asked` resolves when one has come. */
  hold(): { asked: Promise<void>; release: () => void }
  /** Whether a request's signal was aborted while it waited for the PIN. */
  wasClosed(): boolean
}

/** The card of one holder of a test hierarchy. It keeps what it signed under each key, as the helper would for a repeated request. */
export function createFakeCard(signing: FakeSigning, holderSubject: string): FakeCard {
  const signed = new Map<string, SignatureOutcome>()
  let made = 0
  let isClosed = false
  let pin: { ask: () => void; typed: Promise<void> } | null = null
  const sign = async ({ signal, ...request }: SignatureRequest): Promise<SignatureOutcome> => {
    const answer = card.answers.shift()
    if (answer !== undefined) return answer
    const { idempotencyKey } = request
    const known = signed.get(idempotencyKey)
    if (known !== undefined) return known
    const outcome = await signing.sign(holderSubject, { ...request, clientId: 'card', accessToken: 'card' })
    if (outcome.outcome !== 'signed') throw new Error(outcome.outcome)
    made += outcome.signatures.length
    signed.set(idempotencyKey, outcome)
    return outcome
  }
  const card: FakeCard = {
    timeoutSeconds: 300,
    answers: [],
    losesAnswers: 0,
    made: () => made,
    wasClosed: () => isClosed,
    hold() {
      let ask = () => {}
      let release = () => {}
      const asked = new Promise<void>((resolve) => (ask = resolve))
      const typed = new Promise<void>((resolve) => (release = resolve))
      pin = { ask, typed }
      return {
        asked,
        release: () => {
          pin = null
          release()
        },
      }
    },
    findCredential: () => signing.credentialOf(holderSubject),
    async obtainSignatures(request) {
      request.signal.throwIfAborted()
      request.signal.addEventListener('abort', () => (isClosed = true), { once: true })
      pin?.ask()
      await pin?.typed
      request.signal.throwIfAborted()
      const outcome = await sign(request)
      if (card.losesAnswers === 0) return outcome
      card.losesAnswers -= 1
      throw new Error('the card was removed before its answer was read')
    },
    forgetCredential: () => {},
  }
  return card
}
