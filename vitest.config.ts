import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { EXHAUSTIVE_TESTS } from './scripts/test/exhaustive-tests.mjs'

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') }

/** Tests of these share two processes and the modules in them: whatever a file changes for all, it has to undo. */
const withoutServer = {
  // Properties and signatures take seconds of a core that others use too; a hang is still noticed.
  testTimeout: 30_000,
  maxWorkers: 2,
  isolate: false,
}

/**
 * `unit` and `exhaustive` need nothing; `database` needs DATABASE_URL of a server on which it may create databases
 * (`*.db.test.ts`).
 */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['{lib,prisma,scripts,examples,app,bench,packages}/**/*.test.{ts,tsx,mjs}'],
          exclude: ['**/*.db.test.ts', '**/node_modules/**', ...EXHAUSTIVE_TESTS],
          ...withoutServer,
        },
      },
      {
        resolve: { alias },
        test: { name: 'exhaustive', include: EXHAUSTIVE_TESTS, ...withoutServer },
      },
      {
        resolve: { alias },
        test: {
          name: 'database',
          include: ['{lib,prisma,e2e,scripts}/**/*.db.test.ts'],
          globalSetup: ['./lib/db/testing/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
