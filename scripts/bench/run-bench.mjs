import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildProduct } from '../build/build-product.mjs'
import { generateClientIfChanged } from '../build/generate-client.mjs'
import { installDependencies } from '../install/install-dependencies.mjs'
import { ensureDatabase } from '../postgres/database.mjs'
import { startScratchPostgres } from '../postgres/scratch.mjs'
import { deployMigrations } from '../prisma/commands.mjs'
import { findFreePort } from '../process/ports.mjs'
import { runCommand } from '../process/run-command.mjs'
import { runNode } from '../process/run-step.mjs'
import { readSettings } from '../settings.mjs'
import { portalEnvironment } from '../start/addresses.mjs'

/** The whole of `npm run bench`: everything it measures is made for it and taken away again. */
export async function runBench() {
  await runCommand(async ({ atEnd }) => {
    await installDependencies(console.log)
    await generateClientIfChanged(console.log)
    await buildProduct(console.log)
    const folder = mkdtempSync(join(tmpdir(), 'shomei-bench-'))
    atEnd(() => rmSync(folder, { recursive: true, force: true }))
    const server = await startScratchPostgres({ isDurable: true })
    atEnd(server.stop)
    const databaseUrl = server.url('shomei')
    await ensureDatabase(databaseUrl)
    await deployMigrations(databaseUrl)
    const settings = { ...readSettings(), port: await findFreePort(), emrPort: await findFreePort() }
    const env = portalEnvironment({
      settings,
      databaseUrls: { authority: databaseUrl, facility: databaseUrl },
      key: randomBytes(32).toString('base64'),
      demonstrationFile: join(folder, 'demonstration.json'),
    })
    const args = ['--import', 'tsx', 'bench/run.ts', ...process.argv.slice(2)]
    const { exitCode } = await runNode(args, { env: { ...env, DATABASE_URL: databaseUrl }, isShown: true })
    process.exitCode = exitCode
  })
}
