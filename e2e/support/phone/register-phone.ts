import { expect } from '@playwright/test'
import { typePracticeNumber } from './practise'
import type { VirtualPhone } from './virtual-phone'

/** Registers a phone with a card as a doctor would, up to 「登録が完了しました」. */
export async function registerPhone(phone: VirtualPhone, card: { url: string; password: string }): Promise<void> {
  const { page } = phone
  await page.goto(card.url)
  await page.getByRole('button', { name: 'はじめる' }).click()
  await page.getByLabel('パスワード', { exact: true }).fill(card.password)
  await page.getByRole('button', { name: '次へ', exact: true }).click()
  await expect(page.getByRole('heading', { name: '内容にお間違いがないかご確認ください' })).toBeVisible()
  await page.getByRole('button', { name: '生体認証を登録' }).click()
  const accept = page.getByRole('button', { name: '確認しました' })
  const trial = page.getByRole('heading', { name: '動作確認（テスト認証）' })
  await expect(accept.or(trial).first()).toBeVisible()
  if (await accept.isVisible()) await accept.click()
  await typePracticeNumber(page)
  const done = page.getByRole('heading', { name: '登録が完了しました' })
  // A browser that no longer counts the last tap asks for one more.
  const oneMoreTap = page.getByRole('button', { name: '動作確認をする' })
  await expect(done.or(oneMoreTap).first()).toBeVisible()
  if (await oneMoreTap.isVisible()) await oneMoreTap.click()
  await expect(done).toBeVisible()
}
