import { describe, expect, test } from 'vitest'
import { disableEmrClient } from '../emr-clients/disable-emr-client'
import { endFrameSession } from '../frames/end-frame-session'
import { exchangeTicket } from '../frames/exchange-ticket'
import { leaveStaff } from '../staff-changes/leave-staff'
import { retireTerminal } from '../terminals/retire-terminal'
import { emrOrigin, facilityWorld, fifty, type Place, tally, testOrigin } from '../testing/facility-world'
import { createLaunch } from './create-launch'

const world = facilityWorld()
const { context, db } = world
const exchange = (ticket: string, parentOrigin = emrOrigin) =>
  exchangeTicket(context, { ticket, parentOrigin }, testOrigin)
const launchId = async () => (await db.prisma.launch.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })).id

describe('launch tickets (E1, E5)', () => {
  test('AT-12 a ticket opens one frame: of 50 exchanges at once one wins, the rest is refused and audited', async () => {
    const { ticket } = await world.launch(await world.newPlace())
    const id = await launchId()
    expect(tally(await fifty(() => exchange(ticket)))).toEqual({ passed: 1, codes: { 'launch.invalid': 49 } })
    const audit = await world.auditOf(id)
    expect(audit.filter((line) => line === 'launch.exchange success')).toHaveLength(1)
    expect(audit.filter((line) => line === 'launch.exchange failure launch.invalid used')).toHaveLength(49)
  })

  test.each([
    { name: 'AT-03 one second before its end it opens', secondsLeft: 1, opens: true },
    { name: 'AT-03 one second after its end it does not, though nobody cleaned up', secondsLeft: -1, opens: false },
  ])('$name', async ({ secondsLeft, opens }) => {
    const { ticket } = await world.launch(await world.newPlace())
    await db.sql`UPDATE facility.launch SET ticket_expires_at = clock_timestamp() + make_interval(secs => ${secondsLeft})
      WHERE id = ${await launchId()}`
    const outcome = exchange(ticket)
    if (opens) await expect(outcome).resolves.toHaveProperty('sessionToken')
    else await expect(outcome).rejects.toMatchObject({ code: 'launch.invalid' })
  })

  test('AT-31 shown to another page it is refused and burnt, so that the right page cannot use it either', async () => {
    const { ticket } = await world.launch(await world.newPlace())
    const id = await launchId()
    await expect(exchange(ticket, 'https://evil.example')).rejects.toMatchObject({ code: 'launch.origin_mismatch' })
    await expect(exchange(ticket)).rejects.toMatchObject({ code: 'launch.invalid' })
    expect(await world.auditOf(id)).toContain('launch.exchange failure launch.origin_mismatch origin')
  })

  test('AT-31 the page learns neither what is registered nor for whom the ticket was; log and audit trail hold both origins', async () => {
    const { ticket } = await world.launch(await world.newPlace())
    const id = await launchId()
    const refusal = await exchange(ticket, 'https://evil.example').catch((error: unknown) => error)
    expect(refusal).toMatchObject({
      code: 'launch.origin_mismatch',
      params: {},
      invalidParams: [],
      detail: `sent https://evil.example, ticket for ${emrOrigin}`,
    })
    const [row] = await db.sql<{ record: string }[]>`
      SELECT record FROM facility.audit_event WHERE subject = ${id} AND outcome = 'failure'`
    expect(JSON.parse(row?.record ?? '{}')).toMatchObject({
      details: { sent: 'https://evil.example', ticket_for: emrOrigin },
    })
  })

  test('the EMR’s own back end is told what it sent and what is registered for it, and nothing of another client', async () => {
    const { hospital, doctor, screen } = await world.newPlace()
    await world.newHospital()
    const target = { staffCode: doctor.staffCode, terminalCode: screen.terminalCode, purpose: 'badge' } as const
    const parentOrigin = emrOrigin.replace('https', 'http')
    const launch = createLaunch(context, { principal: hospital.principal, ...target, parentOrigin }, testOrigin)
    await expect(launch).rejects.toMatchObject({
      code: 'launch.origin_mismatch',
      params: { sent: parentOrigin, registered: emrOrigin },
      invalidParams: [{ name: 'parent_origin', reason: 'not_registered' }],
    })
  })

  test.each([
    'null',
    `${emrOrigin}/`,
    emrOrigin.replace('https', 'http'),
    `${emrOrigin}:8443`,
    emrOrigin.toUpperCase(),
  ])('AT-31 %s is another origin', async (origin) => {
    const { ticket } = await world.launch(await world.newPlace())
    await expect(exchange(ticket, origin)).rejects.toMatchObject({ code: 'launch.origin_mismatch' })
  })

  test('AT-34 a ticket that never existed is refused as a used one is', async () => {
    await expect(exchange('never-existed-anywhere')).rejects.toMatchObject({ code: 'launch.invalid' })
  })

  test.each<[string, Partial<{ staffCode: string; terminalCode: string; parentOrigin: string }>, string]>([
    ['an unknown staff code', { staffCode: 'nobody' }, 'staff.unknown'],
    ['an unknown terminal', { terminalCode: 'nowhere' }, 'terminal.unknown'],
    ['an unregistered origin', { parentOrigin: 'https://evil.example' }, 'launch.origin_mismatch'],
  ])('none is given for %s', async (_, wrong, code) => {
    const { hospital, doctor, screen } = await world.newPlace()
    const right = { staffCode: doctor.staffCode, terminalCode: screen.terminalCode, parentOrigin: emrOrigin }
    const input = { principal: hospital.principal, purpose: 'sign_in' as const, ...right }
    await expect(createLaunch(context, { ...input, ...wrong }, testOrigin)).rejects.toMatchObject({ code })
    await expect(createLaunch(context, input, testOrigin)).resolves.toHaveProperty('ticket')
  })

  test('AT-18 another hospital’s staff and terminals are as if they were not there', async () => {
    const own = await world.newPlace()
    const other = await world.newPlace()
    await expect(world.launch({ ...own, doctor: other.doctor })).rejects.toMatchObject({ code: 'staff.unknown' })
    await expect(world.launch({ ...own, screen: other.screen })).rejects.toMatchObject({ code: 'terminal.unknown' })
    await expect(world.launch(own)).resolves.toHaveProperty('ticket')
  })
})

