import postgres from 'postgres'

/**
 * Rows are read with column names in camelCase: `staff_id` becomes `staffId`. Only the names of columns: `postgres.camel` would also
 * rewrite the keys of json values. Statements are written in snake_case throughout.
 */
export const toCamelColumns = { column: { from: postgres.toCamel } }
