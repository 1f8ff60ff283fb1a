import { afterAll, expect, test } from 'vitest'
import { certificateAuthorityRequestWorld } from '../testing/certificate-authority-request-world'
import { openUpperCertificateAuthority, withoutBasicConstraints } from '../testing/upper-certificate-authority'

const { context, request, install, rowsOf, newName } = certificateAuthorityRequestWorld()
const policy = context.settings.credentialPolicy
const ca = 'basicConstraints = critical,CA:TRUE'
const plain = await openUpperCertificateAuthority('plain', [withoutBasicConstraints])
const limited = await openUpperCertificateAuthority('limited', [ca, 'certificatePolicies = 1.2.3.4'])
const fitting = await openUpperCertificateAuthority('fitting', [ca, `certificatePolicies = 1.2.3.4, ${policy}`])
const denied = await openUpperCertificateAuthority('denied', ['basicConstraints = critical,CA:FALSE'])
afterAll(() => {
  for (const { dispose } of [plain, limited, fitting, denied]) dispose()
})

test.each([
  ['without basicConstraints', plain],
  ['whose policies contain the one of the settings', fitting],
])('AT-62: below a root %s an authority is installed', async (_, upper) => {
  const name = newName()
  await install(name, await upper.issue(await request(name)), upper.root)
  expect(await rowsOf(name)).toContain(`${name}-root without key`)
})

test.each([
  ['whose policies leave the one of the settings out', limited, 'policy_missing'],
  ['that says of itself that it is no CA', denied, 'issuer_not_ca'],
])('AT-62: below a root %s nothing is installed', async (_, upper, reason) => {
  const name = newName()
  const issued = await upper.issue(await request(name))
  await expect(install(name, issued, upper.root)).rejects.toMatchObject({
    code: 'certificate_authority.certificate_refused',
    detail: expect.stringContaining(reason),
  })
  expect(await rowsOf(name)).toEqual([])
})
