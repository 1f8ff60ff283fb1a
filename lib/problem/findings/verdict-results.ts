import type { VerdictResult } from '@/lib/xades/verdict'

/** The results of a verdict, as documentation lists them. */
export const verdictResults: readonly VerdictResult[] = ['VALID', 'INVALID', 'INDETERMINATE']
