import type { Router } from '../router'

/** The methods that a path has routes for, HEAD with GET, sorted; none for a path that there is not (RFC 9110 §10.2.1). */
export function methodsOf(api: Pick<Router, 'routes'>, path: string): string[] {
  const methods = api.routes
    .filter((route) => route.method !== 'ALL' && !route.path.includes('*') && matches(route.path, path))
    .flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
  return [...new Set(methods)].sort()
}

/** Hono's patterns as our routes use them: a `:name` stands for one piece of the path. */
function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  return (
    wanted.length === given.length &&
    wanted.every((piece, place) => (piece.startsWith(':') ? given[place] !== '' : piece === given[place]))
  )
}
