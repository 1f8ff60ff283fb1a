/** What a test sets for itself must not depend on the shell that `npm test` was typed into. */
const KEPT = new Set(['SHOMEI_CHROMIUM', 'SHOMEI_DEBUG'])
const PORTAL_VARIABLES = /^(?:SHOMEI_|AUTHORITY_URL$|FACILITY_URL$|NEXTAUTH_|EMR_|PORT$|(?:[A-Z]+_)?DATABASE_URL$)/

/** Lays over this process's environment so that no setting of the portal is left in it. */
export function cleanEnvironment() {
  const names = Object.keys(process.env).filter((name) => PORTAL_VARIABLES.test(name) && !KEPT.has(name))
  return Object.fromEntries(names.map((name) => [name, undefined]))
}
