import { notify } from '@/lib/db/notifications'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken, newToken } from '@/lib/keystore/token'
import { type ParsedFrame, parseFrame, verifyFrame } from '@/lib/rotating-qr/rotating-qr'
import type { AuthorityContext } from '../authority-context'
import { qrSecretPlace } from '../device-authorizations/qr-secret'
import { releaseUnprovenStart } from '../device-authorizations/start-limits'
import { lockAuditLog, recordEvent, recordFailure } from '../record-event'
import type { Claim } from './claim'
import { claimError } from './claim.errors'
import {
  claimIfShown,
  countBadFrame,
  countSecondScan,
  findByQrToken,
  findClaimBySecretHash,
  findClaimObstacle,
  type ScannedSession,
} from './claim.store'
import { getClaim } from './get-claim'
import { drawMatchNumbers } from './match-choices'

/** Replaces the session of an unknown token, so that it costs the same work (Q2). */
const nobodysSession = { secret: new Uint8Array(32), terminal: '', elapsedSeconds: 0 }

type Context = Pick<AuthorityContext, 'db' | 'keyring' | 'settings'>

export type ClaimInput = {
  /** Fragment of the scanned URL: `<qr_token>.<t>.<mac>`. */
  frame: string
  /** Claim secret that the browser holds from before, if any: scanning twice with one phone is no second scan. */
  claimSecret: string | null
}

/**
 * Claims the device authorization of a scanned QR for this phone: the first one wins, atomically (Q1, Q2, Q5). The claim secret
 * is the phone's only key to every later step.
 * @throws AppError `claim.invalid` (unknown, stale, future, foreign or altered: one answer), `claim.taken`, `claim.ended`
 */
export async function claimDeviceAuthorization(
  context: Context,
  input: ClaimInput,
  origin: RequestOrigin,
): Promise<{ claim: Claim; claimSecret: string }> {
  const frame = parseFrame(input.frame)
  if (frame === null) throw claimError('claim.invalid')
  const session = await findByQrToken(context.db, frame.qrToken)
  const scanAgeSeconds = judgeFrame(context, frame, session)
  if (session === null) throw claimError('claim.invalid')
  if (scanAgeSeconds === null) return refuseBadFrame(context, session, origin)
  const own = await findOwnClaim(context, session, input.claimSecret, origin)
  if (own !== null) return own
  const claimSecret = newToken(32)
  const won = await claim(context, session, { frame, scanAgeSeconds, claimSecret }, origin)
  return won === null ? refuseLateScan(context, session, origin) : { claim: won, claimSecret }
}

/** Age of the scan in whole seconds, `null` for a frame that is not to be accepted. */
function judgeFrame({ keyring, settings }: Context, frame: ParsedFrame, session: ScannedSession | null): number | null {
  const verdict = verifyFrame({
    frame,
    qrSecret:
      session === null ? nobodysSession.secret : keyring.open(session.sealedQrSecret, qrSecretPlace(session.id)),
    terminal: session?.terminal ?? nobodysSession.terminal,
    elapsedSeconds: session?.elapsedSeconds ?? nobodysSession.elapsedSeconds,
    maxAgeSeconds: settings.qrMaxAgeSeconds,
  })
  return verdict.accepted && session !== null ? Math.max(0, Math.floor(verdict.scanAgeSeconds)) : null
}

async function findOwnClaim(
  context: Context,
  session: ScannedSession,
  claimSecret: string | null,
  origin: RequestOrigin,
): Promise<{ claim: Claim; claimSecret: string } | null> {
  if (claimSecret === null) return null
  const held = await findClaimBySecretHash(context.db, hashToken(claimSecret))
  if (held?.deviceAuthorizationId !== session.id) return null
  return { claim: await getClaim(context, claimSecret, origin), claimSecret }
}

async function claim(
  { db, keyring, settings }: Context,
  session: ScannedSession,
  { frame, scanAgeSeconds, claimSecret }: { frame: ParsedFrame; scanAgeSeconds: number; claimSecret: string },
  origin: RequestOrigin,
): Promise<Claim | null> {
  const newClaim = {
    id: session.id,
    frameSeconds: frame.elapsedSeconds,
    maxAgeSeconds: settings.qrMaxAgeSeconds,
    secretHash: hashToken(claimSecret),
    scanAgeSeconds,
    ...drawMatchNumbers(session.numberMatching),
    answerSeconds: settings.answerSeconds,
  }
  return db.transaction(async (tx) => {
    const [claimed] = await Promise.all([claimIfShown(tx, newClaim), lockAuditLog(tx)])
    if (claimed === null) return null
    await notify(tx, 'authority_device_authorization', session.id)
    await recordEvent(tx, keyring, {
      action: 'device_authorization.claim',
      outcome: 'success',
      actor: 'anonymous',
      subject: session.id,
      origin,
      details: { scan_age_seconds: scanAgeSeconds },
    })
    return claimed
  })
}

async function refuseBadFrame({ db, keyring }: Context, { id }: ScannedSession, origin: RequestOrigin): Promise<never> {
  await db.transaction(async (tx) => {
    const counted = await countBadFrame(tx, id)
    if (counted === null) return
    if (counted.isEnded) {
      await releaseUnprovenStart(tx, id)
      await notify(tx, 'authority_device_authorization', id)
    }
    await recordEvent(tx, keyring, {
      action: 'device_authorization.claim',
      outcome: 'failure',
      actor: 'anonymous',
      subject: id,
      origin,
      code: 'claim.invalid',
      reason: counted.isEnded ? 'bad frame, session ended' : 'bad frame',
      details: { bad_frames: counted.count },
    })
  })
  throw claimError('claim.invalid')
}

/** A good frame that could not claim: another phone has it, the session has ended, or it may not be claimed (claim.invalid). */
async function refuseLateScan(context: Context, { id }: ScannedSession, origin: RequestOrigin): Promise<never> {
  const { db, keyring } = context
  const obstacle = await findClaimObstacle(db, id)
  if (obstacle === null) {
    const event = { action: 'device_authorization.claim', actor: 'anonymous', subject: id, origin } as const
    await recordFailure(context, { ...event, code: 'claim.invalid', reason: 'not to be claimed now' })
    throw claimError('claim.invalid')
  }
  if (obstacle === 'ended') throw claimError('claim.ended')
  await db.transaction(async (tx) => {
    const counted = await countSecondScan(tx, id)
    if (counted === null) return
    if (counted.isEnded) await releaseUnprovenStart(tx, id)
    await notify(tx, 'authority_device_authorization', id)
    await recordEvent(tx, keyring, {
      action: 'device_authorization.claim',
      outcome: 'failure',
      actor: 'anonymous',
      subject: id,
      origin,
      code: 'claim.taken',
      reason: counted.isEnded ? 'second scan, session ended' : 'second scan',
      details: { second_scans: counted.count },
    })
  })
  throw claimError('claim.taken')
}
