import { expect, test } from 'vitest'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { signPrescription } from '@/lib/facility/signing/sign-prescription'
import { facilityWorld, testOrigin } from '@/lib/facility/testing/facility-world'
import { runSignerCommand } from './signer-command'

const world = facilityWorld()
const { context } = world

test('lists in whose name somebody signs, and forgets it', async () => {
  const place = await world.newPlace()
  const { code, principal } = place.hospital
  const { staffCode, holderSubject } = place.doctor
  expect(await runSignerCommand(context, ['list', code])).toEqual({ lines: ['none'], exitCode: 0 })
  await world.signIn(place)
  const { terminalCode } = place.screen
  const input = { principal, staffCode, terminalCode, idempotencyKey: 'key', csv: samplePrescriptionCsv() }
  await signPrescription(context, input, testOrigin)
  const { lines } = await runSignerCommand(context, ['list', code])
  expect(lines).toEqual([expect.stringContaining(`CN=TEST ${holderSubject}`)])
  expect(await runSignerCommand(context, ['forget', code, staffCode])).toMatchObject({ exitCode: 0 })
  expect(await runSignerCommand(context, ['list', code])).toEqual({ lines: ['none'], exitCode: 0 })
})

test.each([
  ['an unknown facility', ['forget', 'nowhere', 'D1']],
  ['an unknown staff code', ['forget', '', 'D1']],
  ['somebody who has not signed yet', ['forget', '', '']],
])('%s is refused', async (_, [name = '', facilityCode, staffCode]) => {
  const { hospital, doctor } = await world.newPlace()
  const given = [name, facilityCode || hospital.code, staffCode || doctor.staffCode]
  await expect(runSignerCommand(context, given)).rejects.toMatchObject({ code: 'staff.unknown' })
})

test.each([[[]], [['list']], [['forget', 'H']], [['else', 'H', 'D']]])('%j is told how it is used', async (given) => {
  expect(await runSignerCommand(context, given)).toMatchObject({ exitCode: 2 })
})
