// npm run dependencies:check: what is known of the dependencies. 0: nothing wrong. 1: something is. 2: what can be checked here is
// right, but the registry at hand offers no advisories, so that known weaknesses were not looked for.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkLock } from './dependencies/check-lock.mjs'
import { readAudit } from './dependencies/read-audit.mjs'
import { Refusal } from './process/refusal.mjs'
import { ROOT } from './process/root.mjs'
import { runCommand } from './process/run-command.mjs'
import { runStep } from './process/run-step.mjs'

const notChecked = 2

await runCommand(async () => {
  const [lock, manifest] = ['package-lock.json', 'package.json'].map((file) =>
    JSON.parse(readFileSync(join(ROOT, file), 'utf8')),
  )
  const faults = checkLock(lock.packages, manifest)
  if (faults.length > 0) throw new Refusal(`The dependencies are not as they must be:\n${faults.join('\n')}`)
  console.log('Hashes, exact versions, installation scripts, licences and least versions are right.')
  const { output } = await runStep('npm', ['audit', '--json'], {})
  const audit = readAudit(output)
  if (audit.kind === 'found') throw new Refusal(`npm audit has found:\n${audit.lines.join('\n')}`)
  if (audit.kind === 'clean') console.log('npm audit knows of no weakness.')
  else {
    console.log(`NOT CHECKED: this npm registry offers no advisories (${audit.reason}).`)
    console.log('Run it again where it does: npm run dependencies:check --registry=<address of such a registry>')
    process.exitCode = notChecked
  }
})
