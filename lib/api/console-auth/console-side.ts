import { z } from 'zod'
import { endOperatorSession } from '@/lib/authority/operators/end-operator-session'
import { startOperatorSession } from '@/lib/authority/operators/start-operator-session'
import { endConsoleSession } from '@/lib/facility/console-accounts/end-console-session'
import { startConsoleSession } from '@/lib/facility/console-accounts/start-console-session'
import { requestError } from '@/lib/kernel/request.errors'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { Side } from '@/lib/vocabulary/settings/side'
import type { ApiContexts } from '../operations/list-operations'

type Started = { consoleSessionId: string; deviceCookie: string }

/** What the sign-in of a console asks for, and its use cases. */
export type ConsoleSide = {
  home: string
  signInPage: string
  /** Names of the fields of its form. */
  fields: readonly string[]
  /** @throws AppError `request.malformed`, `console_session.invalid_credentials`, `console_session.locked` */
  start(contexts: ApiContexts, input: unknown, device: string | null, origin: RequestOrigin): Promise<Started>
  end(contexts: ApiContexts, consoleSessionId: string, origin: RequestOrigin): Promise<void>
}

const code = z.string().trim().min(1).max(64)
const password = z.string().min(1).max(256)
const ofFacility = z.object({ facilityCode: code, staffCode: code, password })
const ofAuthority = z.object({ operatorCode: code, password })

export const consoleSides: Readonly<Record<Side, ConsoleSide>> = {
  facility: {
    home: '/admin',
    signInPage: '/admin/sign-in',
    fields: Object.keys(ofFacility.shape),
    start: async ({ facility }, input, device, origin) =>
      startConsoleSession(facility, { ...parse(ofFacility, input), deviceCookie: device }, origin),
    end: ({ facility }, consoleSessionId, origin) => endConsoleSession(facility, consoleSessionId, origin),
  },
  authority: {
    home: '/authority',
    signInPage: '/authority/sign-in',
    fields: Object.keys(ofAuthority.shape),
    start: async ({ authority }, input, device, origin) =>
      startOperatorSession(authority, { ...parse(ofAuthority, input), deviceCookie: device }, origin),
    end: ({ authority }, consoleSessionId, origin) => endOperatorSession(authority, consoleSessionId, origin),
  },
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const invalidParams = parsed.error.issues.map(({ path, code: reason }) => ({ name: path.join('.'), reason }))
  throw requestError('request.malformed', { invalidParams })
}
