import { expect, test } from 'vitest'
import { facilityApi } from '@/lib/api/testing/facility-api'
import { professions } from '@/lib/vocabulary/profession'

const api = facilityApi()

type Statuses = { statuses: { staff_id: string }[] }
const idsOf = (answer: unknown) => (answer as Statuses).statuses.map(({ staff_id }) => staff_id).sort()

test('lists and streams hold those who sign, and no clerk, linked or not', async () => {
  const hospital = await api.newHospital()
  const bearer = await api.emrBearer(hospital)
  const signing = await Promise.all(professions.map((profession) => api.newDoctor(hospital, { profession })))
  const clerk = await api.newDoctor(hospital, { profession: null })
  const expected = signing.map(({ staffCode }) => staffCode).sort()
  const list = await api.request('GET', '/api/emr/v1/sign-in-status', { bearer })
  expect(idsOf(list.body)).toEqual(expected)
  const stream = await api.stream('/api/emr/v1/events', { bearer })
  expect(idsOf(await stream.until('statuses'))).toEqual(expected)
  const [doctor] = signing
  const screen = await api.newScreen(hospital)
  if (doctor === undefined) throw new Error('no doctor')
  await api.signIn({ hospital, doctor: clerk, screen })
  await api.signIn({ hospital, doctor, screen })
  const first = (await stream.until('status')) as { staff_id: string }
  expect(first.staff_id).toBe(doctor.staffCode)
  await stream.close()
  const asked = await api.request('GET', `/api/emr/v1/staff/${clerk.staffCode}/sign-in-status`, { bearer })
  expect(asked.body).toMatchObject({ staff_id: clerk.staffCode })
})
