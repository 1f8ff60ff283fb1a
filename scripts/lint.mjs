// npm run lint: the import rules, bans and sizes that the linter cannot know (docs/architecture.md).
// node scripts/lint.mjs [folder] checks another checkout.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { checkProject } from './lint/check-project.mjs'
import { readProject } from './lint/project.mjs'
import { applyWaivers, parseWaivers } from './lint/waivers.mjs'
import { Refusal } from './process/refusal.mjs'
import { ROOT } from './process/root.mjs'
import { runCommand } from './process/run-command.mjs'

await runCommand(async () => {
  const folder = resolve(process.argv[2] ?? ROOT)
  const project = readProject(folder)
  const isOwn = folder === ROOT
  const waivers = isOwn ? parseWaivers(readFileSync(new URL('lint/waivers.txt', import.meta.url), 'utf8')) : []
  const violations = applyWaivers(checkProject(project), waivers)
  for (const { path, line, rule, message } of violations)
    console.error(`${path}${line ? `:${line}` : ''} [${rule}] ${message}`)
  if (violations.length > 0) throw new Refusal(`${violations.length} rules are broken in ${project.size} files.`)
  console.log(`${project.size} files keep the import rules, bans and sizes.`)
})
