import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { facilitySettings, facilityWorld } from '@/lib/facility/testing/facility-world'
import { createKeyring } from '@/lib/keystore/keyring'
import { verifyAuditSide } from './verify-audit-chain'

/**
 * What the owner of the tables could do without the key. Not found, and not findable with these chains: the newest events of which no
 * row speaks (refusals, changes of a row), when the head is put back to the event before them.
 */
const world = facilityWorld()
const keyring = createKeyring(facilitySettings.masterKey)
const verify = () => verifyAuditSide(world.context.db, keyring, 'facility')

/** Runs statements with the triggers of the log switched off, as only the owner can. */
async function forge(statements: string): Promise<void> {
  await world.db.sql.unsafe(`
    ALTER TABLE facility.audit_event DISABLE TRIGGER USER;
    ALTER TABLE facility.audit_head DISABLE TRIGGER USER;
    ${statements};
    ALTER TABLE facility.audit_event ENABLE TRIGGER USER;
    ALTER TABLE facility.audit_head ENABLE TRIGGER USER`)
}

test('AT-53 a log that was not touched has no fault', async () => {
  await world.newPlace()
  expect(await verify()).toMatchObject({ faults: [], unrecorded: [] })
})

test('AT-53 the newest events removed, and the head put back: the rows that they recorded are named', async () => {
  const hospital = await world.newHospital()
  const { staffKey } = await world.newDoctor(hospital)
  const { terminalKey } = await world.newScreen(hospital)
  const at = `partition = '${hospital.facilityId}'`
  await forge(`
    DELETE FROM facility.audit_event WHERE ${at} AND seq > 2;
    UPDATE facility.audit_head SET (seq, hash) = (SELECT seq, hash FROM facility.audit_event WHERE ${at} AND seq = 2)
      WHERE ${at}`)
  expect(await verify()).toMatchObject({
    faults: [],
    unrecorded: [
      { table: 'facility.staff', id: staffKey, action: 'staff.create' },
      { table: 'facility.terminal', id: terminalKey, action: 'terminal.create' },
    ],
  })
})

test('AT-53 a whole chain removed with its head is missed, and the command ends with 1', async () => {
  const { facilityId } = await world.newHospital()
  await forge(`
    DELETE FROM facility.audit_event WHERE partition = '${facilityId}';
    DELETE FROM facility.audit_head WHERE partition = '${facilityId}'`)
  const { faults, unrecorded } = await verify()
  expect(faults).toContainEqual({ partition: facilityId, seq: 1n, fault: 'missing' })
  expect(unrecorded).toContainEqual({ table: 'facility.facility', id: facilityId, action: 'facility.create' })
  const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', 'lib/audit/verify-cli.ts'], {
    encoding: 'utf8',
    env: {
      NODE_ENV: 'test',
      PATH: dirname(process.execPath),
      SHOMEI_ROLE: 'facility',
      FACILITY_DATABASE_URL: world.sideUrls.facility,
      SHOMEI_KEY: Buffer.from(facilitySettings.masterKey).toString('base64'),
      AUTHORITY_URL: facilitySettings.authorityUrl,
      FACILITY_URL: facilitySettings.facilityUrl,
    },
  })
  expect(stdout).toContain(`${facilityId} #1: missing`)
  expect(stdout).toContain(`facility.facility ${facilityId}: its event facility.create is missing`)
  expect(status).toBe(1)
})
