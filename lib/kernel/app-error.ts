import type { WayOn } from '@/lib/vocabulary/way-on'

/** `always`: every error of the code carries it. `sometimes`: it may. A member that is not declared does not compile. */
type Presence = 'always' | 'sometimes'

/** One failure of the closed catalogue, as each domain's `<word>.errors.ts` declares it. */
export type ErrorEntry = {
  /** HTTP status of the problem document (RFC 9457). */
  status: 400 | 401 | 403 | 404 | 405 | 408 | 409 | 410 | 413 | 415 | 422 | 429 | 431 | 500 | 503
  /** Level at which the failure is logged. */
  log: 'debug' | 'info' | 'warn' | 'error'
  /** Values that fill the places of its texts. */
  params?: Readonly<Record<string, Presence>>
  /** Further members of its problem document. */
  members?: Readonly<Partial<Record<keyof ErrorMembers, Presence>>>
}

export type ErrorCatalogue = Readonly<Record<string, ErrorEntry>>

export type ErrorParams = Readonly<Record<string, string | number>>

/** Members of a problem document that only some codes have. */
export type ErrorMembers = {
  retryAfterSeconds: number
  invalidParams: readonly InvalidParam[]
  /** What the caller can do instead, best first. */
  waysOn: readonly WayOn[]
  /** What a screen needs to open the sign-in that is asked for. */
  signIn: SignInWanted
}

/** Whose sign-in is wanted, where, and in which state it is. */
export type SignInWanted = { staffCode: string; terminalCode: string | null; status: string }

export type InvalidParam = { name: string; reason: string }

type LogOptions = {
  /** Goes to the log only; never a secret. */
  detail?: string
  cause?: unknown
}

type Declared<Presences, Values> = {
  [Name in keyof Presences & keyof Values as Presences[Name] extends 'always' ? Name : never]: Values[Name]
} & { [Name in keyof Presences & keyof Values as Presences[Name] extends 'sometimes' ? Name : never]?: Values[Name] }

type ParamsOption<Entry> = Entry extends { params: infer Presences }
  ? 'always' extends Presences[keyof Presences]
    ? { params: Declared<Presences, Record<keyof Presences, string | number>> }
    : { params?: Declared<Presences, Record<keyof Presences, string | number>> }
  : unknown

type MembersOption<Entry> = Entry extends { members: infer Presences } ? Declared<Presences, ErrorMembers> : unknown

/** What an error of this entry is made with: what the entry declares, and what goes to the log. */
type ErrorOptions<Entry> = Entry extends ErrorEntry ? LogOptions & ParamsOption<Entry> & MembersOption<Entry> : never

type ErrorArguments<Entry> =
  Record<never, never> extends ErrorOptions<Entry> ? [options?: ErrorOptions<Entry>] : [options: ErrorOptions<Entry>]

/** Makes and recognises the errors of one catalogue. */
export type ErrorMaker<Catalogue extends ErrorCatalogue> = {
  <Code extends keyof Catalogue & string>(code: Code, ...options: ErrorArguments<Catalogue[Code]>): AppError<Code>
  /** Whether something thrown is an error of this catalogue, with one of these codes where some are given. */
  is<Code extends keyof Catalogue & string = keyof Catalogue & string>(
    thrown: unknown,
    ...codes: readonly Code[]
  ): thrown is AppError<Code>
}

/**
 * A failure with a code of the catalogue. Thrown by use cases, which rolls the open transaction back; turned into a problem
 * document, an OAuth error or a stream event at the edge. Decide on `code`, never on the message.
 */
export class AppError<Code extends string = string> extends Error {
  override readonly name = 'AppError'
  readonly code: Code
  readonly detail: string | undefined
  readonly params: ErrorParams
  readonly retryAfterSeconds: number | undefined
  readonly invalidParams: readonly InvalidParam[]
  readonly waysOn: readonly WayOn[]
  readonly signIn: SignInWanted | undefined

  private constructor(code: Code, options: LogOptions & Partial<ErrorMembers> & { params?: ErrorParams }) {
    super(options.detail === undefined ? code : `${code}: ${options.detail}`, { cause: options.cause })
    this.code = code
    this.detail = options.detail
    this.params = options.params ?? {}
    this.retryAfterSeconds = options.retryAfterSeconds
    this.invalidParams = options.invalidParams ?? []
    this.waysOn = options.waysOn ?? []
    this.signIn = options.signIn
  }

  /** The constructor of one catalogue's errors: a code, parameter or member outside it does not compile. */
  static of<const Catalogue extends ErrorCatalogue>(catalogue: Catalogue): ErrorMaker<Catalogue> {
    const make = <Code extends string>(code: Code, options = {}): AppError<Code> => new AppError(code, options)
    const is = <Code extends string>(thrown: unknown, ...codes: readonly Code[]): thrown is AppError<Code> =>
      thrown instanceof AppError &&
      (codes.length === 0 ? Object.hasOwn(catalogue, thrown.code) : codes.some((code) => code === thrown.code))
    return Object.assign(make, { is })
  }
}
