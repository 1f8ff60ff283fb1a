import type { MyPage, MyToken } from './my-api'

/** How a token ended that was valid when the page was opened: its time is over, or another action ended it. */
export type TokenEnd = 'expired' | 'gone'

/** A token as the open page shows it; `end` is null while it is valid. */
export type ShownToken = { token: MyToken; end: TokenEnd | null }

/** The tokens to show `elapsed` seconds after they were read, valid ones first: by then a time may be over that no answer has reported. */
export function shownTokens(listed: readonly MyToken[], ended: readonly ShownToken[], elapsed: number): ShownToken[] {
  const isOver = (token: MyToken) => elapsed >= token.expires_in
  return [
    ...listed.filter((token) => !isOver(token)).map((token) => ({ token, end: null })),
    ...listed.filter(isOver).map((token) => ({ token, end: 'expired' as const })),
    ...ended,
  ]
}

/**
 * The tokens that `before` listed and `now` no longer does, with how they ended. The time between both readings is that by
 * which the session, whose end is fixed, has become shorter.
 */
export function endedBetween(before: MyPage, now: MyPage): ShownToken[] {
  const elapsed = before.session_expires_in - now.session_expires_in
  const isLive = new Set(now.tokens.map(({ id }) => id))
  return before.tokens
    .filter(({ id }) => !isLive.has(id))
    .map((token) => ({ token, end: token.expires_in <= elapsed + 1 ? 'expired' : 'gone' }))
}
