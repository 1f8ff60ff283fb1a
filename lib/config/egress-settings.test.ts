import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTlsAuthority, type TlsAuthority } from '@/lib/egress/testing/test-certificates'
import { parseEgressSettings } from './egress-settings'
import { parseSettings } from './settings'

const sound = {
  DATABASE_URL: 'postgresql://shomei@127.0.0.1/shomei',
  SHOMEI_KEY: Buffer.alloc(32, 1).toString('base64'),
  AUTHORITY_URL: 'https://authority.example.jp',
  FACILITY_URL: 'https://shomei.hospital.example.jp',
}
const proxy = 'http://proxy.hospital.example.jp:3128'
const at = (url: string, authorization: string | null = null) => ({ url, authorization })

describe('proxy settings', () => {
  test.each([
    [{}, { httpProxy: null, httpsProxy: null }],
    [{ HTTPS_PROXY: proxy }, { httpProxy: null, httpsProxy: at(proxy) }],
    [{ HTTP_PROXY: proxy }, { httpProxy: at(proxy), httpsProxy: at(proxy) }],
    [
      { HTTP_PROXY: proxy, HTTPS_PROXY: '' },
      { httpProxy: at(proxy), httpsProxy: null },
    ],
    [{ http_proxy: `${proxy}/` }, { httpProxy: at(proxy) }],
    [{ https_proxy: proxy, HTTPS_PROXY: 'http://other.example.jp' }, { httpsProxy: at(proxy) }],
    [{ https_proxy: '', HTTPS_PROXY: proxy }, { httpsProxy: null }],
    [
      { HTTPS_PROXY: 'https://shomei:p%40ss@proxy.example.jp' },
      { httpsProxy: at('https://proxy.example.jp', 'Basic c2hvbWVpOnBAc3M=') },
    ],
    [{ HTTPS_PROXY: 'http://shomei@10.0.0.1:8080' }, { httpsProxy: at('http://10.0.0.1:8080', 'Basic c2hvbWVpOg==') }],
  ])('%j', (environment, expected) => expect(parseEgressSettings(environment)).toMatchObject(expected))

  test.each([
    ['HTTPS_PROXY', 'proxy.hospital.example.jp:3128'],
    ['HTTPS_PROXY', 'proxy.hospital.example.jp'],
    ['https_proxy', '10.0.0.1:3128'],
    ['HTTP_PROXY', 'socks5://proxy.hospital.example.jp:1080'],
    ['http_proxy', 'http:proxy:3128'],
    ['HTTPS_PROXY', 'http://'],
    ['HTTPS_PROXY', 'http://proxy:99999'],
    ['HTTPS_PROXY', 'http://proxy:3128/path'],
    ['HTTPS_PROXY', 'http://user:100%@proxy:3128'],
  ])('%s=%s stops the start with its name and an example', (name, value) => {
    expect(() => parseSettings({ ...sound, [name]: value })).toThrow(
      new RegExp(`^ {2}${name}: must be .* such as http://proxy`, 'm'),
    )
  })

  test('a password in a wrong address is not repeated', () => {
    expect(() => parseSettings({ ...sound, HTTPS_PROXY: 'socks5://shomei:secret@proxy:1080' })).toThrow(
      /^(?![\s\S]*secret)/,
    )
  })

  test('a wrong entry of NO_PROXY stops the start with its name and an example', () => {
    expect(() => parseSettings({ ...sound, no_proxy: 'localhost,http://a.jp' })).toThrow(
      /^ {2}no_proxy: "http:\/\/a\.jp" .* such as \.hospital/m,
    )
  })
})

describe('roots of TLS', () => {
  let tls: TlsAuthority
  beforeAll(async () => {
    tls = await createTlsAuthority()
  }, 20_000)
  afterAll(() => tls.dispose())
  const roots = (content: string | null, more = {}) =>
    parseEgressSettings({ SHOMEI_TLS_ROOTS_FILE: 'roots.pem', ...more }, (path) => {
      if (path === 'extra.pem') return tls.rootPem
      if (content === null) throw new Error('ENOENT')
      return content
    })

  test('are read at the start, as many as the file holds', () => {
    expect(roots(`# hospital\n${tls.rootPem}\n${tls.rootPem}`)).toMatchObject({
      tlsRootsPem: [tls.rootPem.trim(), tls.rootPem.trim()],
    })
    expect(parseEgressSettings({})).toMatchObject({ tlsRootsPem: [] })
  })

  test('do not take the place of NODE_EXTRA_CA_CERTS', () => {
    expect(roots(tls.rootPem, { NODE_EXTRA_CA_CERTS: 'extra.pem' })).toMatchObject({
      tlsRootsPem: [expect.any(String), expect.any(String)],
    })
  })

  test.each([
    ['a file that is not there', async () => null],
    ['an empty file', async () => ''],
    ['a file that is no PEM', async () => 'not a certificate'],
    ['a broken certificate', async () => '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
    ['a server’s certificate', async () => (await tls.issue(['a.example.jp'])).certificatePem],
  ])('%s stops the start with the setting’s name and an example', async (_, content) => {
    const problem = expect.stringMatching(/^SHOMEI_TLS_ROOTS_FILE: .* such as \/etc\/shomei\/hospital-ca\.pem$/)
    expect(roots(await content())).toEqual({ problems: [problem] })
  })
})

describe('the address to listen on', () => {
  test.each([
    [undefined, '127.0.0.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['::', '::'],
    ['::1', '::1'],
  ])('%s: %s', (value, expected) => {
    expect(parseSettings({ ...sound, SHOMEI_LISTEN_ADDRESS: value }).listenAddress).toBe(expected)
  })

  test.each(['localhost', '*', '127.0.0.1:3000', '300.0.0.1', ''])('%s is refused by its name', (value) => {
    expect(() => parseSettings({ ...sound, SHOMEI_LISTEN_ADDRESS: value })).toThrow(
      /^ {2}SHOMEI_LISTEN_ADDRESS: must be an IP address/m,
    )
  })
})
