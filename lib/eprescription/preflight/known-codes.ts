/** What the sources in `preflight-sources.ts` publish about codes, and nothing else. Everything further comes from a facility's master. */

/** Placeholders for a drug or a material that has no code yet. */
export const DUMMY_DRUG_CODES: readonly string[] = ['666660000', '2000000X0000', '777770000']

/** Usage codes that the summary names one by one. */
const WITHDRAWN_USAGES: readonly string[] = ['1011000900000000', '1031000000000000']

/** Free text in place of a code of the master. */
export const FREE_TEXT_USAGE = '0X0XXXXXXXXX0000'

/** All codes that begin with X (304 of them) name no route of administration and are withdrawn. */
export function isWithdrawnUsage(code: string): boolean {
  return WITHDRAWN_USAGES.includes(code) || code.startsWith('X')
}

/** How a code of each drug code kind (record 201) is written: claims code, YJ code, code of a generic name. */
const DRUG_CODE_FORMS: Readonly<Record<string, RegExp>> = {
  2: /^[67]\d{8}$/,
  4: /^\d{7}[A-Z]\d{4}$/,
  7: /^\d{7}[A-Z][0-9A-Z]{4}$/,
}

/** False for a code of a known kind that no code of this kind looks like. */
export function fitsDrugCodeKind(kind: string, code: string): boolean {
  return DRUG_CODE_FORMS[kind]?.test(code) ?? true
}

/** Codes of the usage master (kind 3): 16 digits and capital letters. */
export function fitsUsageCode(code: string): boolean {
  return /^[0-9A-Z]{16}$/.test(code)
}
