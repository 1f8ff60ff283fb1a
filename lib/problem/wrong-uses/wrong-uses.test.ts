import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wrongUses } from './wrong-uses'

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '')
const folder = mkdtempSync(join(tmpdir(), 'shomei-wrong-uses-'))
/** What the compiler says of each file, `<file>(line,column): error <code>: <message>` and the lines that belong to it. */
const diagnostics = new Map<string, string>()

const fileOf = (kind: 'wrong' | 'right', index: number) => `${kind}-${index}.ts`

/** All uses in one program, compiled with the settings of the product. */
beforeAll(() => {
  wrongUses.forEach(({ imports, wrong, right }, index) => {
    writeFileSync(join(folder, fileOf('wrong', index)), `${imports}\n${wrong}\n`)
    writeFileSync(join(folder, fileOf('right', index)), `${imports}\n${right}\n`)
  })
  const compilerOptions = {
    incremental: false,
    paths: { '@/*': [`${root}/*`] },
    typeRoots: [`${root}/node_modules/@types`],
  }
  const settings = {
    extends: `${root}/tsconfig.json`,
    compilerOptions,
    include: [],
    files: wrongUses.flatMap((_, index) => [fileOf('wrong', index), fileOf('right', index)]),
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings))
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const { stdout, stderr } = spawnSync(process.execPath, [compiler, '--noEmit', '--pretty', 'false', '-p', folder], {
    cwd: folder,
    encoding: 'utf8',
  })
  for (const text of `${stdout}${stderr}`.split(/\n(?=\S)/)) {
    const file = /^([\w-]+\.ts)\(/.exec(text)?.[1] ?? 'elsewhere'
    diagnostics.set(file, `${diagnostics.get(file) ?? ''}${text}`)
  }
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the product itself compiles beside them', () => {
  expect(diagnostics.get('elsewhere') ?? '').toBe('')
})

test.each(wrongUses.map((use, index) => ({ ...use, index })))('$name does not compile', ({ index, code, says }) => {
  const diagnostic = diagnostics.get(fileOf('wrong', index)) ?? ''
  expect(diagnostic).toContain(`error ${code}: `)
  expect(diagnostic).toContain(says)
})

test.each(wrongUses.map((use, index) => ({ ...use, index })))('allowed twin of $name', ({ index }) => {
  expect(diagnostics.get(fileOf('right', index)) ?? '').toBe('')
})
