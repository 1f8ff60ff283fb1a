import { setTimeout as pause } from 'node:timers/promises'
import { createDatabase, type Database } from '@/lib/db/database'
import { answerCalls } from '../process/loader-protocol'
import { type BenchDoctor, seedDoctors } from '../world/seed-doctors'
import { createApiCaller } from './call-api'
import type { Target } from './keep-alive-load'
import { type ApprovalTimes, runApprovals, runNotifications } from './run-approvals'
import { runSignIns, type SignInRound } from './run-sign-ins'
import type { Scene } from './sign-in-journey'

export type SceneInput = {
  authority: Target & { url: string }
  facility: Target
  databaseUrl: string
  facilityId: string
  emrBearer: string
  parentOrigin: string
  terminalCodes: string[]
  doctors: number
}

type Stage = { scene: Scene; terminalCodes: string[]; doctors: BenchDoctor[] }

const lookAgainMs = 5

let stage: Stage | undefined

const methods = {
  /** Enters doctors whose phones are in this process, and remembers the scene for what follows. */
  async prepare(input: SceneInput): Promise<void> {
    const db = createDatabase({ url: input.databaseUrl, connections: 2 })
    const place = { facilityId: input.facilityId, authorityUrl: input.authority.url }
    const doctors = await seedDoctors(db, place, input.doctors)
    const scene = {
      facilityTarget: input.facility,
      facility: createApiCaller(input.facility),
      authority: createApiCaller(input.authority),
      emrBearer: input.emrBearer,
      parentOrigin: input.parentOrigin,
      untilClaimable: (frame: string) => untilShown(db, frame.split('.')[0] ?? ''),
    }
    stage = { scene, terminalCodes: input.terminalCodes, doctors }
  },

  async signIns(work: { concurrency: number; seconds: number }): Promise<SignInRound> {
    const { scene, ...people } = prepared()
    return runSignIns(scene, people, work)
  },

  async approvals(work: { count: number; otherScreens: number }): Promise<ApprovalTimes> {
    const { scene, ...people } = prepared()
    return runApprovals(scene, people, work)
  },

  async notifications(port: number, work: { count: number; screens: number }): Promise<number[]> {
    return runNotifications(port, work)
  },
}

export type SignInLoad = typeof methods

/** Read from the authority's table: no answer of an API returns the code to a phone that has not scanned it yet. */
async function untilShown({ sql }: Pick<Database, 'sql'>, qrToken: string): Promise<void> {
  for (;;) {
    const rows = await sql`SELECT 1 FROM authority.device_authorization WHERE qr_token = ${qrToken} AND state = 'shown'`
    if (rows.length > 0) return
    await pause(lookAgainMs)
  }
}

function prepared(): Stage {
  if (stage === undefined) throw new Error('prepare comes first')
  return stage
}

answerCalls(methods)
