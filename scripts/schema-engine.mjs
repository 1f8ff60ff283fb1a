#!/usr/bin/env node
// A drop-in for Prisma's native schema engine, which Prisma would otherwise download: the engine's WebAssembly form
// and adapter-pg behind the JSON-RPC that the Prisma CLI speaks. Used through PRISMA_SCHEMA_ENGINE_BINARY.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { runEngineCommand } from './prisma/engine-commands.mjs'
import { loadEngine } from './prisma/load-engine.mjs'
import { MigrationAdapter } from './prisma/migration-adapter.mjs'

const NO_DATABASE = 'postgresql://invalid.invalid/none'
const ENGINE_ERROR = 4466

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { datamodels: { type: 'string', multiple: true }, datasource: { type: 'string' } },
})
const url = values.datasource ? JSON.parse(values.datasource).url : undefined

if (positionals[0] === 'cli') await runEngineCommand(positionals[1], url)

let opening
function openEngine() {
  opening ??= loadEngine().then(({ SchemaEngine }) => {
    const datamodels = values.datamodels?.map((file) => [file, readFileSync(file, 'utf8')])
    const factory = bindMigrationAwareSqlAdapterFactory(new MigrationAdapter(url ?? NO_DATABASE))
    return SchemaEngine.new({ datamodels }, () => {}, factory)
  })
  return opening
}

/** @param {object} message */
function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
}

/**
 * @param {string} method
 * @param {unknown} params
 */
async function call(method, params) {
  // The database is made by `cli create-database` already.
  if (method === 'createDatabase') return { databaseName: '' }
  const engine = await openEngine()
  const result = await engine[method === 'getDatabaseVersion' ? 'version' : method](params)
  if (method === 'diff' && result?.stdout) send({ id: 0, method: 'print', params: { content: result.stdout } })
  return result ?? null
}

for await (const line of createInterface({ input: process.stdin })) {
  if (!line.trim()) continue
  const { id, method, params } = JSON.parse(line)
  if (!method) continue
  try {
    send({ id, result: await call(method, params) })
  } catch (error) {
    if (process.env.SHOMEI_DEBUG) console.error(error)
    const data = { is_panic: false, message: error.message ?? String(error), error_code: error.code, meta: {} }
    send({ id, error: { code: ENGINE_ERROR, message: 'An error happened. Check the data field for details.', data } })
  }
}
process.exit(0)
