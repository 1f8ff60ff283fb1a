/**
 * The console's own operations, which live in the pages' framework: what each costs in milliseconds of the event loop; one of them
 * compares a password. Callers have no session yet, or end it.
 */
export const consoleAuthDeclarations = {
  csrf: declare('get', '/api/auth/csrf', 10),
  signIn: declare('post', '/api/auth/callback/credentials', 50),
  signOut: declare('post', '/api/auth/signout', 10),
} as const

function declare<Method extends 'get' | 'post', Path extends string>(method: Method, path: Path, ms: number) {
  return {
    caller: 'nobody',
    cost: { ms },
    isPaidAtEdge: true,
    sameOrigin: true,
    isBodyUnchecked: true,
    hide: true,
    method,
    path,
    responses: { 204: { description: 'Done, with cookies' } },
  } as const
}
