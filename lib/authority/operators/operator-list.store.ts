import type { Database } from '@/lib/db/database'
import type { Prisma } from '@/lib/db/generated/client'
import { type Page, toPage } from '@/lib/db/lists/keyset-page'
import { literalText } from '@/lib/db/lists/literal-text'
import { type AuthorityConsoleRole, isAuthorityConsoleRole } from '@/lib/vocabulary/console-role'

/** What a list of operators is narrowed by; `null` and the empty text narrow nothing. */
export type OperatorFilter = {
  state: 'enabled' | 'disabled' | null
  role: AuthorityConsoleRole | null
  /** Part of code or name; letters of either case are the same. */
  text: string
}

export type OperatorRow = {
  operatorId: string
  operatorCode: string
  displayName: string
  roles: readonly AuthorityConsoleRole[]
  createdAt: Date
  disabledAt: Date | null
  lastSignInAt: Date | null
}

export type OperatorPageRequest = { filter: OperatorFilter; after: string | null; limit: number }

/** One page of operators in the order of their codes: two statements by the ORM, whatever the filter (decision 0053). */
export async function listOperatorPage(
  { prisma }: Pick<Database, 'prisma'>,
  { filter, after, limit }: OperatorPageRequest,
): Promise<Page<OperatorRow>> {
  const found = await prisma.operator.findMany({
    where: { AND: [conditionsOf(filter), after === null ? {} : { operatorCode: { gt: after } }] },
    orderBy: { operatorCode: 'asc' },
    take: limit + 1,
    select: { id: true, operatorCode: true, displayName: true, roles: true, createdAt: true, disabledAt: true },
  })
  const { rows, next } = toPage(found, limit, ({ operatorCode }) => operatorCode)
  const newest = await prisma.operatorSession.groupBy({
    by: ['accountId'],
    where: { accountId: { in: rows.map(({ id }) => id) } },
    _max: { createdAt: true },
  })
  const signedInAt = new Map(newest.map(({ accountId, _max }) => [accountId, _max.createdAt]))
  return {
    rows: rows.map(({ id, roles, ...row }) => ({
      ...row,
      operatorId: id,
      roles: roles.filter(isAuthorityConsoleRole),
      lastSignInAt: signedInAt.get(id) ?? null,
    })),
    next,
  }
}

function conditionsOf({ state, role, text }: OperatorFilter): Prisma.OperatorWhereInput {
  const contains = { contains: literalText(text), mode: 'insensitive' } as const
  return {
    ...(state === null ? {} : { disabledAt: state === 'enabled' ? null : { not: null } }),
    ...(role === null ? {} : { roles: { has: role } }),
    ...(text === '' ? {} : { OR: [{ operatorCode: contains }, { displayName: contains }] }),
  }
}

export type OwnAccount = {
  operatorCode: string
  displayName: string
  createdAt: Date
  sessions: { startedAt: Date; lastSeenAt: Date; endedAt: Date | null; isThisOne: boolean }[]
}

/** An operator's own row and newest sessions. */
export async function findOwnAccount(
  { prisma }: Pick<Database, 'prisma'>,
  { operatorId, consoleSessionId, limit }: { operatorId: string; consoleSessionId: string; limit: number },
): Promise<OwnAccount | null> {
  const found = await prisma.operator.findUnique({
    where: { id: operatorId },
    select: {
      operatorCode: true,
      displayName: true,
      createdAt: true,
      sessions: {
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: limit,
        select: { id: true, createdAt: true, lastSeenAt: true, endedAt: true },
      },
    },
  })
  if (found === null) return null
  const sessions = found.sessions.map(({ id, createdAt, ...session }) => ({
    ...session,
    startedAt: createdAt,
    isThisOne: id === consoleSessionId,
  }))
  return { ...found, sessions }
}
