// npm run shomei -- <noun> <verb>: every operator command under one name. --help lists them, in Japanese with --lang ja.
import './install/require-node.mjs'

const { installDependencies } = await import('./install/install-dependencies.mjs')
await installDependencies(console.error)
const { tsImport } = await import('tsx/esm/api')
const { planCommand } = await tsImport('../lib/commands/shomei/plan-command.ts', import.meta.url)

/** By the name that the table of commands has for them (lib/commands/shomei/command-table.ts). */
const SCRIPTS = {
  'audit-verify': () => import('./audit-verify.mjs'),
  authorities: () => import('./authorities.mjs'),
  'check-dependencies': () => import('./check-dependencies.mjs'),
  compat: () => import('./compat.mjs'),
  credentials: () => import('./credentials.mjs'),
  'keys-rotate': () => import('./keys-rotate.mjs'),
  migrate: () => import('./migrate.mjs'),
  operators: () => import('./operators.mjs'),
  reset: () => import('./reset.mjs'),
  'signatures-doubtful': () => import('./signatures-doubtful.mjs'),
  signers: () => import('./signers.mjs'),
}

const plan = planCommand(process.argv.slice(2), process.env)
if (plan.kind === 'run') {
  process.argv.splice(2, Infinity, ...plan.args)
  await SCRIPTS[plan.script]()
} else {
  const stream = plan.exitCode === 0 ? process.stdout : process.stderr
  stream.write(`${plan.text}\n`)
  process.exitCode = plan.exitCode
}
