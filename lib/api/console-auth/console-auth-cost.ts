import { consoleAuthDeclarations } from './console-auth-declarations'

const costs = new Map<string, number>(
  Object.values(consoleAuthDeclarations)
    .flatMap((declarations) => Object.values(declarations))
    .map(({ path, cost }) => [path, cost.ms] as const),
)

/**
 * What one of the consoles' own operations costs, which live in the framework; `null` for every other address. They are compared as
 * written in the URL: the framework resolves `..`, `%2e` and `\\`, and would make any page for an address that only begins like these.
 */
export function consoleAuthCost(url: string): number | null {
  const [pathname = ''] = url.split('?')
  return costs.get(pathname) ?? null
}
