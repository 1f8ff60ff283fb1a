import { describe, expect, test } from 'vitest'
import { createEmrClient } from '../emr-clients/create-emr-client'
import { toFrameSession } from '../frames/frame-state'
import { facilityWorld, testOrigin } from '../testing/facility-world'
import { createFacility } from './create-facility'

const world = facilityWorld()
const { context } = world
const hostile = ['\u202e', '\u2069', '\u200e', '\u061c', '\u2029', '\r', '\u0085', '\u200b', '\u{e0041}']
const forbidden = hostile.map((character) => `外来${character}1診`)
const refusal = (field: string) => ({ code: 'request.text_not_displayable', params: { field } })

describe('AT-50 names that would not show are refused where they are entered', () => {
  test.each(['displayName', 'kana', 'department', 'staffCode'])('%s of a staff member', async (field) => {
    const hospital = await world.newHospital()
    for (const text of forbidden) {
      await expect(world.newDoctor(hospital, { [field]: text })).rejects.toMatchObject(refusal(field))
    }
  })

  test.each(['name', 'place', 'department', 'terminalCode'])('%s of a terminal', async (field) => {
    const hospital = await world.newHospital()
    for (const text of forbidden) {
      await expect(world.newScreen(hospital, { [field]: text })).rejects.toMatchObject(refusal(field))
    }
  })

  test('name of a hospital and of its EMR', async () => {
    const { facilityId } = await world.newHospital()
    for (const [index, name] of forbidden.entries()) {
      const facility = { code: `H${index}`, name, authorityClientId: `h${index}`, actor: 'system' }
      await expect(createFacility(context, facility, testOrigin)).rejects.toMatchObject(refusal('name'))
      const client = { facilityId, clientId: `c${index}`, name, origins: [], actor: 'system' }
      await expect(createEmrClient(context, client, testOrigin)).rejects.toMatchObject(refusal('name'))
    }
  })

  test('rare characters, other scripts and variation selectors are accepted', async () => {
    const hospital = await world.newHospital()
    for (const text of ['葛\u{e0100}飾 𠮷野', 'בית חולים', 'O’Neill-Müller', '外来　①']) {
      await expect(world.newDoctor(hospital, { displayName: text })).resolves.toBeDefined()
      await expect(world.newScreen(hospital, { place: text })).resolves.toBeDefined()
    }
  })
})

test('AT-50 what an older version has stored is shown with U+FFFD, and its sign-ins still start', async () => {
  const place = await world.newPlace()
  const { staffKey } = place.doctor
  const { terminalKey } = place.screen
  const hidden = '外来\u202e診1\u2066'
  await context.db
    .sql`UPDATE facility.staff SET display_name = ${hidden}, department = ${hidden} WHERE id = ${staffKey}`
  await context.db.sql`UPDATE facility.terminal SET name = ${hidden}, place = ${hidden} WHERE id = ${terminalKey}`
  const { view, sessionToken } = await world.openFrame(place)
  const shown = '外来\ufffd診1\ufffd'
  expect(toFrameSession(view, sessionToken, null)).toMatchObject({
    staff: { display_name: shown, department: shown },
    terminal: { name: shown, place: shown },
  })
  await expect(world.signIn(place)).resolves.toBeDefined()
})
