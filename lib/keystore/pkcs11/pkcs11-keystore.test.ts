import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeKeystoreContract, newKey, sha256, signOne, verifies } from '../testing/keystore-contract'
import { createKek } from './create-kek'
import { type Cryptoki, ck, cka, type Handle, loadCryptoki } from './cryptoki'
import { findSlot } from './find-slot'
import { kekTemplate } from './kek-attributes'
import { createPkcs11Keystore, type Pkcs11Options } from './pkcs11-keystore'
import { createSoftTokens, softHsmWrapMechanism, softPins } from './testing/soft-token'

const tokens = createSoftTokens('keys', 'attributes', 'locked')
const { library } = tokens
afterAll(() => tokens.remove())

const open = (kekLabel: string, changes: Partial<Pkcs11Options> = {}) =>
  createPkcs11Keystore({
    library,
    tokenLabel: 'keys',
    pin: softPins.pin,
    wrapMechanism: softHsmWrapMechanism,
    kekLabel,
    sessions: 4,
    ...changes,
  })
const newKek = (label: string, tokenLabel = 'keys') =>
  createKek({ library, tokenLabel, label, securityOfficerPin: softPins.securityOfficerPin })

let cryptoki: Cryptoki
beforeAll(async () => {
  for (const label of ['kek-1', 'kek-2', 'lost']) await newKek(label)
  cryptoki = await loadCryptoki(library)
})

function session(tokenLabel = 'keys', user: number = ck.user): Handle {
  const opened = cryptoki.C_OpenSession(findSlot(cryptoki, tokenLabel), ck.flagSerialSession | ck.flagReadWrite)
  try {
    cryptoki.C_Login(opened, user, user === ck.user ? softPins.pin : softPins.securityOfficerPin)
  } catch (error) {
    if (!String(error).includes('ALREADY_LOGGED_IN')) throw error
  }
  return opened
}

function findAll(opened: Handle, label?: string): Handle[] {
  cryptoki.C_FindObjectsInit(opened, label === undefined ? [] : [{ type: cka.label, value: label }])
  const found = cryptoki.C_FindObjects(opened, 100)
  cryptoki.C_FindObjectsFinal(opened)
  return found
}

describeKeystoreContract('pkcs11', async () => ({
  first: open('kek-1'),
  second: open('kek-2'),
  withoutFirst: async () => {
    const officer = session()
    for (const kek of findAll(officer, 'kek-1')) cryptoki.C_DestroyObject(officer, kek)
    cryptoki.C_CloseSession(officer)
    return open('kek-2')
  },
  secrets: [softPins.pin, softPins.securityOfficerPin],
}))

describe('what stays in the token', () => {
  test('after generating, signing and rewrapping nothing but the wrapping keys is there', async () => {
    const opened = session()
    const before = findAll(opened).length
    const keystore = open('kek-2')
    const key = await newKey(keystore, 'rsa-2048')
    await signOne(keystore, key, randomBytes(4))
    await keystore.sign({ ...key, algorithm: 'p-256' }, [sha256(randomBytes(4))]).catch(() => {})
    expect(findAll(opened)).toHaveLength(before)
  })

  test('an unwrapped key is sensitive and cannot be extracted or read', async () => {
    const opened = session()
    const key = await newKey(open('kek-2'), 'rsa-2048')
    const [kek] = findAll(opened, 'kek-2')
    if (kek === undefined) throw new Error('no wrapping key')
    const object = await cryptoki.C_UnwrapKeyAsync(
      opened,
      { mechanism: softHsmWrapMechanism },
      kek,
      Buffer.from(key.wrapped.wrapped),
      [
        { type: cka.class, value: ck.classPrivateKey },
        { type: cka.keyType, value: ck.keyTypeRsa },
        { type: cka.token, value: false },
        { type: cka.sensitive, value: true },
        { type: cka.extractable, value: false },
      ],
    )
    expect(() => cryptoki.C_GetAttributeValue(opened, object, [{ type: cka.privateExponent }])).toThrow(
      'CKR_ATTRIBUTE_SENSITIVE',
    )
    await expect(
      cryptoki.C_WrapKeyAsync(opened, { mechanism: softHsmWrapMechanism }, kek, object, Buffer.alloc(4096)),
    ).rejects.toThrow('CKR_KEY_UNEXTRACTABLE')
  })

  test('a key marked for trusted wrapping cannot be wrapped under a key that anybody with the PIN can make', async () => {
    const opened = session()
    const pair = await cryptoki.C_GenerateKeyPairAsync(
      opened,
      { mechanism: ck.rsaKeyPairGen },
      [{ type: cka.modulusBits, value: 2048 }],
      [
        { type: cka.extractable, value: true },
        { type: cka.wrapWithTrusted, value: true },
      ],
    )
    const own = cryptoki.C_GenerateKey(opened, { mechanism: ck.aesKeyGen }, [
      { type: cka.valueLen, value: 32 },
      { type: cka.wrap, value: true },
      { type: cka.decrypt, value: true },
    ])
    await expect(
      cryptoki.C_WrapKeyAsync(opened, { mechanism: softHsmWrapMechanism }, own, pair.privateKey, Buffer.alloc(4096)),
    ).rejects.toThrow('CKR_KEY_NOT_WRAPPABLE')
    expect(() => cryptoki.C_GenerateKey(opened, { mechanism: ck.aesKeyGen }, kekTemplate('mine', true))).toThrow(
      'CKR_ATTRIBUTE_READ_ONLY',
    )
  })
})

