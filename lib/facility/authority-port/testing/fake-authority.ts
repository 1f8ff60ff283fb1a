import { randomBytes, randomUUID } from 'node:crypto'
import type { DeviceAuthorizationAnswer, DeviceAuthorizationEvent, SignInDetails } from '@/lib/wire/oauth'
import { signInError } from '../../sign-ins/sign-in.errors'
import { authorityError } from '../authority.errors'
import type { AuthorityPort, RedeemOutcome } from '../authority-port'
import { createFakeSigning, type FakeSigning } from './fake-signing'

type Session = {
  clientId: string
  holderSubject: string
  deviceCode: string
  details: SignInDetails
  state: DeviceAuthorizationEvent
  listeners: Set<() => void>
}

/** Calls that can be made to fail or to wait, by their name in the port. */
export type Call = keyof AuthorityPort

export type FakeAuthority = AuthorityPort & {
  /** Holders with a usable phone. */
  holders: Set<string>
  /** Every details object that a start named, oldest first. */
  started: SignInDetails[]
  /** Tokens issued and still active. */
  activeTokens: Set<string>
  /** Seconds a token lives. */
  tokenSeconds: number
  /** How often each call arrived. */
  calls: Map<Call, number>
  /** Calls that answer `authority.unavailable`. */
  away: Set<Call>
  /** As a proxy that keeps the bodies of streams until they end. */
  holdsStreamsBack: boolean
  /** Clients that are not let in: every call of theirs is `authority.client_refused`. */
  refusedClients: Set<string>
  /** The signing half. */
  signing: FakeSigning
  /** Runs before a call is answered: to hold it up, or to change something meanwhile. */
  before: Map<Call, () => Promise<void>>
  idOf(terminal: string): string
  claim(id: string, matchNumber?: string): void
  /** The phone has given the number. */
  match(id: string): void
  scanAgain(id: string): void
  approve(id: string): void
  end(
    id: string,
    state: 'redeemed' | 'denied' | 'expired' | 'cancelled',
    reason?: DeviceAuthorizationEvent['end_reason'],
  ): void
  /** Cuts every stream, as a proxy would. */
  cutStreams(): void
  streamsOpen(): number
  /** How many listen to one session. */
  watches(id: string): number
}

