import { expect, it, vi } from 'vitest'
import type { Answer } from '@/lib/browser/api-client'
import type { ClaimApi } from './claim-api'
import { createActions } from './sign-in-actions'

it('Q12 the phone’s clock ends nothing while an answer is on its way: the authority’s word decides', async () => {
  let answer: (value: Answer<undefined>) => void = () => undefined
  const answered = new Promise<Answer<undefined>>((resolve) => {
    answer = resolve
  })
  const dispatch = vi.fn()
  const api = { deny: () => answered } as unknown as ClaimApi
  const actions = createActions(api, dispatch)
  const cancelled = actions.cancel()
  actions.runOut()
  expect(dispatch).not.toHaveBeenCalledWith({ type: 'time_ran_out' })
  answer({ ok: true, value: undefined })
  await cancelled
  expect(dispatch).toHaveBeenLastCalledWith({ type: 'cancelled' })
  actions.runOut()
  expect(dispatch).toHaveBeenLastCalledWith({ type: 'time_ran_out' })
})
