import postgres from 'postgres'

/**
 * Columns that refer to a row of staff or terminal hold its key. On the wire `staff_id` and `terminal_id` are the hospital's own
 * codes (`staffCode`, `terminalCode`), so these two are not read under the names of the wire (decision 0055).
 */
const keyColumns = new Map([
  ['staff_id', 'staffKey'],
  ['terminal_id', 'terminalKey'],
])

/**
 * Rows are read with column names in camelCase: `facility_id` becomes `facilityId`. Only the names of columns: `postgres.camel` would
 * also rewrite the keys of json values. Statements are written in snake_case throughout.
 */
export const toCamelColumns = {
  column: { from: (column: string) => keyColumns.get(column) ?? postgres.toCamel(column) },
}
