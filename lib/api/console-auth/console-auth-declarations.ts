import type { Side } from '@/lib/vocabulary/settings/side'

/** Where the sign-in of each console is; below the paths of its side, so that it exists under the name of that side only. */
const bases = { facility: '/api/auth', authority: '/api/authority/auth' } as const

/**
 * The consoles' own operations, which live in the pages' framework: what each costs in milliseconds of the event loop; one of them
 * compares a password. Callers have no session yet, or end it.
 */
export const consoleAuthDeclarations = { facility: declareAll('facility'), authority: declareAll('authority') } as const

function declareAll<Of extends Side>(side: Of) {
  const base = bases[side]
  const of = side === 'facility' ? 'Facility' : 'Authority'
  return {
    csrf: declare(
      'get',
      `${base}/csrf`,
      10,
      `get${of}ConsoleCsrfToken`,
      'The token that sign-in and sign-out send back',
    ),
    signIn: declare('post', `${base}/callback/credentials`, 50, `signInTo${of}Console`, 'Sign-in to the console'),
    signOut: declare('post', `${base}/signout`, 10, `signOutOf${of}Console`, 'Sign-out of the console'),
  } as const
}

function declare<Method extends 'get' | 'post', Path extends string>(
  method: Method,
  path: Path,
  ms: number,
  operationId: string,
  summary: string,
) {
  return {
    caller: 'nobody',
    cost: { ms },
    isPaidAtEdge: true,
    sameOrigin: true,
    isBodyUnchecked: true,
    hide: true,
    method,
    path,
    operationId,
    summary,
    errors: ['console_session.invalid_credentials', 'console_session.locked', 'request.malformed'],
    responses: { 204: { description: 'Done, with cookies' } },
  } as const
}
