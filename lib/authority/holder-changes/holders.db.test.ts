import { expect, test } from 'vitest'
import { findHolderBySubject, getLiveHolder } from '../holders/holder.store'
import { authorityWorld, fifty, raceOf, testOrigin } from '../testing/authority-world'
import { createHolder } from './create-holder'
import { disableHolder } from './disable-holder'
import { enableHolder } from './enable-holder'

const { db, context, newHolder, auditOf } = authorityWorld()

test('O3 subject and user handle are random, unlike each other and unlike the registry number', async () => {
  const holders = await Promise.all([newHolder(), newHolder()])
  const texts = holders.flatMap(({ subject, userHandle }) => [subject, Buffer.from(userHandle).toString('base64url')])
  expect(new Set(texts).size).toBe(4)
  for (const holder of holders) {
    expect(holder.userHandle).toHaveLength(64)
    expect(Buffer.from(holder.subject, 'base64url')).toHaveLength(16)
    expect(await findHolderBySubject(db, holder.subject)).toEqual(holder)
    expect(await auditOf(holder.id)).toEqual(['holder.create success'])
  }
})

test('50 entries of one qualification and registry number make one holder', async () => {
  const name = { nameKanji: '見本 花子', nameKana: 'ミホン ハナコ', nameRomaji: 'MIHON Hanako' }
  const person = { ...name, qualification: 'pharmacist', registryNumber: '000001' } as const
  const outcomes = await fifty(() => createHolder(context, person, testOrigin))
  expect(raceOf(outcomes)).toEqual({ passed: 1, refusals: ['holder.exists'] })
  const dentist = createHolder(context, { ...person, qualification: 'dentist' }, testOrigin)
  await expect(dentist).resolves.toMatchObject({ registryNumber: '000001' })
})

test('AT-15 a holder is disabled once and enabled once, and live only in between', async () => {
  const { id: holderId } = await newHolder()
  const input = { holderId, reason: 'test' }
  expect((await getLiveHolder(db, holderId))?.id).toBe(holderId)
  expect(raceOf(await fifty(() => disableHolder(context, input, testOrigin)))).toEqual({
    passed: 1,
    refusals: ['holder.unknown'],
  })
  expect(await getLiveHolder(db, holderId)).toBeNull()
  expect(raceOf(await fifty(() => enableHolder(context, input, testOrigin)))).toEqual({
    passed: 1,
    refusals: ['holder.unknown'],
  })
  expect((await getLiveHolder(db, holderId))?.id).toBe(holderId)
  expect(await auditOf(holderId)).toEqual(['holder.create success', 'holder.disable success', 'holder.enable success'])
})
