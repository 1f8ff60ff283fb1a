/** One failure of the closed catalogue, as each domain's `<word>.errors.ts` declares it. */
export type ErrorEntry = {
  /** HTTP status of the problem document (RFC 9457). */
  status: 400 | 401 | 403 | 404 | 405 | 408 | 409 | 410 | 413 | 415 | 422 | 429 | 431 | 500 | 503
  /** How loudly the log speaks of it. */
  log: 'debug' | 'info' | 'warn' | 'error'
}

export type ErrorCatalogue = Readonly<Record<string, ErrorEntry>>

export type ErrorParams = Readonly<Record<string, string | number>>

type AppErrorOptions = {
  /** Goes to the log only; never a secret. */
  detail?: string
  /** Values that the translated text may show; never a secret. */
  params?: ErrorParams
  retryAfterSeconds?: number
  invalidParams?: readonly InvalidParam[]
  /** What the caller can do instead, best first: names of lib/messages/ja/signing/ways-on.ts. */
  waysOn?: readonly string[]
  /** What a screen needs to open the sign-in that is asked for. */
  signIn?: SignInWanted
  cause?: unknown
}

/** Whose sign-in is wanted, where, and in which state it is. */
export type SignInWanted = { staffCode: string; terminalCode: string | null; status: string }

export type InvalidParam = { name: string; reason: string }

/**
 * A failure with a code of the catalogue. Thrown by use cases, which rolls the open transaction back; turned into a problem
 * document, an OAuth error or a stream event at the edge. Decide on `code`, never on the message.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: string
  readonly detail: string | undefined
  readonly params: ErrorParams
  readonly retryAfterSeconds: number | undefined
  readonly invalidParams: readonly InvalidParam[]
  readonly waysOn: readonly string[]
  readonly signIn: SignInWanted | undefined

  constructor(code: string, options: AppErrorOptions = {}) {
    super(options.detail === undefined ? code : `${code}: ${options.detail}`, { cause: options.cause })
    this.code = code
    this.detail = options.detail
    this.params = options.params ?? {}
    this.retryAfterSeconds = options.retryAfterSeconds
    this.invalidParams = options.invalidParams ?? []
    this.waysOn = options.waysOn ?? []
    this.signIn = options.signIn
  }
}
