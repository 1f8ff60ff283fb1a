import { randomUUID } from 'node:crypto'
import { parseSettings, type Settings } from '@/lib/config/settings'
import { createNotifications } from '@/lib/db/notifications'
import { testDatabase } from '@/lib/db/testing/test-database'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { createKeyring } from '@/lib/keystore/keyring'
import { openSigningKeystore } from '@/lib/keystore/open-signing-keystore'
import {
  createSoftAuthenticator,
  type SoftAuthenticator,
  type SoftAuthenticatorOptions,
} from '@/lib/webauthn/testing/soft-authenticator'
import type { AuthorityContext } from '../authority-context'
import { createHolder } from '../holder-changes/create-holder'
import type { Holder } from '../holders/holder'
import { type IssuedNotificationCard, issueNotificationCard } from '../notification-cards/issue-notification-card'
import type { Phone } from '../phones/phone'
import { bindPhone } from '../registrations/bind-phone'
import { finishTrial } from '../registrations/finish-trial'
import type { RegistrationView } from '../registrations/registration'
import { startRegistration } from '../registrations/start-registration'

export const authorityUrl = 'https://authority.example.jp'
export const testOrigin: RequestOrigin = { requestId: 'req_test', address: '192.0.2.1', userAgent: 'Test (iPhone)' }

export const testSettings: Settings = parseSettings({
  DATABASE_URL: 'postgresql://unused@127.0.0.1/unused',
  SHOMEI_KEY: Buffer.alloc(32, 7).toString('base64'),
  SHOMEI_TRUST: 'test',
  AUTHORITY_URL: authorityUrl,
  FACILITY_URL: 'https://shomei.hospital.example.jp',
})

export type RegisteredHolder = { holder: Holder; phone: Phone; authenticator: SoftAuthenticator }

/** An authority on a database of its own for one test file, and people who walk through it by its use cases. */
export function authorityWorld(settings: Partial<Settings> = {}) {
  const { database: db, url, asSide } = testDatabase()
  const ownDb = asSide('authority')
  const keyring = createKeyring(testSettings.masterKey)
  const context: AuthorityContext = {
    db: ownDb,
    keyring,
    notifications: createNotifications(ownDb),
    settings: { ...testSettings, ...settings },
    signingKeystore: openSigningKeystore(settings.keystore ?? testSettings.keystore, keyring),
  }

  function newHolder(): Promise<Holder> {
    const registryNumber = randomUUID()
    const name = { nameKanji: '見本 太郎', nameKana: 'ミホン タロウ', nameRomaji: 'MIHON Taro' }
    return createHolder(context, { ...name, qualification: 'physician', registryNumber }, testOrigin)
  }

  async function newCard(holder?: Holder): Promise<IssuedNotificationCard & { holder: Holder }> {
    const owner = holder ?? (await newHolder())
    const card = await issueNotificationCard(context, { holderId: owner.id, route: 'ca_direct' }, testOrigin)
    return { ...card, holder: owner }
  }

  function start(card: Pick<IssuedNotificationCard, 'code' | 'password'>) {
    return startRegistration(context, { code: card.code, password: card.password }, testOrigin)
  }

  /** A holder with one phone that passed its trial sign-in. */
  async function register(authenticator = newPhone(), holder?: Holder): Promise<RegisteredHolder> {
    const { ticket, view } = await start(await newCard(holder))
    const registrationId = view.registration.id
    const response = authenticator.create(creationOptionsOf(view))
    const bound = await bindPhone(context, { ticket, registrationId, response }, testOrigin)
    const answer = { ticket, registrationId, response: authenticator.get(optionsOf(bound)) }
    const done = await finishTrial(context, answer, testOrigin)
    if (done.phone === null) throw new Error('no phone was bound')
    return { holder: done.holder, phone: done.phone, authenticator }
  }

  /** Outcomes, codes and reasons of the audit events of one record, oldest first. */
  async function auditOf(subject: string): Promise<string[]> {
    const rows = await db.sql<{ action: string; outcome: string; record: string }[]>`
      SELECT action, outcome, record FROM authority.audit_event WHERE subject = ${subject} ORDER BY seq`
    return rows.map(({ action, outcome, record }) => {
      const { code, reason } = JSON.parse(record)
      return [action, outcome, code, reason].filter(Boolean).join(' ')
    })
  }

  return { db, url, context, newHolder, newCard, start, register, auditOf }
}

export function newPhone(options: Partial<SoftAuthenticatorOptions> = {}): SoftAuthenticator {
  return createSoftAuthenticator({ rpId: new URL(authorityUrl).hostname, origin: authorityUrl, ...options })
}

/** The challenge that a page would hand to its browser. */
export function optionsOf({ options }: Pick<RegistrationView, 'options'>): { challenge: string } {
  if (options === null) throw new Error('the page was given no options')
  return options
}

export function creationOptionsOf({ options }: Pick<RegistrationView, 'options'>): {
  challenge: string
  user: { id: string }
} {
  if (options === null || !('user' in options)) throw new Error('the page was given no creation options')
  return options
}

/** How many of the outcomes passed, and which codes the others were refused with. */
export function tally(outcomes: readonly PromiseSettledResult<unknown>[]): {
  passed: number
  codes: Record<string, number>
} {
  const codes: Record<string, number> = {}
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue
    const { code = String(outcome.reason) } = outcome.reason
    codes[code] = (codes[code] ?? 0) + 1
  }
  return { passed: outcomes.filter(({ status }) => status === 'fulfilled').length, codes }
}

/**
 * How many of a race passed and with which codes the losers were refused. A machine under load may answer 503 to a loser that
 * waited too long for a connection; that is no verdict on the race and left out.
 */
export function raceOf(outcomes: readonly PromiseSettledResult<unknown>[]): { passed: number; refusals: string[] } {
  const { passed, codes } = tally(outcomes)
  return { passed, refusals: Object.keys(codes).filter((code) => code !== 'service.unavailable') }
}

/** Fifty of the same at once. */
export function fifty<Result>(work: (index: number) => Promise<Result>): Promise<PromiseSettledResult<Result>[]> {
  return Promise.allSettled(Array.from({ length: 50 }, (_, index) => work(index)))
}
