import { type ChangeCompatAccessInput, changeCompatAccess } from '@/lib/facility/compat/change-compat-access'
import { getCompatAccess } from '@/lib/facility/compat/get-compat-access'
import type { FacilityContext } from '@/lib/facility/facility-context'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { CommandResult } from './credential-command'

const origin: RequestOrigin = { requestId: 'req_command', address: null, userAgent: null }
const usage = [
  'npm run compat -- show <facility code>',
  'npm run compat -- on <facility code> client=<EMR client id> terminal=<terminal code> authentication=bearer|none \\',
  '    [origin=https://emr.example.jp …] [repeat-seconds=300]',
  'npm run compat -- off <facility code>',
  'npm run compat -- name <facility code> <staff code> <secondarycert-id>',
]
const words = new Set(['client', 'terminal', 'authentication', 'origin', 'repeat-seconds'])

type Context = Pick<FacilityContext, 'db' | 'keyring' | 'settings'>
type Access = NonNullable<ChangeCompatAccessInput['access']>

/** One command of a facility's operator over its drop-in endpoints. @throws AppError `facility.unknown`, `compat.invalid_settings` */
export async function runCompatCommand(
  context: Context,
  [name, facilityCode, ...rest]: readonly string[],
): Promise<CommandResult> {
  if (facilityCode === undefined) return { lines: usage, exitCode: 2 }
  const { facilityId } = await getCompatAccess(context, facilityCode)
  const change = (input: Pick<ChangeCompatAccessInput, 'access' | 'names'>) =>
    changeCompatAccess(context, { ...input, facilityId, actor: 'operator' }, origin)
  const access = name === 'on' ? parseAccess(rest) : null
  if (name === 'on' && access !== null) await change({ access })
  else if (name === 'off' && rest.length === 0) await change({ access: null })
  else if (name === 'name' && rest.length === 2) {
    const [staffCode = '', secondarycertId = ''] = rest
    await change({ names: [{ staffCode, secondarycertId }] })
    return { lines: [`${staffCode}  is ${secondarycertId}`], exitCode: 0 }
  } else if (name !== 'show') return { lines: usage, exitCode: 2 }
  return { lines: await describeAccess(context, facilityCode), exitCode: 0 }
}

async function describeAccess(context: Context, facilityCode: string): Promise<string[]> {
  const { access } = await getCompatAccess(context, facilityCode)
  if (access === null) return ['off']
  const { authentication, terminalCode, origins, repeatSeconds } = access
  return [
    `on at ${context.settings.facilityUrl}/compat/${encodeURIComponent(facilityCode)}/`,
    `authentication ${authentication}, sign-ins at ${terminalCode}`,
    `pages: ${origins.length === 0 ? 'none' : origins.join(' ')}`,
    repeatSeconds === 0
      ? 'each call without a key is a request of its own'
      : `the same prescription without a key is one request for ${repeatSeconds} s`,
  ]
}

/** `null` for words that are not understood. */
function parseAccess(given: readonly string[]): Access | null {
  const pairs = given.map((word): [string, string] => {
    const at = word.indexOf('=')
    return at < 0 ? ['', word] : [word.slice(0, at), word.slice(at + 1)]
  })
  const wordOf = (wanted: string) => pairs.find(([word]) => word === wanted)?.[1]
  const [clientId, terminalCode, authentication] = ['client', 'terminal', 'authentication'].map(wordOf)
  const repeatSeconds = Number(wordOf('repeat-seconds') ?? 0)
  if (!pairs.every(([word]) => words.has(word)) || clientId === undefined || terminalCode === undefined) return null
  if (authentication !== 'bearer' && authentication !== 'none') return null
  const origins = pairs.filter(([word]) => word === 'origin').map(([, value]) => value)
  return { clientId, terminalCode, authentication, origins, repeatSeconds }
}
