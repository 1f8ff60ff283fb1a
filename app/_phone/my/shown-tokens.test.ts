import { describe, expect, it } from 'vitest'
import type { MyPage, MyToken } from './my-api'
import { endedBetween, shownTokens } from './shown-tokens'

const token = (id: string, secondsLeft: number): MyToken => ({
  id,
  facility_name: '見本病院',
  terminal_name: '診察室1',
  place: '1階',
  method: 'fido',
  issued_at: '2026-11-23T00:00:00.000Z',
  expires_at: '2026-11-23T18:00:00.000Z',
  expires_in: secondsLeft,
})

const page = (sessionSeconds: number, tokens: MyToken[]): MyPage => ({
  holder: { name_kanji: '見本', name_kana: 'ミホン', name_romaji: 'MIHON', qualification: 'physician' },
  phones: [],
  tokens,
  signatures: [],
  session_expires_in: sessionSeconds,
})

describe('AT-64 P21 an ended token is never listed as valid', () => {
  it.each([
    { name: 'a second before its end', elapsed: 59, shown: { short: null, long: null } },
    { name: 'at its end, although nothing was read', elapsed: 60, shown: { long: null, short: 'expired' } },
    { name: 'long after', elapsed: 500, shown: { long: null, short: 'expired' } },
  ])('$name', ({ elapsed, shown: expected }) => {
    const shown = shownTokens([token('short', 60), token('long', 900)], [], elapsed)
    expect(shown.map(({ token: { id }, end }) => [id, end])).toEqual(Object.entries(expected))
  })

  it('stays on the open page as ended once the server no longer lists it', () => {
    const before = page(600, [token('over', 30), token('revoked', 900), token('live', 900)])
    const ended = endedBetween(before, page(570, [token('live', 870)]))
    expect(ended.map(({ token: { id }, end }) => [id, end])).toEqual([
      ['over', 'expired'],
      ['revoked', 'gone'],
    ])
    expect(shownTokens([token('live', 870)], ended, 0).map(({ end }) => end)).toEqual([null, 'expired', 'gone'])
  })
})
