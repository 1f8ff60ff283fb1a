import { amount, coded, day, decimal, matching, ordinal, required, reserved, text } from './field-rule'
import { type RecordTable, record } from './record-rule'

const MANY = { occurs: 'many' } as const
const REQUIRED = { presence: 'required' } as const
const EXPECTED = { presence: 'expected' } as const

const publicExpense = [text('payer_number'), text('recipient_number')]

const prescriptionRecords = {
  1: record(
    'medical_institution',
    'institution',
    [
      coded('score_table'),
      required(matching('institution_code', /^\d{7}$/)),
      required(matching('prefecture', /^\d{2}$/)),
      required(text('institution_name')),
    ],
    REQUIRED,
  ),
  2: record('institution_address', 'institution', [text('postal_code'), text('address')], EXPECTED),
  3: record('institution_phone', 'institution', [text('phone'), text('fax'), text('other_contact')], EXPECTED),
  4: record('department', 'institution', [
    coded('department_code_kind'),
    text('department_code'),
    text('department_name'),
  ]),
  5: record(
    'doctor',
    'institution',
    [text('doctor_code'), text('doctor_kana'), required(text('doctor_name'))],
    REQUIRED,
  ),
  11: record(
    'patient',
    'patient',
    [text('patient_code'), required(text('patient_name')), text('patient_kana')],
    REQUIRED,
  ),
  12: record('sex', 'patient', [required(coded('sex'))], REQUIRED),
  13: record('birth_date', 'patient', [required(day('birth_date'))], REQUIRED),
  14: record('burden_class', 'insurance', [coded('burden_class')]),
  21: record('insurance_kind', 'insurance', [coded('insurance_kind')], EXPECTED),
  22: record('insurer', 'insurance', [matching('insurer_number', /^(?:\d{6}|\d{8})$/)]),
  23: record('insured', 'insurance', [
    text('insured_symbol'),
    text('insured_number'),
    coded('insured_relation'),
    matching('insured_branch', /^\d{2}$/),
  ]),
  24: record('burden_rate', 'insurance', [
    matching('patient_rate', /^\d{3}$/, 'number'),
    matching('benefit_rate', /^\d{3}$/, 'number'),
  ]),
  25: record('work_reason', 'insurance', [coded('work_reason')]),
  27: record('first_public_expense', 'insurance', publicExpense),
  28: record('second_public_expense', 'insurance', publicExpense),
  29: record('third_public_expense', 'insurance', publicExpense),
  30: record('special_public_expense', 'insurance', publicExpense),
  31: record('receipt_type', 'insurance', [matching('receipt_type', /^\d{4}$/)]),
  51: record('issued_on', 'dates', [required(day('issued_on'))], REQUIRED),
  52: record('expires_on', 'dates', [day('expires_on')]),
  60: record('narcotics', 'other', [text('licence_number'), text('patient_address'), text('phone')]),
  61: record('refill', 'other', [], { ...MANY, rest: true }),
  62: record('leftover_check', 'remarks', [coded('leftover_check')]),
  81: record('remark', 'remarks', [text('serial'), coded('remark_kind'), text('text')], MANY),
  82: record('prescription_number', 'dates', [text('serial'), matching('access_code', /^[0-9A-Za-z]{16}$/)]),
  101: record(
    'dosage_form',
    'rp',
    [ordinal('rp'), required(coded('dosage_form')), text('dosage_form_name'), required(amount('quantity'))],
    { ...MANY, ...REQUIRED },
  ),
  111: record(
    'usage',
    'rp',
    [
      ordinal('rp'),
      coded('usage_code_kind'),
      matching('usage_code', /^[0-9A-Za-z]{1,16}$/),
      text('usage_name'),
      decimal('times_per_day'),
    ],
    MANY,
  ),
  181: record(
    'usage_supplement',
    'rp',
    [
      ordinal('rp'),
      ordinal('serial'),
      coded('usage_supplement_kind'),
      text('supplement_text'),
      text('supplement_usage_code'),
      text('body_site_code'),
    ],
    MANY,
  ),
  201: record(
    'drug',
    'rp',
    [
      ordinal('rp'),
      ordinal('serial'),
      coded('drug_kind'),
      coded('drug_code_kind'),
      text('drug_code'),
      required(text('drug_name')),
      required(amount('amount')),
      coded('potency_flag'),
      required(text('unit')),
    ],
    { ...MANY, ...REQUIRED },
  ),
  211: record('unit_conversion', 'rp', [ordinal('rp'), ordinal('serial'), amount('factor')], MANY),
  221: record(
    'uneven_dose',
    'rp',
    [
      ordinal('rp'),
      ordinal('serial'),
      ...([1, 2, 3, 4, 5] as const).map((time) => decimal(`dose_${time}`)),
      ...[6, 7, 8, 9, 10].map(reserved),
    ],
    MANY,
  ),
  231: record(
    'drug_burden',
    'rp',
    [
      ordinal('rp'),
      ordinal('serial'),
      coded('public_expense_1', 'burden_flag'),
      coded('public_expense_2', 'burden_flag'),
      coded('public_expense_3', 'burden_flag'),
      coded('special_public_expense', 'burden_flag'),
    ],
    MANY,
  ),
  241: record(
    'single_dose',
    'rp',
    [ordinal('rp'), ordinal('serial'), amount('single_amount'), amount('daily_times')],
    MANY,
  ),
  281: record(
    'drug_supplement',
    'rp',
    [
      ordinal('rp'),
      ordinal('serial'),
      ordinal('supplement_serial'),
      coded('drug_supplement_kind'),
      text('supplement_text'),
      reserved(),
    ],
    MANY,
  ),
  301: record('clinical_information', 'other', [text('serial'), text('drug_name'), text('comment')], MANY),
  302: record('laboratory_value', 'other', [text('serial'), text('value')], MANY),
} as const

export type PrescriptionRecordName = (typeof prescriptionRecords)[keyof typeof prescriptionRecords]['name']

/** The records of the prescription CSV (`SJ1`). */
export const PRESCRIPTION_RECORDS: RecordTable<PrescriptionRecordName> = {
  lenient: false,
  records: prescriptionRecords,
}
