import { encode } from 'next-auth/jwt'
import { describe, expect, test } from 'vitest'
import { consoleCookies, readConsoleSessionId } from './console-cookie'

const keyring = { consoleSecret: 'a secret of this installation' }
const settings = { facilityUrl: 'https://shomei.hospital.example.jp' }
const token = (claims: Record<string, unknown>, secret = keyring.consoleSecret, maxAge = 60) =>
  encode({ token: claims, secret, maxAge })
const read = (header: string | null) => readConsoleSessionId(header, { keyring, settings })

describe('readConsoleSessionId', () => {
  test('finds the session among other cookies', async () => {
    const value = await token({ consoleSessionId: 'ses_1' })
    expect(await read(`a=b; __Host-shomei-console=${value}; c=d`)).toBe('ses_1')
  })

  test.each([
    { name: 'no cookie', header: async () => null },
    {
      name: 'another cookie',
      header: async () => `next-auth.session-token=${await token({ consoleSessionId: 'ses_1' })}`,
    },
    {
      name: 'the name of plain http',
      header: async () => `shomei-console=${await token({ consoleSessionId: 'ses_1' })}`,
    },
    {
      name: 'another secret',
      header: async () => `__Host-shomei-console=${await token({ consoleSessionId: 'ses_1' }, 'x')}`,
    },
    {
      name: 'an altered token',
      header: async () => `__Host-shomei-console=${await token({ consoleSessionId: 'ses_1' })}x`,
    },
    {
      name: 'an old token',
      header: async () => `__Host-shomei-console=${await token({ consoleSessionId: 'ses_1' }, undefined, -60)}`,
    },
    { name: 'a token without a session', header: async () => `__Host-shomei-console=${await token({ sub: 'stf_1' })}` },
    { name: 'no token at all', header: async () => '__Host-shomei-console=eyJ' },
    { name: 'a huge value', header: async () => `__Host-shomei-console=${'a'.repeat(100_000)}` },
  ])('answers null for $name', async ({ header }) => {
    expect(await read(await header())).toBeNull()
  })
})

test.each([
  { facilityUrl: 'https://shomei.hospital.example.jp', name: '__Host-shomei-console', secure: true },
  { facilityUrl: 'http://facility.localhost:3000', name: 'shomei-console', secure: false },
])('ASVS 3.3.1: cookies of $facilityUrl', ({ facilityUrl, name, secure }) => {
  const cookies = consoleCookies({ facilityUrl })
  expect(cookies.sessionToken.name).toBe(name)
  for (const { options } of Object.values(cookies)) expect(options).toMatchObject({ httpOnly: true, path: '/', secure })
  expect(cookies.csrfToken.options.sameSite).toBe('strict')
  for (const other of [cookies.csrfToken, cookies.callbackUrl]) expect(other.name.startsWith(name)).toBe(false)
})
