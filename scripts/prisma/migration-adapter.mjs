import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'

/** PostgreSQL's internal one-byte type "char", which the catalogue tables use. */
const OID_CHAR = 18
const OID_BPCHAR = 1042

/**
 * Work-around for @prisma/adapter-pg 7.10.0, which lacks three things that migrations need; look at each again with
 * every new version:
 * - the type "char" is not mapped ("Column type 'char' could not be deserialized");
 * - `executeScript` splits at every `;`, which breaks functions and triggers between `$$`;
 * - `connectToShadowDb` connects to the main database instead of the shadow one, and drops it while connected.
 */
export class MigrationAdapter extends PrismaPg {
  /** @param {string} url */
  constructor(url) {
    super({ connectionString: url })
    this.url = url
  }

  async connect() {
    return mend(await super.connect())
  }

  async connectToShadowDb() {
    const name = `prisma_migrate_shadow_db_${randomUUID()}`
    const admin = await this.connect()
    await admin.executeScript(`CREATE DATABASE "${name}"`)
    const shadowUrl = new URL(this.url)
    shadowUrl.pathname = `/${name}`
    const pool = new pg.Pool({ connectionString: shadowUrl.href })
    const shadow = await new PrismaPg(pool).connect()
    shadow.dispose = async () => {
      await pool.end()
      await admin.executeScript(`DROP DATABASE "${name}"`)
      await admin.dispose()
    }
    return mend(shadow)
  }
}

/**
 * @template {object} Queryable
 * @param {Queryable} queryable a connection or transaction of the adapter
 * @returns {Queryable}
 */
function mend(queryable) {
  mendCharColumns(queryable)
  queryable.executeScript = async (script) => {
    try {
      await queryable.client.query(script)
    } catch (error) {
      queryable.onError(error)
    }
  }
  const startTransaction = queryable.startTransaction?.bind(queryable)
  if (startTransaction) queryable.startTransaction = async (isolation) => mend(await startTransaction(isolation))
  return queryable
}

/** @param {object} queryable */
function mendCharColumns(queryable) {
  const performIO = queryable.performIO.bind(queryable)
  const queryRaw = queryable.queryRaw.bind(queryable)
  queryable.queryRaw = async (query) => {
    const charColumns = []
    queryable.performIO = async (statement) => {
      const result = await performIO(statement)
      for (const [index, field] of result.fields.entries()) {
        if (field.dataTypeID !== OID_CHAR) continue
        field.dataTypeID = OID_BPCHAR
        charColumns.push(index)
      }
      return result
    }
    try {
      const result = await queryRaw(query)
      for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character
      return result
    } finally {
      queryable.performIO = performIO
    }
  }
}
