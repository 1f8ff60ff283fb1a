import { expect, it, vi } from 'vitest'
import type { Problem } from '@/lib/browser/api-client'
import type { Claim } from './claim-api'
import type { AnswerCount } from './sign-in-actions'
import { lookAfterClaim } from './use-claim-watch'

const claim = { facility_name: 'テスト病院', expires_in: 60 } as Claim

function refusal(code: Problem['code']) {
  const problem: Problem = { code, title: '', detail: '', nextStep: null, params: {}, requestId: null }
  return { ok: false as const, problem }
}

function watch(answer: Awaited<ReturnType<Parameters<typeof lookAfterClaim>[0]['api']['resume']>>) {
  const resume = vi.fn(async () => answer)
  return { api: { resume }, dispatch: vi.fn(), answers: { sent: 0, pending: 0, lost: null } as AnswerCount }
}

it('Q9 a sign-in that the EMR screen cancelled ends on the phone', async () => {
  const cancelled = watch(refusal('device_authorization.cancelled'))
  await lookAfterClaim(cancelled)
  expect(cancelled.dispatch).toHaveBeenCalledWith(expect.objectContaining({ type: 'answer_refused' }))
})

it('twin: a claim that is still open only brings the time left', async () => {
  const open = watch({ ok: true, value: claim })
  await lookAfterClaim(open)
  expect(open.dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'claim_received', claim })
})

it.each(['network.failed', 'service.unavailable', 'request.rate_limited'] as const)(
  '%s says nothing about the claim',
  async (code) => {
    const unanswered = watch(refusal(code))
    await lookAfterClaim(unanswered)
    expect(unanswered.dispatch).not.toHaveBeenCalled()
  },
)

it('an answer of the page that is on its way decides, not a look', async () => {
  const before = watch(refusal('claim.ended'))
  before.answers.pending = 1
  await lookAfterClaim(before)
  expect(before.api.resume).not.toHaveBeenCalled()

  const overtaken = watch(refusal('claim.ended'))
  const looking = lookAfterClaim(overtaken)
  overtaken.answers.sent += 1
  await looking
  expect(overtaken.dispatch).not.toHaveBeenCalled()
})

it.each([
  { lost: 'not_me', code: 'claim.ended', type: 'denied' },
  { lost: 'cancelled', code: 'device_authorization.cancelled', type: 'cancelled' },
] as const)(
  'Q9 an end of this page whose answer was lost is found to have arrived: $lost',
  async ({ lost, code, type }) => {
    const ended = watch(refusal(code))
    ended.answers.lost = lost
    await lookAfterClaim(ended)
    expect(ended.dispatch).toHaveBeenCalledExactlyOnceWith({ type })
  },
)
