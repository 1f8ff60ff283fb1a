import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { operatorCommands } from './command-table'
import { planCommand } from './plan-command'

const plan = (line: string, environment = {}) => planCommand(line === '' ? [] : line.split(' '), environment)
const textOf = (line: string, environment = {}) => {
  const planned = plan(line, environment)
  return planned.kind === 'print' ? planned.text : ''
}

describe('npm run shomei', () => {
  test.each([
    ['credentials issue hld_1', 'credentials', ['issue', 'hld_1']],
    ['credentials list', 'credentials', ['list']],
    [
      'certificate-authorities request a --algorithm p-256 C=JP',
      'authorities',
      ['request', 'a', '--algorithm', 'p-256', 'C=JP'],
    ],
    ['keys rotate', 'keys-rotate', []],
    ['keys create-kek k1', 'keys-rotate', ['create-kek', 'k1']],
    ['audit verify', 'audit-verify', []],
    ['--lang ja signers list M01', 'signers', ['list', 'M01']],
  ])('%s runs its script with its words', (line, script, args) => {
    expect(plan(line)).toEqual({ kind: 'run', script, args })
  })

  test('every script of an npm command for operators is reached by a noun and a verb', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
    const operators =
      'reset migrate audit:verify signatures:doubtful credentials authorities keys:rotate signers dependencies:check compat operators'
    const reached = new Set(Object.values(operatorCommands).map(({ script }) => `node scripts/${script}.mjs`))
    expect([...reached].sort()).toEqual(
      operators
        .split(' ')
        .map((name) => scripts[name])
        .sort(),
    )
    const runner = readFileSync('scripts/shomei.mjs', 'utf8')
    for (const { script } of Object.values(operatorCommands)) expect(runner).toContain(`import('./${script}.mjs')`)
  })

  test.each(['', '--help'])('without a noun it lists every command (%j)', (line) => {
    expect(plan(line)).toMatchObject({ kind: 'print', exitCode: 0 })
    for (const name of Object.keys(operatorCommands)) expect(textOf(line)).toContain(`  ${name}`)
  })

  test('help of a noun lists its verbs, help of a verb what it takes, and nothing runs', () => {
    expect(textOf('signers --help')).toMatch(/signers list <facility code>[\s\S]*signers forget/)
    expect(textOf('signers --help')).not.toContain('credentials')
    expect(plan('credentials revoke --help')).toMatchObject({ kind: 'print', exitCode: 0 })
    expect(textOf('credentials revoke --help')).toContain('credentials revoke <credential id> <reason>')
  })

  test.each([
    ['credental list', '“credental” is not a noun of this command.', 'Did you mean “credentials”?'],
    ['credentials isue x', '“credentials” has no verb “isue”.', 'Did you mean “issue”?'],
    ['credentials', '“credentials” needs a verb.', 'credentials issue <holder id>'],
    ['cert list', '“cert” is not a noun of this command.', 'Did you mean “certificate-authorities”?'],
  ])('%s is refused with what there is', (line, refusal, help) => {
    expect(plan(line)).toMatchObject({ kind: 'print', exitCode: 2 })
    expect(textOf(line)).toContain(refusal)
    expect(textOf(line)).toContain(help)
  })

  test.each([
    ['--lang ja', '', '運用コマンド'],
    ['', 'ja_JP.UTF-8', '運用コマンド'],
    ['--lang en', 'ja_JP.UTF-8', 'Operator commands'],
    ['', 'C.UTF-8', 'Operator commands'],
  ])('the language is that of --lang, else of the shell (%j, LANG=%j)', (line, LANG, heading) => {
    expect(textOf(line, { LANG })).toContain(heading)
  })
})