const ends: [string, (place: Place) => Promise<unknown>][] = [
  [
    'the staff member left',
    ({ hospital, doctor }) => leaveStaff(context, { ...hospital, ...doctor, actor: 'system' }, testOrigin),
  ],
  [
    'the terminal was retired',
    ({ hospital, screen }) => retireTerminal(context, { ...hospital, ...screen, actor: 'system' }, testOrigin),
  ],
  [
    'the EMR was disabled',
    ({ hospital }) => disableEmrClient(context, { ...hospital.principal, actor: 'system' }, testOrigin),
  ],
  [
    'the facility was disabled',
    ({ hospital }) => db.sql`UPDATE facility.facility SET disabled_at = now() WHERE id = ${hospital.facilityId}`,
  ],
]

describe('frame sessions', () => {
  test.each(ends)('AT-28 nothing opens and nothing stays open once %s', async (_, end) => {
    const place = await world.newPlace()
    const { sessionToken } = await world.openFrame(place)
    const { ticket } = await world.launch(place)
    await expect(world.frameOf(sessionToken)).resolves.toHaveProperty('status')
    await end(place)
    await expect(world.frameOf(sessionToken)).rejects.toMatchObject({ code: 'frame_session.expired' })
    await expect(exchange(ticket)).rejects.toMatchObject({ code: 'launch.invalid' })
  })

  test.each([
    { name: 'AT-03 a bearer works until its end', secondsLeft: 1, works: true },
    { name: 'AT-03 and not after it, by the database’s clock', secondsLeft: -1, works: false },
  ])('$name', async ({ secondsLeft, works }) => {
    const { sessionToken, view } = await world.openFrame(await world.newPlace())
    await db.sql`UPDATE facility.launch SET session_expires_at = clock_timestamp() + make_interval(secs => ${secondsLeft})
      WHERE id = ${view.session.launchId}`
    const read = world.frameOf(sessionToken)
    if (works) await expect(read).resolves.toHaveProperty('session')
    else await expect(read).rejects.toMatchObject({ code: 'frame_session.expired' })
  })

  test('a bearer lives fifteen minutes', async () => {
    const { view } = await world.openFrame(await world.newPlace())
    expect(view.session.sessionExpiresInMs).toBeGreaterThan(895_000)
    expect(view.session.sessionExpiresInMs).toBeLessThanOrEqual(900_000)
  })

  test('an ended bearer is of no use, ending it twice is no error, and it is audited once', async () => {
    const { sessionToken, view } = await world.openFrame(await world.newPlace())
    await endFrameSession(context, sessionToken, testOrigin)
    await endFrameSession(context, sessionToken, testOrigin)
    await expect(world.frameOf(sessionToken)).rejects.toMatchObject({ code: 'frame_session.expired' })
    expect((await world.auditOf(view.session.launchId)).filter((line) => line.startsWith('launch.end'))).toHaveLength(1)
  })

  test('AT-19 only hashes are stored: neither ticket nor bearer is in the row', async () => {
    const { ticket } = await world.launch(await world.newPlace())
    const { sessionToken } = await exchange(ticket)
    const row = await db.prisma.launch.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
    const kept = Object.values(row).map((value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value),
    )
    expect(kept.join('\n')).toContain(row.id)
    for (const secret of [ticket, sessionToken]) expect(kept.join('\n')).not.toContain(secret)
  })
})
