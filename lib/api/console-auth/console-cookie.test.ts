import { encode } from 'next-auth/jwt'
import { describe, expect, test } from 'vitest'
import { consoleCookies, deviceCookie, readConsoleSessionId } from './console-cookie'
import { hasConsoleSession } from './has-console-session'

const keyring = { consoleSecret: 'a secret of this installation', operatorSecret: 'another secret of it' }
const settings = { facilityUrl: 'https://shomei.hospital.example.jp', authorityUrl: 'https://authority.example.jp' }
const token = (claims: Record<string, unknown>, secret = keyring.consoleSecret, maxAge = 60) =>
  encode({ token: claims, secret, maxAge })
const read = (header: string | null) => readConsoleSessionId('facility', header, { keyring, settings })

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

test('a session of one console is none of the other, and of no page of both', async () => {
  const context = { keyring, settings }
  const contexts = { facility: context, authority: context }
  const cookie = `__Host-shomei-console=${await token({ consoleSessionId: 'ses_1' })}`
  expect(await hasConsoleSession('facility', cookie, contexts)).toBe(true)
  expect(await hasConsoleSession('authority', cookie, contexts)).toBe(false)
  expect(await hasConsoleSession('both', cookie, contexts)).toBe(false)
})

test.each([
  { facilityUrl: 'https://shomei.hospital.example.jp', name: '__Host-shomei-console', secure: true },
  { facilityUrl: 'http://facility.localhost:3000', name: 'shomei-console', secure: false },
])('ASVS 3.3.1: cookies of $facilityUrl', ({ facilityUrl, name, secure }) => {
  expectScoped(consoleCookies('facility', { ...settings, facilityUrl }), { name, secure })
})

test.each([
  { authorityUrl: 'https://authority.example.jp', name: '__Host-shomei-operator', secure: true },
  { authorityUrl: 'http://authority.localhost:3000', name: 'shomei-operator', secure: false },
])('ASVS 3.3.1: cookies of $authorityUrl', ({ authorityUrl, name, secure }) => {
  expectScoped(consoleCookies('authority', { ...settings, authorityUrl }), { name, secure })
})

function expectScoped(cookies: ReturnType<typeof consoleCookies>, { name, secure }: { name: string; secure: boolean }) {
  expect(cookies.sessionToken.name).toBe(name)
  for (const { options } of Object.values(cookies)) expect(options).toMatchObject({ httpOnly: true, path: '/', secure })
  expect(cookies.csrfToken.options.sameSite).toBe('strict')
  for (const other of [cookies.csrfToken, cookies.callbackUrl]) expect(other.name.startsWith(name)).toBe(false)
}

describe('AT-58 the cookies of the two consoles', () => {
  const namesOf = (side: 'authority' | 'facility') => [
    ...Object.values(consoleCookies(side, settings)).map(({ name }) => name),
    deviceCookie(side, settings).name,
  ]

  test('have no name in common, and none begins with the other’s session', () => {
    const [ours, others] = [namesOf('authority'), namesOf('facility')]
    expect(ours.filter((name) => others.includes(name))).toEqual([])
    for (const name of ours.slice(1)) expect(name.startsWith(others[0] ?? '')).toBe(false)
    for (const name of others.slice(1)) expect(name.startsWith(ours[0] ?? '')).toBe(false)
  })

  test.each([
    { reader: 'authority', secret: keyring.consoleSecret },
    { reader: 'facility', secret: keyring.operatorSecret },
  ] as const)(
    'one sealed for the other side opens nothing at the $reader, under either name',
    async ({ reader, secret }) => {
      const value = await token({ consoleSessionId: 'ses_1' }, secret)
      for (const side of ['authority', 'facility'] as const) {
        const header = `${consoleCookies(side, settings).sessionToken.name}=${value}`
        expect(await readConsoleSessionId(reader, header, { keyring, settings })).toBeNull()
      }
    },
  )

  test('an operator’s cookie names its session at the authority', async () => {
    const header = `__Host-shomei-operator=${await token({ consoleSessionId: 'ses_1' }, keyring.operatorSecret)}`
    expect(await readConsoleSessionId('authority', header, { keyring, settings })).toBe('ses_1')
  })
})
