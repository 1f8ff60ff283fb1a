import { type Side, sides } from '@/lib/vocabulary/settings/side'

type Environment = Readonly<Record<string, string | undefined>>

/** One PostgreSQL role per side. `restricted`: a process refuses to serve with a role that could change the audit log. */
export type DatabaseSettings = { urls: Readonly<Record<Side, string>>; roles: 'restricted' | 'unchecked' }

const variables = { authority: 'AUTHORITY_DATABASE_URL', facility: 'FACILITY_DATABASE_URL' } as const
const example = 'postgresql://shomei_app@127.0.0.1:5432/shomei'

/**
 * Reads the connection of each side: its own variable, else DATABASE_URL. A side that this process does not serve may have none; it
 * then has the other side's, whose role may not use its schema.
 */
export function parseDatabaseSettings(environment: Environment): DatabaseSettings | { problems: string[] } {
  const role = environment['SHOMEI_ROLE'] || 'all'
  const forBoth = environment['DATABASE_URL'] || null
  const given = {
    authority: environment['AUTHORITY_DATABASE_URL'] || forBoth,
    facility: environment['FACILITY_DATABASE_URL'] || forBoth,
  }
  const served: Side[] = role === 'authority' || role === 'facility' ? [role] : [...sides]
  const problems = ['DATABASE_URL', ...Object.values(variables)]
    .filter((name) => environment[name] && !/^postgres(ql)?:\/\//.test(environment[name]))
    .map((name) => `${name}: must be a URL such as ${example}`)
  for (const side of served)
    if (given[side] === null)
      problems.push(`${variables[side]}: is required, or DATABASE_URL for both sides, such as ${example}`)
  const roles = environment['SHOMEI_DATABASE_ROLES'] || 'restricted'
  if (roles !== 'restricted' && roles !== 'unchecked')
    problems.push('SHOMEI_DATABASE_ROLES: must be restricted or unchecked, such as restricted')
  const authority = given.authority ?? given.facility
  const facility = given.facility ?? given.authority
  if (problems.length > 0 || authority === null || facility === null) return { problems }
  return { urls: { authority, facility }, roles: roles === 'unchecked' ? 'unchecked' : 'restricted' }
}
