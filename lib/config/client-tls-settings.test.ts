import { chmodSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTlsAuthority, type TlsAuthority } from '@/lib/egress/testing/test-certificates'
import { openScratch, runOpenssl } from '@/lib/pki/testing/run-openssl'
import { parseClientTlsSettings } from './client-tls-settings'
import { parseSettings } from './settings'

let tls: TlsAuthority
let own: { certificatePem: string; privateKeyPem: string }
let foreign: { certificatePem: string; privateKeyPem: string }

beforeAll(async () => {
  tls = await createTlsAuthority()
  ;[own, foreign] = [await tls.issue(['hospital-a']), await tls.issue(['hospital-b'])]
}, 20_000)
afterAll(() => tls?.dispose())

const usual = { certificate_file: 'a.pem', key_file: 'a.key', roots_file: 'roots.pem' }

/** The setting with these files; a file that is `null` is not there. */
function parse(
  files: Record<string, string | null> = {},
  { list = { 'facility-a': usual } as unknown, mode = 0o100600 } = {},
) {
  const all: Record<string, string | null> = {
    'list.json': JSON.stringify(list),
    'a.pem': own.certificatePem,
    'a.key': own.privateKeyPem,
    'roots.pem': tls.rootPem,
    ...files,
  }
  const read = (path: string) => {
    const content = all[path]
    if (content === undefined || content === null) throw new Error('ENOENT')
    return content
  }
  const readMode = (path: string) => {
    read(path)
    return mode
  }
  return parseClientTlsSettings({ SHOMEI_CLIENT_CERTIFICATES_FILE: 'list.json' }, { read, mode: readMode })
}

test('without the setting there is no certificate for any facility', () => {
  expect(parseClientTlsSettings({})).toEqual(new Map())
})

test('certificate, key and roots of each facility are read at the start; roots may be left out', () => {
  const material = { certificatePem: own.certificatePem.trim(), privateKeyPem: own.privateKeyPem }
  expect(parse()).toEqual(new Map([['facility-a', { ...material, rootsPem: [tls.rootPem.trim()] }]]))
  const { roots_file: _, ...without } = usual
  expect(parse({}, { list: { a: without, b: usual } })).toMatchObject(
    new Map([
      ['a', { ...material, rootsPem: [] }],
      ['b', { ...material, rootsPem: [tls.rootPem.trim()] }],
    ]),
  )
})

const wrongFiles: [string, () => Parameters<typeof parse>, string][] = [
  ['no list', () => [{ 'list.json': null }], 'must be a JSON file such as {"facility-a": {"certificate_file"'],
  ['a list that is no JSON', () => [{ 'list.json': '{' }], 'must be a JSON file such as'],
  ['a list with an unknown member', () => [{}, { list: { a: { ...usual, passphrase: 'x' } } }], 'must be a JSON file'],
  ['no certificate', () => [{ 'a.pem': null }], '"facility-a": a.pem must be a PEM file with a certificate'],
  ['a file without a certificate', () => [{ 'a.pem': 'text' }], 'a.pem must be a PEM file with a certificate'],
  ['no key', () => [{ 'a.key': null }], 'a.key cannot be read'],
  ['a file without a key', () => [{ 'a.key': tls.rootPem }], 'a.key must be a PEM file with a private key without'],
  ['the key of another one', () => [{ 'a.key': foreign.privateKeyPem }], 'a.key is not the key of a.pem'],
  ['no roots', () => [{ 'roots.pem': null }], 'roots.pem must be a PEM file with certificates of certification'],
  ['roots without a certificate', () => [{ 'roots.pem': '' }], 'roots.pem must be a PEM file with certificates'],
]

test.each(wrongFiles)('%s stops the start with the setting’s name, the facility and the file', (_, args, text) => {
  const outcome = parse(...args())
  expect(outcome).toEqual({ problems: [expect.stringContaining(`SHOMEI_CLIENT_CERTIFICATES_FILE: `)] })
  expect(JSON.stringify(outcome)).toContain(JSON.stringify(text).slice(1, -1))
})

test.each(['rsa:512', 'rsa:1024'])(
  'a certificate with %s, too short for TLS, stops the start and not the calls',
  async (kind) => {
    const scratch = openScratch()
    const files = ['-keyout', 'a.key', '-out', 'a.pem']
    const request = ['req', '-x509', '-newkey', kind, '-nodes', '-subj', '/CN=a', ...files]
    await runOpenssl(request, scratch.folder)
    const text = (name: string) => new TextDecoder().decode(scratch.read(name))
    const outcome = parse({ 'a.pem': text('a.pem'), 'a.key': text('a.key') })
    expect(outcome).toEqual({
      problems: [expect.stringContaining('"facility-a": a.pem has an RSA key of less than 2048 bits')],
    })
    scratch.dispose()
  },
)

test.each([0o100644, 0o100604, 0o100660, 0o100601, 0o100666])('a key file with mode %o is refused', (mode) => {
  expect(parse({}, { mode })).toEqual({ problems: [expect.stringContaining('chmod 600 a.key')] })
})

test.each([0o100600, 0o100400, 0o100640])('a key file with mode %o is taken', (mode) => {
  expect(parse({}, { mode })).toBeInstanceOf(Map)
})

test('of real files the mode is looked at, and the text of a problem holds nothing of the key', () => {
  const scratch = openScratch()
  const list = {
    a: {
      certificate_file: scratch.write('a.pem', own.certificatePem),
      key_file: scratch.write('a.key', own.privateKeyPem),
    },
  }
  const environment = {
    DATABASE_URL: 'postgresql://shomei@127.0.0.1/shomei',
    SHOMEI_KEY: Buffer.alloc(32, 1).toString('base64'),
    AUTHORITY_URL: 'https://authority.example.jp',
    FACILITY_URL: 'https://shomei.hospital.example.jp',
    SHOMEI_CLIENT_CERTIFICATES_FILE: scratch.write('list.json', JSON.stringify(list)),
  }
  expect(parseSettings(environment).clientTls.get('a')?.privateKeyPem).toBe(own.privateKeyPem)
  chmodSync(list.a.key_file, 0o644)
  expect(() => parseSettings(environment)).toThrow(/^ {2}SHOMEI_CLIENT_CERTIFICATES_FILE: "a": .*chmod 600/m)
  expect(() => parseSettings(environment)).not.toThrow(/PRIVATE KEY/)
  scratch.dispose()
})
