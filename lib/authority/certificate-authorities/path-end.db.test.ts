import { afterAll, describe, expect, test, vi } from 'vitest'
import { parseCertificate } from '@/lib/pki/certificate'
import { readPemCertificates } from '@/lib/pki/pem'
import { issueCredential } from '../credentials/issue-credential'
import { renewCredential } from '../credentials/renew-credential'
import { testOrigin } from '../testing/authority-world'
import { certificateAuthorityRequestWorld } from '../testing/certificate-authority-request-world'
import { openUpperCertificateAuthority } from '../testing/upper-certificate-authority'
import { createTestHierarchy } from './create-test-hierarchy'

const world = certificateAuthorityRequestWorld()
const { context, db, request, install, live, newHolder, newName } = world
const upper = await openUpperCertificateAuthority('end')
afterAll(upper.dispose)

describe('a path that ends', () => {
  /** Moves the clock of the process on, as time does. */
  const later = async <Result>(days: number, work: () => Promise<Result>): Promise<Result> => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * 86_400_000 })
    try {
      return await work()
    } finally {
      vi.useRealTimers()
    }
  }

  test('ends what is issued, and near its end nothing is issued or renewed any more', async () => {
    const short = await upper.newIntermediate('short', { basicConstraints: 'critical,CA:TRUE', days: 40 })
    const name = newName()
    const { id } = await install(name, await upper.issue(await request(name), {}, 'short'), short, upper.root)
    const { id: holderId } = await newHolder()
    const credential = await issueCredential(context, { holderId }, testOrigin)
    expect(credential.notAfter).toEqual(parseCertificate(readPemCertificates(short)[0] ?? new Uint8Array()).notAfter)
    const refusal = { code: 'credential.no_authority', detail: expect.stringContaining(`${name}: its path ends`) }
    const { id: another } = await newHolder()
    for (const days of [11, 39, 41]) {
      await later(days, async () => {
        await expect(issueCredential(context, { holderId: another }, testOrigin)).rejects.toMatchObject(refusal)
        await expect(renewCredential(context, { holderId }, testOrigin)).rejects.toMatchObject(refusal)
      })
    }
    await later(9, () => issueCredential(context, { holderId: another }, testOrigin))
    const states = await db.sql`SELECT state FROM authority.credential WHERE certificate_authority_id = ${id}`
    expect(states).toEqual([{ state: 'active' }, { state: 'active' }])
    await live(newName(), upper)
    await expect(renewCredential(context, { holderId }, testOrigin)).resolves.toMatchObject({ state: 'active' })
  })

  test('a real certificate is not renewed by the test hierarchy', async () => {
    await live(newName(), upper)
    const { id: holderId } = await newHolder()
    const real = await issueCredential(context, { holderId }, testOrigin)
    const tests = { ...context, settings: { ...context.settings, testHierarchy: true } }
    await createTestHierarchy(tests)
    await expect(renewCredential(tests, { holderId }, testOrigin)).rejects.toMatchObject({
      code: 'credential.no_authority',
    })
    expect(await db.sql`SELECT state FROM authority.credential WHERE id = ${real.id}`).toEqual([{ state: 'active' }])
    await expect(renewCredential(context, { holderId }, testOrigin)).resolves.toMatchObject({ state: 'active' })
  })
})
