import type { Database, Transaction } from '../database'
import type { Sql } from '../sql'

/** The same database; `statements` collects the text of what is asked of it, in order, with `?` for values. */
export function recordStatements(db: Database): { db: Database; statements: string[] } {
  const statements: string[] = []
  const recording: Database = {
    get prisma() {
      return db.prisma
    },
    sql: recorded(db.sql, statements),
    transaction(work) {
      statements.push('BEGIN')
      return db.transaction((tx) => {
        const own: Transaction = { sql: recorded(tx.sql, statements), send: (statement) => tx.send(statement) }
        return work(own)
      })
    },
    listen: (...listening) => db.listen(...listening),
    renew: () => db.renew(),
    close: () => db.close(),
  }
  return { db: recording, statements }
}

function recorded(sql: Sql, statements: string[]): Sql {
  return new Proxy(sql, {
    apply(target, self, values) {
      const [strings] = values
      if (Array.isArray(strings) && 'raw' in strings) statements.push(strings.join('?').replace(/\s+/g, ' ').trim())
      return Reflect.apply(target, self, values)
    },
  })
}
