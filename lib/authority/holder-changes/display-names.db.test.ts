import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair } from 'jose'
import { expect, test } from 'vitest'
import { createFacilityClient } from '../facility-clients/create-facility-client'
import { authorityWorld, testOrigin } from '../testing/authority-world'
import { createHolder } from './create-holder'

const { context } = authorityWorld()
const forbidden = ['\u202e', '\u2067', '\u200f', '\u061c', '\u2028', '\n', '\u0000', '\u200d'].map(
  (character) => `見本${character}太郎`,
)
const names = { nameKanji: '見本 太郎', nameKana: 'ミホン タロウ', nameRomaji: 'MIHON Taro' }
const holder = (changes: object) =>
  createHolder(context, { ...names, qualification: 'physician', registryNumber: randomUUID(), ...changes }, testOrigin)

test.each(['nameKanji', 'nameKana', 'nameRomaji', 'registryNumber'])(
  'AT-50 %s of a holder that would not show is refused',
  async (field) => {
    for (const text of forbidden) {
      await expect(holder({ [field]: text })).rejects.toMatchObject({
        code: 'request.text_not_displayable',
        params: { field },
      })
    }
  },
)

test('AT-50 the hospital’s name as phones show it is refused when it would not show; another one is accepted', async () => {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true })
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' }] }
  const create = (name: string) => createFacilityClient(context, { clientId: randomUUID(), name, jwks }, testOrigin)
  for (const name of forbidden) {
    await expect(create(name)).rejects.toMatchObject({
      code: 'request.text_not_displayable',
      params: { field: 'name' },
    })
  }
  await expect(create('見本総合病院　別館（葛\u{e0100}飾）')).resolves.toBeDefined()
})

test('names with rare characters and variation selectors are accepted', async () => {
  await expect(holder({ nameKanji: '葛\u{e0100}城 𠮷男' })).resolves.toMatchObject({ nameKanji: '葛\u{e0100}城 𠮷男' })
})
