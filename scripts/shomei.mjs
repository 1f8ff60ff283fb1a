// npm run shomei -- <noun> <verb>: every operator command under one name. --help lists them, in Japanese with --lang ja.
import './install/require-node.mjs'

const { installDependencies } = await import('./install/install-dependencies.mjs')
await installDependencies(console.error)
const { tsImport } = await import('tsx/esm/api')
const { planCommand } = await tsImport('../lib/commands/shomei/plan-command.ts', import.meta.url)

const plan = planCommand(process.argv.slice(2), process.env)
if (plan.kind === 'run') {
  process.argv.splice(2, Infinity, ...plan.args)
  await import(`./${plan.script}.mjs`)
} else {
  const stream = plan.exitCode === 0 ? process.stdout : process.stderr
  stream.write(`${plan.text}\n`)
  process.exitCode = plan.exitCode
}
