import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'

/**
 * Loads Prisma's schema engine in its WebAssembly form. Its JavaScript wrapper expects a bundler, so the module is
 * instantiated here.
 * @returns {Promise<typeof bindings>}
 */
export async function loadEngine() {
  // A panic inside the engine calls this registry; without it the panic itself fails with a misleading error.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      message: '',
      /** @param {string} message */
      set_message(message) {
        this.message = message
        if (process.env.SHOMEI_DEBUG) console.error(message)
      },
    },
  })
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
  const binary = readFileSync(join(folder, 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(binary, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return bindings
}
