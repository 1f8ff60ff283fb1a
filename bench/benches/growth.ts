import { appendAudit } from '@/lib/audit/audit.store'
import { introspectToken } from '@/lib/authority/access-tokens/introspect-token'
import { authorityPartition } from '@/lib/authority/authority-context'
import { toFrameState } from '@/lib/facility/frames/frame-state'
import { readFrame } from '@/lib/facility/frames/read-frame'
import { getSignInStatus } from '@/lib/facility/token-vault/get-sign-in-status'
import { newId } from '@/lib/kernel/ids'
import { seedOrigin } from '@/prisma/seed/seed-hospital'
import type { Verdict } from '../measure/result'
import { median, pairedRatio, percentile, round } from '../measure/statistics'
import type { Scale } from '../options'
import { inRounds } from '../process/in-rounds'
import { withCleanup } from '../process/with-cleanup'
import { type BenchWorld, createWorld } from '../world/bench-world'
import { createFrameSessions } from '../world/create-frame-sessions'
import { createEmrBearer } from '../world/emr-bearer'
import { fillAudit } from '../world/fill-audit'
import { filledStaffCode, filledToken, fillTokens } from '../world/fill-tokens'
import type { Bench } from './bench'

const appendsPerCommit = 10
const flat = 1.2
/** As many as `fillTokens` enters. */
const people = 2_000
/** Tokens that are asked about while they live: the newest. */
const tokensOfToday = 4_000

type Work =
  | 'introspection, one of today’s tokens'
  | 'introspection, any token'
  | 'sign-in status'
  | 'state of a frame'
  | 'audit append'

/** What a call costs on a small and on a large database. */
export const growthBench: Bench = {
  name: 'growth',
  title: 'Cost as data grows',
  run: (databaseServerUrl, scale) =>
    withCleanup(async (atEnd) => {
      const sizes = ['small', 'large'] as const
      const worlds: Calls[] = []
      for (const [index] of sizes.entries()) {
        const world = await createWorld(databaseServerUrl, 2)
        atEnd(world.close)
        await fillTokens(world, scale.growth.tokens[index] ?? 0)
        await fillAudit(world, scale.growth.auditEvents[index] ?? 0)
        worlds.push(await callsOf(world, scale.growth.tokens[index] ?? 0))
      }
      const [small, large] = worlds
      if (small === undefined || large === undefined) throw new Error('there are two worlds')
      const verdicts: Verdict[] = []
      for (const work of Object.keys(small) as Work[]) {
        const rounds = (count: number) =>
          inRounds(count, {
            small: () => medianMicros(small[work], scale),
            large: () => medianMicros(large[work], scale),
          })
        await rounds(1)
        verdicts.push(verdictOf(work, await rounds(scale.rounds), scale))
      }
      return { conditions: conditionsOf(scale), verdicts, details: [] }
    }),
}

type Calls = Record<Work, () => Promise<number>>

/** Each answers how many operations it was. */
async function callsOf(world: BenchWorld, tokens: number): Promise<Calls> {
  const { authority, facility } = world.contexts
  const row = await authority.db.prisma.facilityClient.findFirstOrThrow()
  const client = { id: row.id, clientId: row.clientId, name: row.name, certificateThumbprint: null }
  const bearer = await createEmrBearer(world)
  const frames = await createFrameSessions(world, 1, people)
  const anyOf = (count: number) => 1 + Math.floor(Math.random() * count)
  const introspect = async (index: number) => {
    const { active } = await introspectToken(authority, client, filledToken(index))
    if (!active) throw new Error('a live token was not found')
    return 1
  }
  return {
    'introspection, one of today’s tokens': () => introspect(tokens - anyOf(tokensOfToday) + 1),
    'introspection, any token': () => introspect(anyOf(tokens)),
    async 'sign-in status'() {
      const asked = { bearer, staffCode: filledStaffCode(anyOf(people)), terminalCode: null }
      const { status } = await getSignInStatus(facility, asked, seedOrigin)
      if (status !== 'signed_in') throw new Error(`a live sign-in was ${status}`)
      return 1
    },
    async 'state of a frame'() {
      const view = await readFrame(facility, frames[anyOf(people) - 1]?.bearer ?? null, seedOrigin)
      if (toFrameState(view).status.status !== 'signed_in') throw new Error('a live sign-in does not show')
      return 1
    },
    async 'audit append'() {
      await authority.db.transaction(async (tx) => {
        for (let index = 0; index < appendsPerCommit; index += 1) {
          await appendAudit(tx, 'authority', authority.keyring, {
            partition: authorityPartition,
            action: 'access_token.issue',
            outcome: 'success',
            actor: client.id,
            subject: newId('accessToken'),
            origin: seedOrigin,
            details: { device_authorization: newId('deviceAuthorization'), holder: newId('holder'), method: 'fido' },
          })
        }
      })
      return appendsPerCommit
    },
  }
}

/** Median microseconds of one operation, one after the other. */
async function medianMicros(call: () => Promise<number>, { growth }: Scale): Promise<number> {
  const samples: number[] = []
  for (let done = 0; done < growth.callsPerRound; ) {
    const begin = performance.now()
    const operations = await call()
    samples.push(((performance.now() - begin) * 1000) / operations)
    done += operations
  }
  return percentile(samples, 50)
}

function verdictOf(work: Work, { small, large }: { small: number[]; large: number[] }, { growth }: Scale): Verdict {
  const [from, to] = work === 'audit append' ? growth.auditEvents : growth.tokens
  const what = work === 'audit append' ? 'audit events' : 'tokens'
  const ratio = pairedRatio(large, small)
  return {
    work: `${work}: ${from.toLocaleString('en-US')} → ${to.toLocaleString('en-US')} ${what}`,
    measured: { value: round(median(large)), unit: 'µs' },
    floor: { value: round(median(small)), unit: 'µs' },
    ratio: round(ratio),
    target: '≤ 1.2 × the small one',
    isMet: ratio <= flat,
  }
}

function conditionsOf({ growth, rounds }: Scale): string[] {
  return [
    `Use cases called one after the other on two databases of the same server, turn about in ${rounds} rounds of ${growth.callsPerRound} operations; medians. The floor column is the small database.`,
    `Every token of the authority is live; asked are the ${tokensOfToday.toLocaleString('en-US')} newest, as it would be with tokens of 18 hours, and, harder than that, any of all. Of 2,000 people each has one live token in the vault and one sign-in a day, all others past.`,
    `Audit events are appended ${appendsPerCommit} to a commit, so that writing to disk does not cover what an append itself costs.`,
  ]
}
