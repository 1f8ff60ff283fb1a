import { afterAll, describe, expect, test } from 'vitest'
import { certificateAuthorityRequestWorld } from '../testing/certificate-authority-request-world'
import { openUpperCertificateAuthority } from '../testing/upper-certificate-authority'

const world = certificateAuthorityRequestWorld()
const { request, install, rowsOf, newName } = world
const upper = await openUpperCertificateAuthority('names')
afterAll(upper.dispose)

describe('an authority whose name would be another’s', () => {
  const nameOfIntermediate = (file: string) => ['C=JP', 'O=TEST Mihon', `CN=TEST Upper ${file}`]

  test('is not asked for when a certificate above another has the name', async () => {
    const middle = await upper.newIntermediate('above', { basicConstraints: 'critical,CA:TRUE' })
    const [name, next] = [newName(), newName()]
    await install(name, await upper.issue(await request(name), {}, 'above'), middle, upper.root)
    await expect(request(next, nameOfIntermediate('above'))).rejects.toMatchObject({
      code: 'certificate_authority.subject_taken',
    })
    await expect(request(next, nameOfIntermediate('Root names'))).rejects.toMatchObject({
      code: 'certificate_authority.subject_taken',
    })
    await expect(request(next)).resolves.toContain('BEGIN')
  })

  test('is not installed below one that has the name of one of ours, or of one that was asked for', async () => {
    const [asked, below] = [newName(), newName()]
    await request(asked, nameOfIntermediate('ours'))
    const ours = await upper.newIntermediate('ours', { basicConstraints: 'critical,CA:TRUE' })
    const ca = await upper.issue(await request(below), {}, 'ours')
    await expect(install(below, ca, ours, upper.root)).rejects.toMatchObject({
      code: 'certificate_authority.certificate_refused',
      detail: expect.stringContaining('subject_of_authority'),
    })
    expect(await rowsOf(below)).toEqual([])
    const other = await upper.newIntermediate('nobodys', { basicConstraints: 'critical,CA:TRUE' })
    await install(below, await upper.issue(await request(below), {}, 'nobodys'), other, upper.root)
  })
})
