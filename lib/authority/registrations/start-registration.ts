import type { AppError } from '@/lib/kernel/app-error'
import { normalizeCardPassword } from '@/lib/kernel/card-password-form'
import { newId } from '@/lib/kernel/ids'
import { requestError } from '@/lib/kernel/request.errors'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { serviceError } from '@/lib/kernel/service.errors'
import { verifyPassword } from '@/lib/keystore/password'
import { hashToken, newToken } from '@/lib/keystore/token'
import type { AuthorityContext } from '../authority-context'
import { getLiveHolder } from '../holders/holder.store'

import { getCardByCode } from '../notification-cards/get-card-by-code'
import { assertOpen, type NotificationCard, triesLeft } from '../notification-cards/notification-card'
import { notificationCardError } from '../notification-cards/notification-card.errors'
import { countMiss, type PasswordTry, reservePasswordTry, returnTry } from '../notification-cards/password-try.store'
import { recordEvent } from '../record-event'
import { countCeremony } from './ceremony-limit'
import { newBindOptions } from './ceremony-options'
import type { RegistrationView } from './registration'
import { insertRegistration } from './registration.store'
import { registrationView } from './registration-view'

type Context = Pick<AuthorityContext, 'db' | 'keyring' | 'settings'>

const retrySeconds = 5
const decoyPassword = 'decoy'

/**
 * Checks the card's password and opens a registration for this browser. The try is taken before the comparison, in the statement
 * that reads how many are left; only a miss uses it up, a right password gives back its own and leaves earlier misses counted.
 * @throws AppError `notification_card.unknown | expired | locked | voided | consumed | wrong_password` ({tries} left),
 * `phone.limit_reached`, `request.rate_limited`, `request.malformed`.
 */
export async function startRegistration(
  context: Context,
  input: { code: string; password: string },
  origin: RequestOrigin,
): Promise<{ ticket: string; view: RegistrationView }> {
  const password = normalizeCardPassword(input.password)
  if (password === '') {
    throw requestError('request.malformed', { invalidParams: [{ name: 'password', reason: 'empty' }] })
  }
  const card = await getCardSlowly(context, input.code)
  assertOpen(card)
  const passwordTry = await takeTry(context, card, input.code)
  if (!(await verifyPassword(password, card.passwordHash))) {
    return refuseWrongPassword(context, passwordTry, origin)
  }
  await releaseTry(context, passwordTry, input.code)
  await countCeremony(context, card.id)
  return openRegistration(context, card, origin)
}

/** A code that never existed takes as long as a wrong password of a real card (AT-34). */
async function getCardSlowly({ db }: Context, code: string): Promise<NotificationCard> {
  try {
    return await getCardByCode(db, code)
  } catch (error) {
    if (notificationCardError.is(error, 'notification_card.unknown')) {
      await verifyPassword(decoyPassword, null)
    }
    throw error
  }
}

async function takeTry({ db }: Context, card: NotificationCard, code: string): Promise<PasswordTry> {
  const passwordTry = await reservePasswordTry(db, card.id)
  if (passwordTry !== null) return passwordTry
  assertOpen(await getCardByCode(db, code))
  throw requestError('request.rate_limited', {
    retryAfterSeconds: retrySeconds,
    params: { seconds: retrySeconds },
    detail: 'all tries of the card are under way',
  })
}

async function releaseTry({ db }: Context, passwordTry: PasswordTry, code: string): Promise<void> {
  if (await returnTry(db, passwordTry)) return
  assertOpen(await getCardByCode(db, code))
  throw lapsed()
}

async function refuseWrongPassword(
  { db, keyring }: Context,
  passwordTry: PasswordTry,
  origin: RequestOrigin,
): Promise<never> {
  const subject = passwordTry.cardId
  const triesUsed = await db.transaction(async (tx) => {
    const misses = await countMiss(tx, passwordTry)
    if (misses === null) return null
    const code = 'notification_card.wrong_password'
    const details = { tries_used: misses }
    const event = { action: 'notification_card.try_password', actor: 'anonymous', subject, origin, details } as const
    await recordEvent(tx, keyring, { ...event, outcome: 'failure', code })
    if (triesLeft(misses) === 0) {
      await recordEvent(tx, keyring, { ...event, action: 'notification_card.lock', outcome: 'success' })
    }
    return misses
  })
  if (triesUsed === null) throw lapsed()
  const tries = triesLeft(triesUsed)
  throw notificationCardError('notification_card.wrong_password', { params: { tries } })
}

async function openRegistration(
  { db, keyring, settings }: Context,
  { id: cardId, holderId }: NotificationCard,
  origin: RequestOrigin,
): Promise<{ ticket: string; view: RegistrationView }> {
  const ticket = newToken(16)
  const id = newId('registration')
  const view = await db.transaction(async (tx) => {
    const holder = await getLiveHolder(tx, holderId)
    if (holder === null) throw notificationCardError('notification_card.voided')
    const lifeSeconds = settings.registrationSeconds
    const registration = await insertRegistration(tx, {
      id,
      cardId,
      holderId,
      ticketHash: hashToken(ticket),
      lifeSeconds,
    })
    const options = await newBindOptions(tx, settings, { registration, holder })
    const event = { action: 'registration.start', outcome: 'success', actor: holderId, subject: id, origin } as const
    await recordEvent(tx, keyring, { ...event, details: { card_id: cardId } })
    return registrationView(settings, { registration, holder, phone: null, options })
  })
  return { ticket, view }
}

/** The comparison took longer than its reservation: no result is reported and nothing is counted (AT-25). */
function lapsed(): AppError {
  return serviceError('service.unavailable', { retryAfterSeconds: retrySeconds, detail: 'password try lapsed' })
}
