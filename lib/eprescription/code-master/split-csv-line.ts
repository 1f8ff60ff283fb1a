/** The fields of one line (RFC 4180 §2, without line ends inside of quotes); `null` where a quote is left open or misplaced. */
export function splitCsvLine(line: string): string[] | null {
  const fields: string[] = []
  let at = 0
  for (;;) {
    const field = line[at] === '"' ? readQuoted(line, at + 1) : readPlain(line, at)
    if (field === null) return null
    fields.push(field.value)
    if (field.end >= line.length) return fields
    at = field.end + 1
  }
}

type Field = { value: string; end: number }

/** `end` is the place of the comma after the field, or the end of the line. */
function readPlain(line: string, start: number): Field | null {
  const comma = line.indexOf(',', start)
  const end = comma < 0 ? line.length : comma
  const value = line.slice(start, end)
  return value.includes('"') ? null : { value, end }
}

function readQuoted(line: string, start: number): Field | null {
  let value = ''
  for (let at = start; ; ) {
    const quote = line.indexOf('"', at)
    if (quote < 0) return null
    value += line.slice(at, quote)
    const next = line[quote + 1]
    if (next === undefined || next === ',') return { value, end: quote + 1 }
    if (next !== '"') return null
    value += '"'
    at = quote + 2
  }
}
