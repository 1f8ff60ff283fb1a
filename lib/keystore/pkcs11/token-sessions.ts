import { KeystoreRefused } from '../keystore-error'
import { type Cryptoki, ck, cka, type Handle, loadCryptoki, returnValueOf } from './cryptoki'
import { findSlot } from './find-slot'
import { wrongKekAttributes } from './kek-attributes'

export type TokenOptions = {
  library: string
  tokenLabel: string
  pin: string
  /** Sessions at once, each busy with one call. */
  sessions: number
  /** Loads the module at `library`; pkcs11js does when nothing is given. */
  loadModule?: (library: string) => Promise<Cryptoki>
}

/** One session, for one caller at a time: C_SignInit and C_Sign belong together. */
export type TokenSession = { cryptoki: Cryptoki; session: Handle; findKek(label: string): Handle }

export type TokenSessions = {
  /**
   * Runs `work` with a session of its own. When it fails because sessions or device were lost, they are given up and the next
   * caller signs in again. A session whose work is not over when it `isStuck` is never used again.
   * @throws KeystoreRefused `unavailable`, `busy`, `credentials`, `configuration`; what `work` throws.
   */
  use<Result>(work: (session: TokenSession) => Promise<Result>): Promise<Result>
  close(): void
}

type Connection = { cryptoki: Cryptoki; slot: Handle; idle: Handle[]; opened: number; keks: Map<string, Handle> }

const mostWaiting = 500

/** The token, the session or the login is gone: nothing of the call reached a key. */
const lostValues = new Set([
  'CKR_SESSION_HANDLE_INVALID',
  'CKR_SESSION_CLOSED',
  'CKR_DEVICE_REMOVED',
  'CKR_DEVICE_ERROR',
  'CKR_TOKEN_NOT_PRESENT',
  'CKR_TOKEN_NOT_RECOGNIZED',
  'CKR_USER_NOT_LOGGED_IN',
  'CKR_OBJECT_HANDLE_INVALID',
  'CKR_KEY_HANDLE_INVALID',
  'CKR_WRAPPING_KEY_HANDLE_INVALID',
  'CKR_UNWRAPPING_KEY_HANDLE_INVALID',
  'CKR_CRYPTOKI_NOT_INITIALIZED',
])

export function isSessionLost(error: unknown): boolean {
  return lostValues.has(returnValueOf(error) ?? '')
}

/** Sessions of one token, opened as needed up to a bound and kept; nothing is opened before the first use. */
export function createTokenSessions(options: TokenOptions): TokenSessions {
  let connection: Promise<Connection> | null = null
  /** Said once by the token, then never tried again by this process: each try counts towards the PIN's lock. */
  let refusedPin: KeystoreRefused | null = null
  let busy = 0
  const waiting: (() => void)[] = []

  function connect(): Promise<Connection> {
    if (refusedPin !== null) throw refusedPin
    connection ??= open(options).catch((error: unknown) => {
      connection = null
      if (error instanceof KeystoreRefused && error.refusal === 'credentials') refusedPin = error
      throw error
    })
    return connection
  }

  async function turn(): Promise<void> {
    if (busy < options.sessions) busy += 1
    else if (waiting.length >= mostWaiting) throw new KeystoreRefused('busy', 'sessions of the token')
    else await new Promise<void>((resolve) => waiting.push(resolve))
  }

  function pass(): void {
    const next = waiting.shift()
    if (next === undefined) busy -= 1
    else next()
  }

  return {
    async use(work) {
      await turn()
      try {
        const current = await connect()
        const session = current.idle.pop() ?? openSession(current)
        try {
          const result = await work({
            cryptoki: current.cryptoki,
            session,
            findKek: (label) => findKek(current, session, label),
          })
          current.idle.push(session)
          return result
        } catch (error) {
          // An operation may still be active on it: a fresh one costs less than finding out.
          closeQuietly(current.cryptoki, session)
          if (isSessionLost(error)) {
            connection = null
            for (const idle of current.idle.splice(0)) closeQuietly(current.cryptoki, idle)
          }
          throw error
        }
      } finally {
        pass()
      }
    },
    close() {
      const closing = connection
      connection = null
      void closing?.then(({ cryptoki, idle }) => {
        for (const session of idle.splice(0)) closeQuietly(cryptoki, session)
      })
    },
  }
}

async function open({ library, tokenLabel, pin, loadModule = loadCryptoki }: TokenOptions): Promise<Connection> {
  const cryptoki = await loadModule(library)
  try {
    const slot = findSlot(cryptoki, tokenLabel)
    const connection = { cryptoki, slot, idle: [], opened: 0, keks: new Map<string, Handle>() }
    const session = openSession(connection)
    signIn(cryptoki, session, pin)
    return { ...connection, idle: [session] }
  } catch (error) {
    if (error instanceof KeystoreRefused) throw error
    throw new KeystoreRefused('unavailable', returnValueOf(error) ?? 'no answer of the token')
  }
}

function signIn(cryptoki: Cryptoki, session: Handle, pin: string): void {
  try {
    cryptoki.C_Login(session, ck.user, pin)
  } catch (error) {
    const returnValue = returnValueOf(error)
    if (returnValue === 'CKR_USER_ALREADY_LOGGED_IN') return
    closeQuietly(cryptoki, session)
    if (returnValue?.startsWith('CKR_PIN_')) {
      throw new KeystoreRefused('credentials', `SHOMEI_PKCS11_PIN was refused (${returnValue}); it is not tried again`)
    }
    throw error
  }
}

function openSession({ cryptoki, slot }: Pick<Connection, 'cryptoki' | 'slot'>): Handle {
  return cryptoki.C_OpenSession(slot, ck.flagSerialSession | ck.flagReadWrite)
}

/** The wrapping key of a label, looked up once in a connection and judged then. */
function findKek({ cryptoki, keks }: Connection, session: Handle, label: string): Handle {
  const known = keks.get(label)
  if (known !== undefined) return known
  cryptoki.C_FindObjectsInit(session, [
    { type: cka.class, value: ck.classSecretKey },
    { type: cka.label, value: label },
  ])
  const found = cryptoki.C_FindObjects(session, 2)
  cryptoki.C_FindObjectsFinal(session)
  const [kek] = found
  if (kek === undefined || found.length > 1) {
    throw new KeystoreRefused('unknown_wrapping_key', `${found.length} keys with the label ${label}`)
  }
  const wrong = wrongKekAttributes(cryptoki, session, kek)
  if (wrong.length > 0) {
    throw new KeystoreRefused('configuration', `wrapping key ${label} is not as it must be: ${wrong.join(', ')}`)
  }
  keks.set(label, kek)
  return kek
}

function closeQuietly(cryptoki: Cryptoki, session: Handle): void {
  try {
    cryptoki.C_CloseSession(session)
  } catch {
    // It was lost already.
  }
}
