import { AppError } from '@/lib/kernel/app-error'
import { isSignInMethod } from '../facilities/facility'
import { judgeMethod } from '../sign-ins/sign-in'

type Place = { methods: readonly string[]; hasReader: boolean }

/** The ladder when a sign-in is wanted: the methods that this terminal offers, then what needs no remote signature. */
export function waysToSignIn({ methods, hasReader, status }: Place & { status: string }): string[] {
  const linked = status !== 'not_registered'
  const offered = methods.filter(
    (method) => isSignInMethod(method) && judgeMethod(method, { allowed: [...methods], linked, hasReader }) === null,
  )
  return [...(status === 'locked' ? [] : offered), ...waysWithoutAuthority({ hasReader })]
}

/** Adds the ladder to the authority's being away (the same again) and to missing trust: what works without its signing. */
export function whileAway({ hasReader }: Pick<Place, 'hasReader'>) {
  return (error: unknown): never => {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'signing.not_set_up') {
      throw new AppError(error.code, {
        waysOn: waysWithoutAuthority({ hasReader }),
        ...(error.detail === undefined ? {} : { detail: error.detail }),
      })
    }
    if (!error.code.startsWith('authority.')) throw error
    throw new AppError(error.code, {
      retryAfterSeconds: error.retryAfterSeconds ?? 10,
      waysOn: ['retry', ...waysWithoutAuthority({ hasReader })],
      params: error.params,
      ...(error.detail === undefined ? {} : { detail: error.detail }),
      cause: error.cause,
    })
  }
}

function waysWithoutAuthority({ hasReader }: Pick<Place, 'hasReader'>): string[] {
  return [...(hasReader ? ['hpki_card_local_signing'] : []), 'paper_registered', 'paper']
}
