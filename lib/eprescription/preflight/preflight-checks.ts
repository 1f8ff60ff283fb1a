import type { CsvFindingCode } from '../eprescription.findings'
import type { PreflightSourceName } from './preflight-sources'

/**
 * When a check applies. Days are YYYY-MM-DD, both inclusive; `null` has no end. `refusedFrom` is the first day on which the national
 * service takes such a prescription no more; `null`: no such day is published. `judgedOn` is the day that is compared: `today`, the
 * day of signing and so of registration, or `issued_on`, the day the prescription names. `basis` is where the facts come from: a
 * public source, the facility's own master file, or the record layout that this product follows (`layout`).
 */
export type PreflightCheck = {
  validFrom: string | null
  validTo: string | null
  refusedFrom: string | null
  judgedOn: 'today' | 'issued_on'
  basis: readonly (PreflightSourceName | 'master' | 'layout')[]
}

const ALWAYS = { validFrom: null, validTo: null, refusedFrom: null } as const
const BY_MASTER = { ...ALWAYS, judgedOn: 'issued_on', basis: ['master'] } as const

/** Every check made before a prescription is signed. None refuses anything: what the parser takes is signed. */
export const PREFLIGHT_CHECKS = {
  'drug_code.dummy': {
    validFrom: null,
    validTo: null,
    refusedFrom: '2025-08-28',
    judgedOn: 'today',
    basis: ['dummy_codes', 'dummy_codes_refused'],
  },
  'drug_code.malformed': { ...ALWAYS, judgedOn: 'today', basis: ['claim_codes', 'dummy_codes', 'layout'] },
  'drug_code.unlisted': BY_MASTER,
  'drug_code.out_of_term': BY_MASTER,
  'drug.name_differs': BY_MASTER,
  'drug.unit_conversion_missing': {
    validFrom: '2025-07-22',
    validTo: null,
    refusedFrom: null,
    judgedOn: 'today',
    basis: ['unit_conversion', 'master'],
  },
  'usage_code.withdrawn': {
    validFrom: '2025-11-01',
    validTo: null,
    refusedFrom: '2026-08-01',
    judgedOn: 'today',
    basis: ['usage_revision', 'usage_schedule'],
  },
  'usage_code.malformed': { ...ALWAYS, judgedOn: 'today', basis: ['usage_revision', 'layout'] },
  'usage_code.unlisted': BY_MASTER,
  'usage_code.out_of_term': BY_MASTER,
  'usage.name_differs': BY_MASTER,
  'field.quoted': { ...ALWAYS, judgedOn: 'today', basis: ['layout'] },
} as const satisfies Partial<Record<CsvFindingCode, PreflightCheck>>

export type PreflightCode = keyof typeof PREFLIGHT_CHECKS

/** Whether a check applies, given the two days that it may be judged on. */
export function appliesOn(check: PreflightCheck, days: { today: string; issuedOn: string }): boolean {
  const day = check.judgedOn === 'today' ? days.today : days.issuedOn
  return (check.validFrom === null || check.validFrom <= day) && (check.validTo === null || day <= check.validTo)
}