describe('attributes of the wrapping key, tested before the first use', () => {
  const wrong: [string, number, boolean][] = [
    ['extractable', cka.extractable, true],
    ['decrypt', cka.decrypt, true],
    ['encrypt', cka.encrypt, true],
    ['modifiable', cka.modifiable, true],
    ['trusted', cka.trusted, false],
    ['unwrap', cka.unwrap, false],
  ]
  test.each(wrong)('a wrapping key with wrong %s is refused by name', async (name, type, value) => {
    const officer = session('attributes', ck.userSo)
    const template = kekTemplate(`kek-${name}`, true).map((each) => (each.type === type ? { type, value } : each))
    cryptoki.C_GenerateKey(officer, { mechanism: ck.aesKeyGen }, template)
    cryptoki.C_CloseSession(officer)
    const keystore = open(`kek-${name}`, { tokenLabel: 'attributes' })
    await expect(keystore.generate('p-256')).rejects.toMatchObject({
      refusal: 'configuration',
      message: expect.stringContaining(name),
    })
    const health = await keystore.health()
    expect(health.isHealthy).toBe(false)
    expect(health.detail).toContain(name)
    await keystore.close()
  })

  test('a sound one is accepted in the same token', async () => {
    await newKek('kek-sound', 'attributes')
    expect(await open('kek-sound', { tokenLabel: 'attributes' }).health()).toMatchObject({ isHealthy: true })
  })
})

/**
 * Loads the module; when signature number `count` is about to begin, all sessions end: once, and between two calls, since SoftHSM
 * does not survive it in the middle of one.
 */
function losingSessionsAt(count: number): (path: string) => Promise<Cryptoki> {
  let begun = 0
  return async (path) => {
    const loaded = await loadCryptoki(path)
    const begin = loaded.C_SignInit.bind(loaded)
    loaded.C_SignInit = (...call) => {
      begun += 1
      if (begun === count) loaded.C_CloseAllSessions(findSlot(loaded, 'keys'))
      begin(...call)
    }
    return loaded
  }
}

describe('faults of the token', () => {
  test('sessions lost between two calls: signed in anew, and the signature is right', async () => {
    const keystore = open('lost')
    const key = await newKey(keystore, 'rsa-2048')
    cryptoki.C_CloseAllSessions(findSlot(cryptoki, 'keys'))
    const message = randomBytes(8)
    expect(verifies(key, message, await signOne(keystore, key, message))).toBe(true)
    cryptoki.C_CloseAllSessions(findSlot(cryptoki, 'keys'))
    await expect(keystore.rewrap({ ...key.wrapped, wrappingKeyId: 'kek-2' })).rejects.toMatchObject({
      refusal: 'unopenable',
    })
    expect(await newKey(keystore, 'p-256')).toBeDefined()
  })

  test('sessions lost while a batch is signed: in doubt, and the next batch is whole', async () => {
    const digests = Array.from({ length: 500 }, () => sha256(randomBytes(8)))
    const keystore = open('lost', { loadModule: losingSessionsAt(200) })
    const key = await newKey(keystore, 'rsa-2048')
    await expect(keystore.sign(key, digests)).rejects.toMatchObject({ name: 'KeystoreInDoubt' })
    expect(await keystore.sign(key, digests)).toHaveLength(500)
  })

  test('a call that gets no session in time is refused and signs nothing later; what makes progress goes on', async () => {
    const keystore = open('lost', { answerMs: 60, sessions: 1 })
    const key = await newKey(keystore, 'rsa-2048')
    const batch = keystore.sign(
      key,
      Array.from({ length: 700 }, () => sha256(randomBytes(8))),
    )
    await expect(keystore.sign(key, [sha256(randomBytes(8))])).rejects.toMatchObject({
      name: 'KeystoreRefused',
      refusal: 'unavailable',
    })
    expect(await batch).toHaveLength(700)
    expect(await keystore.sign(key, [sha256(randomBytes(8))])).toHaveLength(1)
  })

  test('a wrong PIN is tried once only, and the token is not locked', async () => {
    const keystore = open('x', { tokenLabel: 'locked', pin: '00000000' })
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(keystore.generate('p-256')).rejects.toMatchObject({
        name: 'KeystoreRefused',
        refusal: 'credentials',
      })
    }
    const officer = session('locked', ck.userSo)
    const flags = cryptoki.C_GetTokenInfo(findSlot(cryptoki, 'locked')) as { label: string; flags?: number }
    expect((flags.flags ?? 0) & 0x0004_0000).toBe(0)
    cryptoki.C_CloseSession(officer)
  })

  test('without the optional package it says what to install', async () => {
    await expect(loadCryptoki(library, 'pkcs11js-is-missing')).rejects.toMatchObject({
      name: 'KeystoreRefused',
      message: expect.stringContaining('is not installed: npm install pkcs11js'),
    })
  })

  test.each([
    ['a token that is not there', { tokenLabel: 'nowhere' }, 'unavailable'],
    ['a library that is not there', { library: '/nowhere/lib.so' }, 'configuration'],
    ['a wrapping key that is not there', {}, 'unknown_wrapping_key'],
  ])('%s is refused', async (_, changes, refusal) => {
    const keystore = open('nothing', changes)
    await expect(keystore.generate('p-256')).rejects.toMatchObject({ name: 'KeystoreRefused', refusal })
    expect(await keystore.health()).toMatchObject({ isHealthy: false })
  })
})
