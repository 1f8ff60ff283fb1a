import { anyError } from '@/lib/problem/restored-error'
import { isSignInMethod } from '@/lib/vocabulary/sign-in-method'
import type { WayOn } from '@/lib/vocabulary/way-on'
import { authorityError } from '../authority-port/authority.errors'
import { judgeMethod } from '../sign-ins/sign-in'
import { signingError } from './signing.errors'

/** Local signing with a card is no way as long as no card signs here. */
const waysWithoutAuthority = ['paper_registered', 'paper'] as const satisfies readonly WayOn[]

type Place = { methods: readonly string[]; hasReader: boolean }

/** The ways on when a sign-in is wanted: the methods that this terminal offers, then what needs no remote signature. */
export function waysToSignIn({ methods, hasReader, status }: Place & { status: string }): WayOn[] {
  const linked = status !== 'not_registered'
  const offered = methods
    .filter(isSignInMethod)
    .filter((method) => judgeMethod(method, { allowed: methods, linked, hasReader }) === null)
  return [...(status === 'locked' ? [] : offered), ...waysWithoutAuthority]
}

/** Adds the ways on to a failure to reach the authority (the same again) and to missing trust: what works without its signing. */
export function rethrowWithWaysOn(error: unknown): never {
  if (signingError.is(error, 'signing.not_set_up')) {
    throw signingError('signing.not_set_up', {
      waysOn: [...waysWithoutAuthority],
      ...(error.detail === undefined ? {} : { detail: error.detail }),
    })
  }
  if (!authorityError.is(error)) throw error
  throw anyError(error.code, {
    retryAfterSeconds: error.retryAfterSeconds ?? 10,
    waysOn: ['retry', ...waysWithoutAuthority],
    params: error.params,
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    cause: error.cause,
  })
}
