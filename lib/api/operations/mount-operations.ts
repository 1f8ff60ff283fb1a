import { familyOfPath } from '../../config/paths'
import type { Router } from '../router'
import type { Operation } from './operation'

/** Further routes that a part mounts itself; each answers every caller alike. */
type Rest = {
  mount: (router: Router) => void
  /** Method and path, as Hono spells them. */
  routes: readonly string[]
}

/**
 * Mounts every operation of an API. A process does not start with a route that no operation declares, an operation that is declared
 * twice, or one whose path the table of paths does not have: each is thrown here.
 */
export function mountOperations(router: Router, operations: readonly Operation[], rest: Rest): void {
  const before = router.routes.length
  for (const { declaration, mount } of operations) {
    if (familyOfPath(declaration.path) === null) throw new Error(`${nameOf(declaration)} is in no family of paths`)
    mount(router)
  }
  const names = operations.map(({ declaration }) => nameOf(declaration))
  const twice = names.find((name, place) => names.indexOf(name) !== place)
  if (twice !== undefined) throw new Error(`${twice} is declared twice`)
  rest.mount(router)
  const known = new Set([...names, ...rest.routes])
  const stray = router.routes.slice(before).find(({ method, path }) => !known.has(`${method} ${path}`))
  if (stray !== undefined) throw new Error(`${stray.method} ${stray.path} is mounted, and no operation declares it`)
}

function nameOf({ method, path }: Operation['declaration']): string {
  return `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`
}
