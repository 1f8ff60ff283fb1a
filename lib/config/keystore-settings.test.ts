import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { parseKeystoreSettings } from './keystore-settings'

const [one, two] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')]
const token = {
  SHOMEI_KEYSTORE: 'pkcs11',
  SHOMEI_SIGNING_KEK_ID: 'kek',
  SHOMEI_PKCS11_LIBRARY: '/usr/lib/softhsm/libsofthsm2.so',
  SHOMEI_PKCS11_TOKEN: 'shomei',
  SHOMEI_PKCS11_PIN: '1234',
}
const service = {
  SHOMEI_KEYSTORE: 'kms',
  SHOMEI_SIGNING_KEK_ID: 'arn:aws:kms:ap-northeast-1:000000000000:key/x',
  SHOMEI_KMS_REGION: 'ap-northeast-1',
  SHOMEI_KMS_ACCESS_KEY_ID: 'AKID',
  SHOMEI_KMS_SECRET_ACCESS_KEY: 'secret',
}

describe('settings of the keystore', () => {
  test('nothing said: sealed under a key derived from the master key', () => {
    expect(parseKeystoreSettings({})).toEqual({
      kind: 'sealed',
      kekId: null,
      keks: new Map(),
      threads: 2,
      keySeconds: 5,
    })
  })

  test('a ring of wrapping keys with the current one named', () => {
    const settings = parseKeystoreSettings({
      SHOMEI_SIGNING_KEKS: `2027-01:${one}, 2026-01:${two}`,
      SHOMEI_SIGNING_KEK_ID: '2027-01',
    })
    expect(settings).toMatchObject({ kind: 'sealed', kekId: '2027-01' })
    expect('keks' in settings && [...settings.keks.keys()]).toEqual(['2027-01', '2026-01'])
  })

  test('before a first named key is used, every process knows it while the derived one is current', () => {
    const settings = parseKeystoreSettings({ SHOMEI_SIGNING_KEKS: `a:${one}`, SHOMEI_SIGNING_KEK_ID: 'master' })
    expect(settings).toMatchObject({ kind: 'sealed', kekId: null })
    expect('keks' in settings && settings.keks.size).toBe(1)
  })

  test('a token and a service', () => {
    expect(parseKeystoreSettings({ ...token, SHOMEI_PKCS11_WRAP_MECHANISM: '0x210A' })).toMatchObject({
      kind: 'pkcs11',
      wrapMechanism: 0x210a,
      sessions: 4,
    })
    expect(parseKeystoreSettings(service)).toMatchObject({
      kind: 'kms',
      url: 'https://kms.ap-northeast-1.amazonaws.com',
      sessionToken: null,
    })
  })

  test.each([
    [{ SHOMEI_KEYSTORE: 'file' }, /^SHOMEI_KEYSTORE: must be sealed, pkcs11 or kms$/],
    [{ SHOMEI_SIGNING_KEKS: `2027-01:${one}` }, /^SHOMEI_SIGNING_KEK_ID: .*such as 2027-01$/],
    [{ SHOMEI_SIGNING_KEKS: `a:${one}`, SHOMEI_SIGNING_KEK_ID: 'b' }, /^SHOMEI_SIGNING_KEK_ID: .*such as a$/],
    [{ SHOMEI_SIGNING_KEK_ID: 'b' }, /^SHOMEI_SIGNING_KEK_ID: /],
    [{ SHOMEI_SIGNING_KEKS: 'a:c2hvcnQ=', SHOMEI_SIGNING_KEK_ID: 'a' }, /^SHOMEI_SIGNING_KEKS: .*openssl rand/],
    [{ SHOMEI_SIGNING_KEKS: `a:${one},a:${two}`, SHOMEI_SIGNING_KEK_ID: 'a' }, /^SHOMEI_SIGNING_KEKS: /],
    [{ SHOMEI_SIGNING_KEKS: `master:${one}`, SHOMEI_SIGNING_KEK_ID: 'master' }, /^SHOMEI_SIGNING_KEKS: /],
    [{ SHOMEI_SIGNING_KEY_SECONDS: '61' }, /^SHOMEI_SIGNING_KEY_SECONDS: /],
    [{ ...token, SHOMEI_PKCS11_PIN: undefined }, /^SHOMEI_PKCS11_PIN: is required/],
    [{ ...token, SHOMEI_PKCS11_WRAP_MECHANISM: '210A' }, /^SHOMEI_PKCS11_WRAP_MECHANISM: .*0x210A/],
    [{ ...service, SHOMEI_KMS_URL: 'kms' }, /^SHOMEI_KMS_URL: .*https:/],
    [{ ...service, SHOMEI_KMS_REGION: undefined }, /^SHOMEI_KMS_REGION: is required, such as ap-northeast-1$/],
  ])('%j is refused by name, with an example', (environment: Record<string, string | undefined>, line) => {
    const settings = parseKeystoreSettings(environment)
    expect('problems' in settings && settings.problems).toEqual([expect.stringMatching(line)])
    expect(JSON.stringify(settings)).not.toContain(one)
  })
})
