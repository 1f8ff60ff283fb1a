/** Milliseconds of the event loop; one of them compares a password. */
const costs: Readonly<Record<string, number>> = {
  '/api/auth/csrf': 10,
  '/api/auth/callback/credentials': 50,
  '/api/auth/signout': 10,
}

/**
 * What one of the console's own routes costs, which live in the framework; `null` for every other address. They are compared as they
 * stand in the URL: the framework resolves `..`, `%2e` and `\\`, and would make any page for an address that only begins like these.
 */
export function consoleAuthCost(url: string): number | null {
  const [pathname = ''] = url.split('?')
  return Object.hasOwn(costs, pathname) ? (costs[pathname] ?? null) : null
}