/** An authority in memory that keeps the contract of the port (authority-contract.ts), with a phone in the test's hands. */
export function createFakeAuthority(): FakeAuthority {
  const sessions = new Map<string, Session>()
  const owners = new Map<string, string>()
  const subjects = new Map<string, string>()
  const cuts = new Set<() => void>()
  const fake: FakeAuthority = {
    holders: new Set(),
    started: [],
    activeTokens: new Set(),
    tokenSeconds: 64_800,
    calls: new Map(),
    away: new Set(),
    holdsStreamsBack: false,
    refusedClients: new Set(),
    signing: createFakeSigning(),
    before: new Map(),
    idOf(terminal) {
      const found = [...sessions].reverse().find(([, session]) => session.details.terminal === terminal)
      if (found === undefined) throw new Error('no session for that terminal')
      return found[0]
    },
    claim: (id, matchNumber = '42') => change(id, { state: 'claimed', match_number: matchNumber, expires_in: 300 }),
    match(id) {
      const session = get(id)
      const { match_number: _, ...rest } = session.state
      session.state = rest
      for (const tell of session.listeners) tell()
    },
    scanAgain: (id) => change(id, { second_scans: get(id).state.second_scans + 1 }),
    approve: (id) => change(id, { state: 'approved', expires_in: 180 }),
    end: (id, state, reason) =>
      change(id, { state, expires_in: 0, ...(reason === undefined ? {} : { end_reason: reason }) }),
    cutStreams: () => {
      for (const cut of cuts) cut()
    },
    streamsOpen: () => cuts.size,
    watches: (id) => get(id).listeners.size,
    async startDeviceAuthorization({ clientId }, { holderSubject, details }) {
      await arrive('startDeviceAuthorization', clientId)
      if (!fake.holders.has(holderSubject)) throw signInError('sign_in.no_phone')
      fake.started.push(details)
      const answer = newAnswer()
      sessions.set(answer.device_authorization_id, {
        clientId,
        holderSubject,
        deviceCode: answer.device_code,
        details,
        listeners: new Set(),
        state: {
          device_authorization_id: answer.device_authorization_id,
          state: 'shown',
          second_scans: 0,
          expires_in: answer.expires_in,
        },
      })
      return answer
    },
    async *watchDeviceAuthorization({ clientId }, id, signal, { once = false, onHeard = () => {} } = {}) {
      await arrive('watchDeviceAuthorization')
      const session = sessions.get(id)
      if (session?.clientId !== clientId) throw authorityError('authority.unavailable')
      if (once) return yield session.state
      if (fake.holdsStreamsBack) return yield* watch({ ...session, listeners: new Set() }, signal, cuts, false)
      const beat = setInterval(onHeard, 1_000)
      try {
        onHeard()
        yield* watch(session, signal, cuts)
      } finally {
        clearInterval(beat)
      }
    },
    async redeem({ clientId }, deviceCode) {
      await arrive('redeem')
      const session = [...sessions.values()].find((each) => each.deviceCode === deviceCode)
      return session?.clientId === clientId ? redeemSession(session) : { outcome: 'invalid' }
    },
    async cancelDeviceAuthorization({ clientId }, id) {
      await arrive('cancelDeviceAuthorization')
      const session = sessions.get(id)
      if (session?.clientId === clientId && isOpen(session)) fake.end(id, 'cancelled', 'client')
    },
    async extendDeviceAuthorization({ clientId }, id) {
      await arrive('extendDeviceAuthorization')
      const session = sessions.get(id)
      if (session?.clientId !== clientId) throw authorityError('authority.unavailable')
      return { secondsLeft: session.state.state === 'shown' ? 240 : session.state.expires_in }
    },
    async revoke({ clientId }, accessToken) {
      await arrive('revoke')
      if (owners.get(accessToken) === clientId) fake.activeTokens.delete(accessToken)
    },
    async readTrust() {
      await arrive('readTrust')
      return fake.signing.trust()
    },
    async findCredential({ accessToken }) {
      await arrive('findCredential')
      const subject = subjects.get(accessToken)
      if (subject === undefined || !fake.activeTokens.has(accessToken)) return { outcome: 'token_refused' }
      return { outcome: 'found', credential: await fake.signing.credentialOf(subject) }
    },
    async signHashes(request) {
      await arrive('signHashes')
      const subject = subjects.get(request.accessToken)
      if (subject === undefined || !fake.activeTokens.has(request.accessToken)) return { outcome: 'token_refused' }
      return fake.signing.sign(subject, request)
    },
    probe: () => arrive('probe'),
    readHealth: () => ({ state: 'unknown', failure: null, clockSkewSeconds: null }),
    async introspect({ clientId }, accessToken) {
      await arrive('introspect', clientId)
      return { active: owners.get(accessToken) === clientId && fake.activeTokens.has(accessToken) }
    },
  }

  function get(id: string): Session {
    const session = sessions.get(id)
    if (session === undefined) throw new Error('no such session')
    return session
  }

  function change(id: string, changes: Partial<DeviceAuthorizationEvent>): void {
    const session = get(id)
    const { match_number: _, ...rest } = session.state
    const keepsNumber = (changes.state ?? session.state.state) === 'claimed'
    session.state = { ...(keepsNumber ? session.state : rest), ...changes }
    for (const tell of session.listeners) tell()
  }

  async function arrive(call: Call, clientId?: string): Promise<void> {
    fake.calls.set(call, (fake.calls.get(call) ?? 0) + 1)
    await fake.before.get(call)?.()
    if (fake.away.has(call)) throw authorityError('authority.unavailable', { retryAfterSeconds: 10 })
    if (clientId !== undefined && fake.refusedClients.has(clientId)) throw authorityError('authority.client_refused')
  }

  function redeemSession(session: Session): RedeemOutcome {
    const { state } = session.state
    if (state === 'denied' || state === 'cancelled') return { outcome: 'denied' }
    if (state === 'expired') return { outcome: 'expired' }
    if (state === 'redeemed') return { outcome: 'invalid' }
    if (state !== 'approved') return { outcome: 'pending' }
    const accessToken = randomBytes(32).toString('base64url')
    change(session.state.device_authorization_id, { state: 'redeemed', expires_in: 0 })
    fake.activeTokens.add(accessToken)
    owners.set(accessToken, session.clientId)
    subjects.set(accessToken, session.holderSubject)
    return {
      outcome: 'issued',
      token: {
        access_token: accessToken,
        token_type: 'Bearer',
        expires_in: fake.tokenSeconds,
        scope: 'sign',
        sub: session.holderSubject,
        amr: ['hwk', 'user', 'mfa'],
        method: 'fido',
        credential_ids: [],
        issued_at: Math.floor(Date.now() / 1000),
      },
    }
  }
  return fake
}

function isOpen(session: Session): boolean {
  return ['started', 'shown', 'claimed', 'approved'].includes(session.state.state)
}

async function* watch(
  session: Session,
  signal: AbortSignal,
  cuts: Set<() => void>,
  passes = true,
): AsyncIterable<DeviceAuthorizationEvent> {
  const told: DeviceAuthorizationEvent[] = passes ? [session.state] : []
  let isCut = false
  let wake = () => {}
  const tell = () => {
    told.push(session.state)
    wake()
  }
  const cut = () => {
    isCut = true
    wake()
  }
  session.listeners.add(tell)
  cuts.add(cut)
  signal.addEventListener('abort', cut)
  try {
    while (!isCut && !signal.aborted) {
      for (const state of told.splice(0)) {
        yield state
        if (['redeemed', 'denied', 'expired', 'cancelled'].includes(state.state)) return
      }
      if (told.length === 0 && !isCut) await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    session.listeners.delete(tell)
    cuts.delete(cut)
  }
}

function newAnswer(): DeviceAuthorizationAnswer {
  return {
    device_code: randomBytes(16).toString('base64url'),
    user_code: randomUUID().slice(0, 8),
    verification_uri: 'https://authority.example.jp/sign-in',
    expires_in: 120,
    interval: 5,
    device_authorization_id: `dva_${randomBytes(16).toString('base64url')}`,
    qr_token: randomBytes(16).toString('base64url'),
    qr_secret: randomBytes(32).toString('base64url'),
  }
}
