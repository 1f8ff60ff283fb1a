import type { Keyring } from '@/lib/keystore/keyring'
import { makeFrame, signInUrl } from '@/lib/rotating-qr/rotating-qr'
import type { QrEvent } from '@/lib/wire/frame'
import { qrSecretPlace } from '../sign-ins/sign-in'
import type { FrameView } from './frame-view.store'

/** Makes the rotating code of one sign-in; the secret stays inside. */
export type QrSource = {
  signInId: string
  /** The code for this moment of the monotonic clock; `null` once the sign-in has run out. */
  frameAt(monotonicMs: number): QrEvent | null
}

/**
 * The source of the codes that a sign-in frame shows now; `null` when it shows none. Time is the database's, as read with the
 * view, carried on by the monotonic clock: a wrong or jumping wall clock changes nothing (AT-33).
 */
export function createQrSource(
  { keyring, authorityUrl }: { keyring: Keyring; authorityUrl: string },
  view: FrameView,
  readAtMonotonicMs: number,
): QrSource | null {
  const { signIn, session } = view
  if (session.purpose !== 'sign_in' || signIn?.state !== 'shown') return null
  const { id, qrToken, sealedQrSecret, elapsedMs, expiresInMs } = signIn
  if (qrToken === null || sealedQrSecret === null || elapsedMs === null) return null
  const qrSecret = keyring.open(sealedQrSecret, qrSecretPlace(id))
  const terminal = session.terminalKey
  return {
    signInId: id,
    frameAt(monotonicMs) {
      const passedMs = Math.max(0, monotonicMs - readAtMonotonicMs)
      if (passedMs >= expiresInMs) return null
      const elapsedSeconds = Math.max(0, Math.floor((elapsedMs + passedMs) / 1000))
      const url = signInUrl(authorityUrl, makeFrame({ qrToken, qrSecret, elapsedSeconds, terminal }))
      return { sign_in_id: id, url, expires_in: Math.ceil((expiresInMs - passedMs) / 1000) }
    },
  }
}
