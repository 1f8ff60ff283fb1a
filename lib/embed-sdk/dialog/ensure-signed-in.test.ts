import { describe, expect, test, vi } from 'vitest'
import { createFakeClock } from '@/lib/embed-protocol/testing/fake-clock'
import type { EnsureSignedInOptions, SignInResult } from '../vendor-api'
import { ensureSignedIn } from './ensure-signed-in'

const ticket = 'lt_0123456789abcdef'
const done: SignInResult = { signedIn: true, method: 'fido', expires_at: '2026-11-23T03:00:00Z' }

async function ensure(options: EnsureSignedInOptions, isPageSecure = true) {
  const openDialog = vi.fn(async (_ticket: string | null) => done)
  const result = await ensureSignedIn({ openDialog, isPageSecure, schedule: createFakeClock().schedule }, options)
  return { result, opened: openDialog.mock.calls.map(([given]) => given) }
}

describe('ensureSignedIn', () => {
  test.each(['signed_in', 'expiring'] as const)('opens nothing while the status is %s', async (status) => {
    expect(await ensure({ getTicket: () => ({ sign_in_status: status, ticket: null }) })).toEqual({
      result: { signedIn: true },
      opened: [],
    })
    expect(await ensure({ getStatus: () => status, getTicket: () => expect.unreachable() })).toEqual({
      result: { signedIn: true },
      opened: [],
    })
  })

  test.each([
    { name: 'the status says so', answer: { sign_in_status: 'sign_in_required' as const, ticket } },
    { name: 'there is a ticket and no status', answer: { ticket } },
    { name: 'the answer is the ticket', answer: ticket },
    {
      name: 'not registered, with a ticket: the frame explains',
      answer: { sign_in_status: 'not_registered' as const, ticket },
    },
  ])('opens the sign-in with the ticket when $name', async ({ answer }) => {
    const getTicket = vi.fn(() => answer)
    expect(await ensure({ getTicket })).toEqual({ result: done, opened: [ticket] })
    expect(getTicket.mock.calls).toEqual([[{ purpose: 'sign_in' }]])
  })

  test('a separate status that is yellow leads to the ticket', async () => {
    expect(await ensure({ getStatus: () => 'sign_in_required', getTicket: () => ticket })).toEqual({
      result: done,
      opened: [ticket],
    })
  })

  test.each(['not_registered', 'locked'] as const)('%s without a ticket is the answer', async (status) => {
    expect(await ensure({ getTicket: () => ({ sign_in_status: status, ticket: null }) })).toEqual({
      result: { signedIn: false, reason: status },
      opened: [],
    })
  })

  test.each([
    { name: 'fails', getTicket: () => Promise.reject(new Error('no network')), code: 'ticket_failed' },
    { name: 'throws at once', getTicket: () => thrown(), code: 'ticket_failed' },
    { name: 'gives nothing', getTicket: () => ({ ticket: null }), code: 'ticket_invalid' },
  ])('a getTicket that $name is an error, never taken for signed in', async ({ getTicket, code }) => {
    expect(await ensure({ getTicket })).toEqual({ result: { signedIn: false, reason: 'error', code }, opened: [] })
  })

  test('a getStatus that fails is an error, never taken for signed in', async () => {
    const getStatus = () => Promise.reject(new Error('503'))
    expect((await ensure({ getStatus, getTicket: () => ticket })).result).toEqual({
      signedIn: false,
      reason: 'error',
      code: 'ticket_failed',
    })
  })

  test.each([
    undefined,
    null,
    7,
    true,
    [],
    'x',
    { ticket: 7 },
    { sign_in_status: 'SIGNED_IN' },
    { sign_in_status: true },
  ])('an answer of %j is never taken for signed in', async (answer) => {
    const getTicket = vi.fn().mockReturnValue(answer)
    expect((await ensure({ getTicket })).result.signedIn).toBe(false)
  })
})

function thrown(): never {
  throw new Error('not signed in to the EMR')
}

describe('ensureSignedIn on a page that is not secure', () => {
  const refused = () => Promise.reject(new Error('launch.origin_mismatch'))

  test('who is signed in elsewhere goes on', async () => {
    const getTicket = () => ({ sign_in_status: 'signed_in' as const, ticket: null })
    expect(await ensure({ getTicket }, false)).toEqual({ result: { signedIn: true }, opened: [] })
    expect(await ensure({ getStatus: () => 'expiring', getTicket: refused }, false)).toMatchObject({ opened: [] })
  })

  test('a ticket that the facility refuses opens the dialog, which says what has to be done', async () => {
    expect((await ensure({ getTicket: refused }, false)).opened).toEqual([null])
    expect((await ensure({ getTicket: refused }, true)).opened).toEqual([])
  })
})
