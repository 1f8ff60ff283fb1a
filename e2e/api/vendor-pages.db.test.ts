import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { demonstrationWorld } from '../support/vendor-pages/demonstration-world'
import { isAsShown } from '../support/vendor-pages/match-output'
import { pasteSteps, type ShellName } from '../support/vendor-pages/paste-steps'
import { readSteps } from '../support/vendor-pages/read-blocks'

/** Pages that a vendor follows by copy and paste, each with the languages of blocks that another test runs or that only show a form. */
const PAGES = {
  'docs/integration-emr.md': ['html'],
  'docs/integration/sign-a-prescription.md': [],
  'docs/integration/errors.md': [],
  'docs/integration/java-and-csharp.md': [],
  'examples/emr/README.md': ['jsonc'],
  'examples/national-service/README.md': ['xml'],
} as const

const shells: readonly ShellName[] = ['bash', 'zsh']
const demonstration = await demonstrationWorld()

beforeEach(async () => {
  await demonstration.signOut()
})

describe.each(Object.entries(PAGES))('%s, pasted block by block', (page, elsewhere) => {
  test.each(shells)(
    'into %s: each block succeeds and prints what the page shows',
    async (shell) => {
      const steps = readSteps(readFileSync(page, 'utf8'), elsewhere)
      expect(steps.length).toBeGreaterThan(0)
      const { folder, env } = demonstration
      const pasted = await pasteSteps(shell, steps, { folder, env })
      for (const [index, { command, printed }] of steps.entries()) {
        const { output, status } = pasted[index] ?? { output: '', status: -1 }
        const shown = printed?.text ?? ''
        const place = `${page}:${command.line} in ${shell}`
        expect({ place, status, output, isAsShown: isAsShown(output, shown) }).toEqual({
          place,
          status: 0,
          output,
          isAsShown: true,
        })
      }
    },
    120_000,
  )
})

describe('a page that breaks is noticed', () => {
  const page = [fence('sh', 'never=$(false)'), fence('sh', 'echo "empty: $never"'), fence('text', 'full')].join('\n')

  test.each(shells)('in %s: by the status of a block, and by what it prints', async (shell) => {
    const steps = readSteps(page)
    const pasted = await pasteSteps(shell, steps, { folder: demonstration.folder, env: {} })
    expect(pasted.map(({ status }) => status)).toEqual([1, 0])
    expect(pasted[1]?.output).toContain('empty')
    expect(isAsShown(pasted[1]?.output ?? '', steps[1]?.printed?.text ?? '')).toBe(false)
  })

  test('a comment is a command in an interactive zsh, so no page has one', async () => {
    const steps = readSteps(fence('sh', 'CODE=D0001 # the doctor'))
    const [first] = await pasteSteps('zsh', steps, { folder: demonstration.folder, env: {} })
    expect(first?.status).toBe(127)
  })

  test('a block that no test would run is refused', () => {
    expect(() => readSteps(fence('python', 'print(1)'))).toThrow('line 1 (python)')
    expect(() => readSteps(fence('json', '{}'))).toThrow('line 1 (json)')
  })
})

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``
}
