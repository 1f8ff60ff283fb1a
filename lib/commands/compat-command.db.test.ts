import { expect, test } from 'vitest'
import { findAccess, findStaffCode } from '@/lib/facility/compat/compat-access.store'
import { facilityWorld } from '@/lib/facility/testing/facility-world'
import { runCompatCommand } from './compat-command'

const world = facilityWorld()
const { context } = world

test('switches the drop-in endpoints on with their settings, names a person, and switches off', async () => {
  const { hospital, doctor, screen } = await world.newPlace()
  const run = (name: string, ...more: string[]) => runCompatCommand(context, [name, hospital.code, ...more])
  expect(await run('show')).toEqual({ lines: ['off'], exitCode: 0 })
  const required = [`client=${hospital.clientId}`, `terminal=${screen.terminalCode}`, 'authentication=none']
  const on = await run('on', ...required, 'origin=https://a.example', 'origin=https://b.example', 'repeat-seconds=300')
  expect(on.lines).toContain('the same prescription without a key is one request for 300 s')
  expect(await run('name', doctor.staffCode, 'dr-1')).toMatchObject({ exitCode: 0 })
  expect(await findStaffCode(context.db, hospital.facilityId, 'dr-1')).toBe(doctor.staffCode)
  expect(await findAccess(context.db, hospital.code)).toMatchObject({
    terminalCode: screen.terminalCode,
    authentication: 'none',
    origins: ['https://a.example', 'https://b.example'],
    repeatSeconds: 300,
  })
  expect((await run('on', ...required)).lines).toContain('each call without a key is a request of its own')
  expect(await run('off')).toEqual({ lines: ['off'], exitCode: 0 })
  expect(await findAccess(context.db, hospital.code)).toBeNull()
})

test.each([
  ['an unknown facility', ['off', 'nowhere'], 'facility.unknown'],
  ['a name with a space', ['name', '', 'D1', 'a b'], 'compat.invalid_settings'],
  ['a name with a line break', ['name', '', 'D1', 'a\nb'], 'compat.invalid_settings'],
  ['a person who is not there', ['name', '', 'D1', 'ab'], 'compat.invalid_settings'],
  [
    'too long a time',
    ['on', '', 'client=c', 'terminal=t', 'authentication=none', 'repeat-seconds=3601'],
    'compat.invalid_settings',
  ],
  [
    'no number',
    ['on', '', 'client=c', 'terminal=t', 'authentication=none', 'repeat-seconds=x'],
    'compat.invalid_settings',
  ],
  [
    'an origin over http',
    ['on', '', 'client=c', 'terminal=t', 'authentication=none', 'origin=http://a.example'],
    'compat.invalid_settings',
  ],
])('%s is refused', async (_, [name = '', facilityCode, ...more], code) => {
  const { hospital } = await world.newPlace()
  const given = [name, facilityCode || hospital.code, ...more]
  await expect(runCompatCommand(context, given)).rejects.toMatchObject({ code })
})

test.each([
  [[]],
  [['on']],
  [['name', 'D1']],
  [['off', 'x']],
  [['on', 'client=c', 'terminal=t']],
  [['on', 'client=c', 'terminal=t', 'authentication=none', 'color=red']],
])('%j is told how it is used', async ([name, ...more]) => {
  const { hospital } = await world.newPlace()
  const given = name === undefined ? [] : [name, hospital.code, ...more]
  expect(await runCompatCommand(context, given)).toMatchObject({ exitCode: 2 })
})
