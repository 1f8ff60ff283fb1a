import type { ErrorCode } from '@/lib/messages/ja/errors'

/** What a call of a screen can fail with: a code of the catalogue, or no answer at all. */
export type RefusalCode = ErrorCode | 'network.failed'

/** The codes of some words of the catalogue: a table over them is complete, also when a code is added. */
export type CodeOf<Word extends string> = Extract<RefusalCode, `${Word}.${string}`>

/** The server did not answer, or had a fault of its own: it said nothing about what was asked. */
export const unansweredCodes = {
  'network.failed': true,
  'service.internal': true,
  'service.unavailable': true,
} as const satisfies Record<CodeOf<'network' | 'service'>, true>

/** The outcome of a refusal by the table of a screen; `otherwise` for a code that is not listed, or that this build does not know. */
export function outcomeOf<Outcome>(
  code: string,
  table: Readonly<Partial<Record<RefusalCode, Outcome>>>,
  otherwise: Outcome,
): Outcome {
  return isCodeOf(table, code) ? (table[code] ?? otherwise) : otherwise
}

function isCodeOf<Table extends object>(table: Table, code: string): code is string & keyof Table {
  return Object.hasOwn(table, code)
}
