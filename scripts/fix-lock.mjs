// node scripts/fix-lock.mjs [file]: completes package-lock.json, to be run after every change of a dependency.
// npm leaves out optional packages of other platforms that it could not fetch, and `npm ci` then refuses the lock.
import { readFileSync, writeFileSync } from 'node:fs'
import { findMissingPackages } from './install/lock-stubs.mjs'
import { runCommand } from './process/run-command.mjs'

await runCommand(async () => {
  const file = process.argv[2] ?? 'package-lock.json'
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const missing = findMissingPackages(lock.packages)
  const complete = Object.entries({ ...lock.packages, ...missing })
  lock.packages = Object.fromEntries(complete.sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`${Object.keys(missing).length} entries added to ${file}.`)
})
