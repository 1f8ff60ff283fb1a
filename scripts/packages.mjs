// npm run packages: builds @shomei/embed and @shomei/emr-client and packs them into .shomei/packages. Offline.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildPackages } from './build/build-packages.mjs'
import { packPackages } from './build/pack-packages.mjs'
import { ROOT } from './process/root.mjs'
import { runCommand } from './process/run-command.mjs'

await runCommand(async () => {
  await buildPackages()
  const folder = join(ROOT, '.shomei/packages')
  mkdirSync(folder, { recursive: true })
  for (const tarball of packPackages(folder)) console.log(tarball)
})
