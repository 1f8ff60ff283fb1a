import postgres from 'postgres'
import { toCamelColumns } from '@/lib/db/camel-columns'
import type { Database } from '@/lib/db/database'

export type NamedValues = Readonly<Record<string, unknown>>

/** A statement as the product sends it; `bind` puts the named values where it had them, and leaves all others as they were. */
export type CapturedStatement = { text: string; bind(values: NamedValues): unknown[] }

/**
 * The statement that a store function of the product sends, caught while it is called once: so a floor never measures a query
 * that the product has long left behind.
 */
export async function captureStatement(
  databaseUrl: string,
  values: NamedValues,
  call: (db: Pick<Database, 'sql'>) => Promise<unknown>,
): Promise<CapturedStatement> {
  const caught: CapturedStatement[] = []
  const sql = postgres(databaseUrl, {
    max: 1,
    transform: toCamelColumns,
    types: { bigint: { to: 20, from: [20], serialize: String, parse: BigInt } },
    debug: (_connection, text, parameters) => {
      if (text.includes('pg_catalog')) return
      const places = parameters.map((parameter) => placeFor(parameter, values))
      caught.push({ text, bind: (actual) => places.map((place) => place(actual)) })
    },
  })
  try {
    await call({ sql })
  } finally {
    await sql.end()
  }
  const [statement] = caught
  if (statement === undefined || caught.length !== 1) throw new Error(`${caught.length} statements instead of one`)
  return statement
}

function placeFor(captured: unknown, values: NamedValues): (actual: NamedValues) => unknown {
  const name = Object.keys(values).find((each) => values[each] === captured)
  return name === undefined ? () => captured : (actual) => actual[name]
}
