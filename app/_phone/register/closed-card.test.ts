import { expect, it } from 'vitest'
import type { Problem } from '@/lib/browser/api-client'
import { refusedPassword } from './closed-card'

const text = (title: string) => ({ title, detail: `${title}の説明` })
const cardTexts = {
  expired: text('期限切れ'),
  locked: text('ロック'),
  voided: text('無効'),
  consumed: text('使用済み'),
  unknown: text('不明'),
}
const wrong = (tries: number): Problem => ({
  code: 'notification_card.wrong_password',
  title: '',
  detail: '',
  nextStep: null,
  params: { tries },
  requestId: null,
})

it('the last miss is told as what it is: the card is locked', () => {
  expect(refusedPassword(wrong(0), cardTexts)).toMatchObject({
    type: 'closed',
    problem: { code: 'notification_card.locked', title: 'ロック' },
  })
})

it('an earlier miss leaves the field open', () => {
  expect(refusedPassword(wrong(1), cardTexts)).toEqual({ type: 'password_refused', problem: wrong(1) })
})
