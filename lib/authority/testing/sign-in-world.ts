import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { type JWTPayload, SignJWT } from 'jose'
import type { Settings } from '@/lib/config/settings'
import { fromBase64Url } from '@/lib/kernel/bytes'
import { makeFrame } from '@/lib/rotating-qr/rotating-qr'
import type { SoftAuthenticator } from '@/lib/webauthn/testing/soft-authenticator'
import type { DeviceAuthorizationAnswer, SignInDetails } from '@/lib/wire/oauth'
import { redeemDeviceCode } from '../access-tokens/redeem-device-code'
import { approveClaim } from '../claims/approve-claim'
import { claimDeviceAuthorization } from '../claims/claim-device-authorization'
import { getAssertionOptions } from '../claims/get-assertion-options'
import { matchNumber } from '../claims/match-number'
import { showDeviceAuthorization } from '../device-authorizations/show-device-authorization'
import { startDeviceAuthorization } from '../device-authorizations/start-device-authorization'
import type { AuthenticatedClient } from '../facility-clients/authenticate-client'
import { createFacilityClient } from '../facility-clients/create-facility-client'
import { authorityWorld, type RegisteredHolder, testOrigin } from './authority-world'

export type TestClient = AuthenticatedClient & {
  privateKey: KeyObject
  /** An assertion of RFC 7523 for that audience; claims are laid over the usual ones. */
  assert(audience: string | string[], claims?: JWTPayload): Promise<string>
}

export type StartedSession = { answer: DeviceAuthorizationAnswer; terminal: string; client: TestClient }

export const testDetails: SignInDetails = {
  type: 'shomei_sign_in',
  facility_name: 'ほかの病院の名前',
  department: '内科',
  staff_display_name: '見本 太郎',
  terminal: 'T-101',
  terminal_name: '診察室1',
  place: '本館1階',
}

/** An authority with hospitals as its clients, and the steps of a daily sign-in by its use cases. */
export function signInWorld(settings: Partial<Settings> = {}) {
  const world = authorityWorld(settings)
  const { context, db } = world

  async function newClient(name = 'テスト病院'): Promise<TestClient> {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const clientId = `hospital-${randomUUID()}`
    const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig' }] }
    const created = await createFacilityClient(context, { clientId, name, jwks }, testOrigin)
    return { ...created, certificateThumbprint: null, privateKey, assert: assertionSigner(clientId, privateKey) }
  }

  /** A session that has not been shown; every holder may start six in ten minutes, every terminal twenty. */
  async function start(
    client: TestClient,
    holder: { subject: string },
    details: Partial<SignInDetails> = {},
  ): Promise<StartedSession> {
    const terminal = details.terminal ?? `T-${randomUUID().slice(0, 8)}`
    const request = {
      loginHint: holder.subject,
      bindingMessage: null,
      details: { ...testDetails, ...details, terminal },
    }
    return { answer: await startDeviceAuthorization(context, client, request, testOrigin), terminal, client }
  }

  async function show({ answer, client }: StartedSession): Promise<void> {
    await showDeviceAuthorization(
      context,
      { id: answer.device_authorization_id, facilityClientId: client.id },
      testOrigin,
    )
  }

  async function startShown(client: TestClient, holder: { subject: string }, details: Partial<SignInDetails> = {}) {
    const session = await start(client, holder, details)
    await show(session)
    return session
  }

  function claim(session: StartedSession, claimSecret: string | null = null) {
    return claimDeviceAuthorization(context, { frame: frameOf(session), claimSecret }, testOrigin)
  }

  /** A claimed session whose number was right, with the options of its assertion. */
  async function claimAndMatch(session: StartedSession) {
    const { claimSecret, claim: claimed } = await claim(session)
    await matchNumber(context, { claimSecret, number: claimed.matchNumber }, testOrigin)
    return { claimSecret, options: await getAssertionOptions(context, claimSecret, testOrigin) }
  }

  async function approve(session: StartedSession, authenticator: SoftAuthenticator) {
    const { claimSecret, options } = await claimAndMatch(session)
    return approveClaim(context, { claimSecret, response: authenticator.get(options) }, testOrigin)
  }

  function redeem({ answer, client }: StartedSession) {
    return redeemDeviceCode(context, client, answer.device_code, testOrigin)
  }

  /** A whole daily sign-in. */
  async function signIn(client: TestClient, { holder, authenticator }: RegisteredHolder) {
    const session = await startShown(client, holder)
    await approve(session, authenticator)
    const redemption = await redeem(session)
    if (redemption.outcome !== 'issued') throw new Error(`not issued: ${redemption.outcome}`)
    return { session, token: redemption.token }
  }

  /** Moves a session's times, as if it had begun that many seconds earlier. */
  async function age(session: StartedSession, seconds: number): Promise<void> {
    await db.sql`
      UPDATE authority.device_authorization SET created_at = created_at - make_interval(secs => ${seconds}),
        expires_at = expires_at - make_interval(secs => ${seconds}), ends_at = ends_at - make_interval(secs => ${seconds}),
        approved_at = approved_at - make_interval(secs => ${seconds})
      WHERE id = ${session.answer.device_authorization_id}`
  }

  /** Lets a session end that many seconds from now. */
  async function endIn(session: StartedSession, seconds: number): Promise<void> {
    await db.sql`
      UPDATE authority.device_authorization SET expires_at = clock_timestamp() + make_interval(secs => ${seconds})
      WHERE id = ${session.answer.device_authorization_id}`
  }

  async function rowOf(session: StartedSession) {
    return db.prisma.deviceAuthorization.findUniqueOrThrow({ where: { id: session.answer.device_authorization_id } })
  }

  return {
    ...world,
    newClient,
    start,
    show,
    startShown,
    claim,
    claimAndMatch,
    approve,
    redeem,
    signIn,
    age,
    endIn,
    rowOf,
  }
}

/** What the facility's server would draw now. */
export function frameOf(
  { answer, terminal }: Pick<StartedSession, 'answer' | 'terminal'> & Partial<StartedSession>,
  elapsedSeconds = 0,
): string {
  const qrSecret = fromBase64Url(answer.qr_secret)
  if (qrSecret === null) throw new Error('no secret')
  return makeFrame({ qrToken: answer.qr_token, qrSecret, elapsedSeconds, terminal })
}

function assertionSigner(clientId: string, privateKey: KeyObject): TestClient['assert'] {
  return (audience, claims = {}) => {
    const now = Math.floor(Date.now() / 1000)
    const usual = { iss: clientId, sub: clientId, aud: audience, jti: randomUUID(), iat: now, exp: now + 60 }
    return new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg: 'ES256', kid: 'k1' }).sign(privateKey)
  }
}
