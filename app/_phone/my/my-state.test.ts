import { describe, expect, it } from 'vitest'
import type { Problem } from '@/lib/browser/api-client'
import type { MyPage } from './my-api'
import { type MyAction, type MyEvent, type MyState, nextMy } from './my-state'

const page: MyPage = {
  holder: {
    name_kanji: '見本 太郎',
    name_kana: 'ミホン タロウ',
    name_romaji: 'MIHON TARO',
    qualification: 'physician',
  },
  phones: [],
  tokens: [],
  signatures: [],
  session_expires_in: 600,
}

function problem(code: Problem['code']): Problem {
  return { code, title: 't', detail: 'd', nextStep: null, params: {}, requestId: null }
}

function run(...events: MyEvent[]): MyState {
  return events.reduce(nextMy, { view: 'checking' })
}

const closed = run({ type: 'read_refused', problem: problem('request.unauthorized') })
const open = run({ type: 'page_read', page })
const removal: MyAction = { kind: 'remove_phone', id: 'phn_1' }

describe('opening the own page', () => {
  it('asks for a passkey where there is no session, without calling that an end', () => {
    expect(closed).toEqual({ view: 'closed', working: false, setback: null, hasEnded: false, done: null })
  })

  it('opens with the page that was read', () => {
    expect(nextMy(closed, { type: 'page_read', page })).toMatchObject({ view: 'open', page, asking: null })
  })

  it.each<MyEvent>([
    { type: 'ceremony_failed', failure: 'cancelled' },
    { type: 'sign_in_refused', problem: problem('assertion.rejected') },
  ])('stays closed and can be tried again after $type', (event) => {
    const working = nextMy(closed, { type: 'ceremony_started' })
    expect(working).toMatchObject({ working: true })
    const failed = nextMy(working, event)
    expect(failed).toMatchObject({ view: 'closed', working: false })
    expect(failed).not.toMatchObject({ setback: null })
  })

  it('says that the authority cannot be reached instead of asking for a passkey', () => {
    expect(run({ type: 'read_refused', problem: problem('network.failed') }).view).toBe('unreachable')
  })
})

describe('doing something', () => {
  it('is asked first, shown while it is done, and told afterwards', () => {
    const asking = nextMy(open, { type: 'asked', action: removal })
    expect(asking).toMatchObject({ asking: removal, doing: null })
    const doing = nextMy(asking, { type: 'action_sent', action: removal })
    expect(doing).toMatchObject({ asking: removal, doing: removal })
    expect(nextMy(doing, { type: 'withdrawn' })).toBe(doing)
    expect(nextMy(doing, { type: 'action_done', action: removal })).toMatchObject({
      asking: null,
      doing: null,
      done: 'remove_phone',
    })
  })

  it('can be withdrawn before it is sent', () => {
    const asking = nextMy(open, { type: 'asked', action: removal })
    expect(nextMy(asking, { type: 'withdrawn' })).toEqual(open)
  })

  it('keeps the page when it is refused', () => {
    const refused = nextMy(open, { type: 'action_refused', problem: problem('request.not_found') })
    expect(refused).toMatchObject({ view: 'open', page, doing: null, problem: { code: 'request.not_found' } })
  })

  it('keeps the page when reading it again does not reach the server', () => {
    const stale = nextMy(open, { type: 'read_refused', problem: problem('network.failed') })
    expect(stale).toMatchObject({ view: 'open', page, unread: { code: 'network.failed' } })
    expect(nextMy(stale, { type: 'page_read', page })).toMatchObject({ unread: null })
  })
})

describe('AT-15 the end of the session', () => {
  it.each(['request.unauthorized', 'phone.removed', 'holder.disabled'] as const)('%s closes the page', (code) => {
    const ended = nextMy(open, { type: 'action_refused', problem: problem(code) })
    expect(ended).toMatchObject({ view: 'closed', hasEnded: true })
  })

  it('still tells what was done when the own phone was removed with it', () => {
    const done = nextMy(open, { type: 'action_done', action: removal })
    const ended = nextMy(done, { type: 'read_refused', problem: problem('request.unauthorized') })
    expect(ended).toMatchObject({ view: 'closed', hasEnded: true, done: 'remove_phone' })
  })

  it('is no alarm when the holder closes the page', () => {
    expect(nextMy(open, { type: 'signed_out' })).toMatchObject({ view: 'closed', hasEnded: false })
  })
})
