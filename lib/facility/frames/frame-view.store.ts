import type { Database } from '@/lib/db/database'
import type { NumberMatching } from '@/lib/vocabulary/number-matching'
import type { Profession } from '@/lib/vocabulary/profession'
import type { SignInState } from '@/lib/vocabulary/states/sign-in-state'
import type { FrameRow } from '../launches/launch.store'

import { servingToken, statusColumns } from '../token-vault/status-fragments.store'
import type { StatusRow } from '../token-vault/status-row'

/** The sign-in that a frame shows: the newest of its own, or one under way for its staff member and terminal. */
export type ViewedSignIn = {
  id: string
  method: string
  /** One past its end is `expired`, or `failed` where the authority was still awaited, whatever the row says. */
  state: SignInState
  matchNumber: string | null
  secondScans: number
  /** The code is shown, and its time was not extended before (E10). */
  canExtend: boolean
  expiresInMs: number
  endReason: string | null
  /** Since the authority started it. */
  elapsedMs: number | null
  qrToken: string | null
  sealedQrSecret: Uint8Array | null
}

/** Everything a frame shows, read in one moment. */
export type FrameView = {
  session: FrameRow & { parentOrigin: string }
  facilityName: string
  methods: string[]
  numberMatching: NumberMatching
  staff: { staffCode: string; displayName: string; department: string; profession: Profession | null }
  terminal: { name: string; place: string; department: string; hasReader: boolean }
  status: StatusRow
  signIn: ViewedSignIn | null
}

type Row = StatusRow &
  FrameRow & {
    parentOrigin: string
    facilityName: string
    methods: string[]
    numberMatching: NumberMatching
    displayName: string
    staffDepartment: string
    profession: Profession | null
    terminalName: string
    place: string
    terminalDepartment: string
    hasReader: boolean
    signInId: string | null
    signInMethod: string
    signInState: SignInState
    matchNumber: string | null
    secondScans: number
    canExtend: boolean
    expiresInMs: number
    endReason: string | null
    elapsedMs: number | null
    qrToken: string | null
    sealedQrSecret: Uint8Array | null
  }

/**
 * The view of a live frame session; `null` when its bearer opens nothing (any more). One select: it is read at each push. Of the
 * staff member's sign-ins only those of the launch's life or of the last hour are looked at, which is longer than any lives.
 */
export async function findFrameView(
  db: Pick<Database, 'sql'>,
  sessionTokenHash: Uint8Array,
): Promise<FrameView | null> {
  const [row] = await db.sql<Row[]>`
    SELECT launch.id AS launch_id, launch.facility_id, launch.terminal_id,
      launch.purpose::text AS purpose, launch.parent_origin,
      ceil(extract(epoch FROM launch.session_expires_at - clock_timestamp()) * 1000)::int AS session_expires_in_ms,
      facility.name AS facility_name, facility.methods, facility.number_matching::text AS number_matching,
      staff.display_name, staff.department AS staff_department, staff.profession::text AS profession, terminal.name AS terminal_name,
      terminal.place, terminal.department AS terminal_department, terminal.has_reader,
      signing.id AS sign_in_id, signing.method AS sign_in_method, coalesce(qr.second_scans, 0) AS second_scans,
      CASE WHEN signing.passed AND signing.state IN ('shown', 'claimed') THEN 'expired'
        WHEN signing.passed AND signing.state = 'starting' THEN 'failed' ELSE signing.state::text END AS sign_in_state,
      signing.state = 'shown' AND NOT signing.passed AND qr.extended_at IS NULL AS can_extend,
      qr.match_number, signing.end_reason, qr.qr_token, qr.sealed_qr_secret,
      greatest(0, ceil(extract(epoch FROM signing.expires_at - clock_timestamp()) * 1000))::int AS expires_in_ms,
      floor(extract(epoch FROM clock_timestamp() - signing.started_at) * 1000)::int AS elapsed_ms, ${statusColumns(db)}
    FROM facility.launch AS launch
    JOIN facility.staff AS staff ON staff.id = launch.staff_id AND staff.left_at IS NULL
    JOIN facility.terminal AS terminal ON terminal.id = launch.terminal_id AND terminal.retired_at IS NULL
    JOIN facility.emr_client AS client ON client.id = launch.emr_client_id AND client.disabled_at IS NULL
    JOIN facility.facility AS facility ON facility.id = launch.facility_id AND facility.disabled_at IS NULL
    ${servingToken(db)}
    LEFT JOIN LATERAL (
      SELECT recent.*, recent.ended_at IS NULL AND recent.expires_at <= clock_timestamp() AS passed
      FROM facility.sign_in AS recent
      WHERE recent.staff_id = launch.staff_id AND recent.terminal_id = launch.terminal_id
        AND (recent.launch_id = launch.id OR recent.ended_at IS NULL)
        AND recent.created_at >= least(launch.created_at, statement_timestamp() - interval '1 hour')
      ORDER BY recent.created_at DESC LIMIT 1) AS signing ON true
    LEFT JOIN facility.qr_sign_in AS qr ON qr.sign_in_id = signing.id
    WHERE launch.session_token_hash = ${sessionTokenHash} AND launch.session_expires_at > clock_timestamp()
      AND launch.ended_at IS NULL`
  return row === undefined ? null : toView(row)
}

function toView(row: Row): FrameView {
  return {
    session: {
      launchId: row.launchId,
      facilityId: row.facilityId,
      staffKey: row.staffKey,
      terminalKey: row.terminalKey,
      purpose: row.purpose,
      sessionExpiresInMs: row.sessionExpiresInMs,
      parentOrigin: row.parentOrigin,
    },
    facilityName: row.facilityName,
    methods: row.methods,
    numberMatching: row.numberMatching,
    staff: {
      staffCode: row.staffCode,
      displayName: row.displayName,
      department: row.staffDepartment,
      profession: row.profession,
    },
    terminal: {
      name: row.terminalName,
      place: row.place,
      department: row.terminalDepartment,
      hasReader: row.hasReader,
    },
    status: row,
    signIn:
      row.signInId === null
        ? null
        : {
            id: row.signInId,
            method: row.signInMethod,
            state: row.signInState,
            matchNumber: row.matchNumber,
            secondScans: row.secondScans,
            canExtend: row.canExtend,
            expiresInMs: row.expiresInMs,
            endReason: row.endReason,
            elapsedMs: row.elapsedMs,
            qrToken: row.qrToken,
            sealedQrSecret: row.sealedQrSecret,
          },
  }
}
