/** The codes that are known to be in use. Any other is shown as written and gets a warning, since the lists may grow. */
export const VALUE_LISTS = {
  score_table: ['1', '3'],
  department_code_kind: ['1', '2'],
  sex: ['1', '2'],
  burden_class: ['1', '2', '3', '5'],
  insurance_kind: ['1', '2', '7'],
  insured_relation: ['1', '2'],
  work_reason: ['1', '2', '3'],
  leftover_check: ['1', '2'],
  remark_kind: ['1', '2'],
  dosage_form: ['1', '2', '3', '4', '5', '6', '9'],
  usage_code_kind: ['3'],
  usage_supplement_kind: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
  drug_kind: ['1', '2'],
  drug_code_kind: ['2', '4', '7'],
  potency_flag: ['1', '2'],
  burden_flag: ['0', '1'],
  drug_supplement_kind: ['1', '2', '3', '4', '5', '6', '7', '8'],
} as const satisfies Record<string, readonly string[]>

export type ValueList = keyof typeof VALUE_LISTS

/** Codes of one list. */
export type ListedValue<L extends ValueList> = (typeof VALUE_LISTS)[L][number]

/** Whether a code is in its list. */
export function isListed(list: ValueList, value: string): boolean {
  const values: readonly string[] = VALUE_LISTS[list]
  return values.includes(value)
}
