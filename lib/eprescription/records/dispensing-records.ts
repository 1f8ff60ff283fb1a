import { coded, day, decimal, matching, ordinal, required, text } from './field-rule'
import { type RecordTable, record } from './record-rule'

const MANY = { occurs: 'many', rest: true } as const
const REST = { rest: true } as const

const dispensingRecords = {
  1: record('patient', 'patient', [text('patient_name'), coded('sex'), day('birth_date')], {
    ...REST,
    presence: 'expected',
  }),
  2: record('patient_note', 'patient', [], MANY),
  4: record('notebook_memo', 'remarks', [], MANY),
  5: record('dispensed_on', 'dates', [required(day('dispensed_on'))], { ...REST, presence: 'required' }),
  6: record('insurance', 'insurance', [], REST),
  7: record('prescription_id', 'dates', [text('prescription_id')], { ...REST, presence: 'expected' }),
  11: record('pharmacy', 'institution', [text('pharmacy_name')], { ...REST, presence: 'expected' }),
  15: record('pharmacist', 'institution', [text('pharmacist_name')], { ...MANY, presence: 'expected' }),
  51: record('medical_institution', 'institution', [text('institution_name')], REST),
  55: record('doctor', 'institution', [text('doctor_name')], MANY),
  201: record(
    'drug',
    'rp',
    [
      ordinal('rp'),
      required(text('drug_name')),
      decimal('amount'),
      text('unit'),
      coded('drug_code_kind'),
      text('drug_code'),
    ],
    { ...MANY, presence: 'required' },
  ),
  281: record('drug_supplement', 'rp', [ordinal('rp')], MANY),
  291: record('drug_caution', 'rp', [ordinal('rp')], MANY),
  301: record(
    'usage',
    'rp',
    [
      ordinal('rp'),
      text('usage_name'),
      decimal('quantity'),
      text('unit'),
      coded('dosage_form'),
      coded('usage_code_kind'),
      matching('usage_code', /^[0-9A-Za-z]{1,16}$/),
    ],
    MANY,
  ),
  311: record('usage_supplement', 'rp', [ordinal('rp')], MANY),
  391: record('prescription_caution', 'rp', [ordinal('rp')], MANY),
  401: record('caution', 'remarks', [], MANY),
  411: record('notice', 'remarks', [], MANY),
  501: record('remark', 'remarks', [text('text')], MANY),
  511: record('inquiry_result', 'remarks', [], MANY),
} as const

export type DispensingRecordName = (typeof dispensingRecords)[keyof typeof dispensingRecords]['name']

/** The records of the dispensing CSV (`CJ1`) as far as they are known: what they hold is shown, and refused only where nothing can be read. */
export const DISPENSING_RECORDS: RecordTable<DispensingRecordName> = { lenient: true, records: dispensingRecords }
