import { describe, expect, test } from 'vitest'
import { importCredentialKey } from '@/lib/webauthn/credential-key'
import { authorityWorld, fifty, newPhone } from '../testing/authority-world'
import { decoyPhone } from './decoy-phone'
import { findLivePhone, listLivePhones, recordPhoneUse, revokePhone } from './phone.store'

const { db, register } = authorityWorld()

describe('use of a phone', () => {
  test('A8 of 50 uses judged against one counter one is written', async () => {
    const { phone } = await register()
    const use = { phoneId: phone.id, expectedCounter: 2, newCounter: 3, backedUp: false }
    const written = await fifty(() => recordPhoneUse(db, use))
    expect(written.filter((outcome) => outcome.status === 'fulfilled' && outcome.value)).toHaveLength(1)
    expect(await recordPhoneUse(db, { ...use, expectedCounter: 3, newCounter: 4_294_967_295 })).toBe(true)
  })

  test('A5 a counter that stays 0 is normal', async () => {
    const { phone } = await register(newPhone({ synced: true }))
    const use = { phoneId: phone.id, expectedCounter: 0, newCounter: 0, backedUp: true }
    expect([await recordPhoneUse(db, use), await recordPhoneUse(db, use)]).toEqual([true, true])
  })

  test('AT-28 AT-29 a phone is found and ended by its own holder only, and once', async () => {
    const { holder, phone, authenticator } = await register()
    const other = await register()
    const { credentialId } = authenticator
    expect(await findLivePhone(db, other.holder.id, credentialId)).toBeNull()
    expect((await findLivePhone(db, holder.id, credentialId))?.id).toBe(phone.id)
    const revoke = (holderId: string) => revokePhone(db, { holderId, phoneId: phone.id, reason: 'test' })
    expect(await revoke(other.holder.id)).toBe(false)
    const ended = await fifty(() => revoke(holder.id))
    expect(ended.filter((outcome) => outcome.status === 'fulfilled' && outcome.value)).toHaveLength(1)
    expect(await listLivePhones(db, holder.id)).toEqual([])
    expect(await findLivePhone(db, holder.id, credentialId)).toBeNull()
    expect(await recordPhoneUse(db, { phoneId: phone.id, expectedCounter: 2, newCounter: 3, backedUp: false })).toBe(
      false,
    )
  })

  test.each(['counter = -1', 'counter = 4294967296', 'backed_up = true'])(
    'the database refuses a corrupt row: %s',
    async (change) => {
      const { phone } = await register()
      const statement = `UPDATE authority.phone SET ${change} WHERE id = '${phone.id}'`
      await expect(db.sql.unsafe(statement)).rejects.toMatchObject({ code: '23514' })
    },
  )

  test('AT-34 the stand-in for unknown credentials holds a key that can be judged with', () => {
    expect(importCredentialKey(new Uint8Array(decoyPhone.publicKey), [-7])).not.toHaveProperty('code')
  })
})
