import type { FieldRule } from './field-rule'

/** Under which heading a record is shown. */
export type Section = 'patient' | 'insurance' | 'institution' | 'dates' | 'rp' | 'remarks' | 'other'

/**
 * One kind of record. `presence`: `required` records are missed with an error, `expected` ones with a warning. `rest`: the record
 * may have more fields than are known.
 */
export type RecordRule<N extends string = string> = {
  name: N
  section: Section
  presence: 'required' | 'expected' | 'optional'
  occurs: 'once' | 'many'
  fields: readonly FieldRule[]
  rest: boolean
}

/** The kinds of record of one CSV format by record number. `lenient`: what the fields hold is not certain, so nothing in them is refused. */
export type RecordTable<N extends string = string> = {
  lenient: boolean
  records: Readonly<Record<number, RecordRule<N>>>
}

type Options = { presence?: RecordRule['presence']; occurs?: RecordRule['occurs']; rest?: boolean }

/** A row of a table: by default optional, once, with all its fields known. */
export function record<const N extends string>(
  name: N,
  section: Section,
  fields: readonly FieldRule[],
  { presence = 'optional', occurs = 'once', rest = false }: Options = {},
): RecordRule<N> {
  return { name, section, presence, occurs, fields, rest }
}
