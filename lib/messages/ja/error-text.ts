/**
 * Text of a problem document (RFC 9457) and of the screens that show it: what happened, what it means, the way on.
 * Places: `{tries}` = tries left; `{time}` = `formatWait` of the problem's `retry_after`.
 */
export type ErrorText = { title: string; detail: string; nextStep?: string }
