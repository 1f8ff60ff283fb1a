/** Most lines of a CSV, fields of a line, characters of a field (code points), and findings that are listed. */
export const MAX_LINES = 2_000
export const MAX_FIELDS = 64
export const MAX_FIELD_CHARACTERS = 1_000
export const MAX_FINDINGS = 100
