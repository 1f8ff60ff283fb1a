import { afterEach, describe, expect, test } from 'vitest'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import type { SigningCredential } from '../authority-port/signing-port'
import { facilityWorld, type Place, testOrigin } from '../testing/facility-world'
import { signPrescription } from './sign-prescription'

const world = facilityWorld()
const { context, db, authority } = world
const { signing } = authority
const { credentialOf } = signing

afterEach(() => {
  authority.before.clear()
  signing.credentialOf = credentialOf
})

let keys = 0
const newKey = () => {
  keys += 1
  return `key-${keys}`
}

function sign({ hospital, doctor, screen }: Place, idempotencyKey = newKey()) {
  const { staffCode } = doctor
  const { terminalCode } = screen
  const input = { principal: hospital.principal, staffCode, terminalCode, idempotencyKey, csv: samplePrescriptionCsv() }
  return signPrescription(context, input, testOrigin)
}

async function signedInPlace(): Promise<Place> {
  const place = await world.newPlace()
  await world.signIn(place)
  return place
}

async function requestOf(place: Place) {
  const [row] = await db.sql<{ state: string; documents: number }[]>`
    SELECT state::text, (SELECT count(*)::int FROM facility.signing_document WHERE request_id = request.id) AS documents
    FROM facility.signing_request AS request WHERE staff_id = ${place.doctor.staffKey}`
  return row
}

describe('a certificate that the authority shows', () => {
  const changes: [string, (own: SigningCredential) => Promise<SigningCredential>, string][] = [
    [
      'that is no certificate',
      async (own) => ({ ...own, certificate: new Uint8Array([1, 2, 3]) }),
      'signing.credential_unfit',
    ],
    [
      'with an octet behind it',
      async (own) => ({ ...own, certificate: new Uint8Array([...own.certificate, 0]) }),
      'signing.credential_unfit',
    ],
    [
      'of somebody else’s key',
      async (own) => {
        signing.roles.set('else', 'Dentist')
        return { ...own, certificate: (await credentialOf('else')).certificate }
      },
      'signing.verification_failed',
    ],
  ]

  test.each(changes)('%s lets no document out, and is not remembered', async (_, change, code) => {
    const place = await signedInPlace()
    signing.credentialOf = async (subject) => change(await credentialOf(subject))
    await expect(sign(place)).rejects.toMatchObject({ code })
    signing.credentialOf = credentialOf
    const { result } = await sign(place)
    expect(result.items.map(({ outcome }) => outcome)).toEqual(['signed'])
  })
})

test('what a refused sign-in has prepared is thrown away: the signature tells the time of the next one', async () => {
  const place = await signedInPlace()
  const key = newKey()
  authority.before.set('signHashes', async () => authority.activeTokens.clear())
  await expect(sign(place, key)).rejects.toMatchObject({ code: 'signing.authentication_required' })
  expect(await requestOf(place)).toEqual({ state: 'reserved', documents: 0 })
  authority.before.clear()
  await world.signIn(place)
  await sign(place, key)
  expect(await requestOf(place)).toEqual({ state: 'signed', documents: 1 })
})
