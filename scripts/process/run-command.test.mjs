import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const here = (file) => JSON.stringify(new URL(file, import.meta.url).href)
const HEAD = `
import { runCommand } from ${here('./run-command.mjs')}
import { runNode } from ${here('./run-step.mjs')}
import { Refusal } from ${here('./refusal.mjs')}
`

describe('a command', () => {
  let folder
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shomei-command-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** Runs a body; when it prints `go`, it gets the signal. */
  async function run(body, signal) {
    const file = join(folder, 'command.mjs')
    writeFileSync(file, `${HEAD}await runCommand(async (command) => {${body}})`)
    const child = spawn(process.execPath, [file])
    let output = ''
    child.stdout.on('data', (text) => {
      output += text
      if (signal && String(text).includes('go')) child.kill(signal)
    })
    let words = ''
    child.stderr.on('data', (text) => {
      words += text
    })
    const exitCode = await new Promise((settle) => child.once('close', settle))
    return { exitCode, output, words }
  }

  test('undoes in the reverse order and succeeds', async () => {
    const result = await run("for (const n of [1, 2]) command.atEnd(() => console.log('undo ' + n))")
    expect(result).toEqual({ exitCode: 0, output: 'undo 2\nundo 1\n', words: '' })
  })

  test('a refusal is its message alone, and everything is undone', async () => {
    const result = await run("command.atEnd(() => console.log('undone')); throw new Refusal('Port 1 is taken.')")
    expect(result).toEqual({ exitCode: 1, output: 'undone\n', words: '\nPort 1 is taken.\n' })
  })

  test('any other failure shows no stack either', async () => {
    const { exitCode, words } = await run('null.a')
    expect(exitCode).toBe(1)
    expect(words).not.toContain('    at ')
  })

  test('a full disk is named', async () => {
    const { words } = await run("throw Object.assign(new Error('write'), { code: 'ENOSPC' })")
    expect(words).toContain('The disk is full')
  })

  test.each(['SIGINT', 'SIGTERM'])('%s ends the running step, undoes and begins nothing new', async (signal) => {
    const step =
      "process.on('SIGINT', () => { console.log('step ended'); process.exit() }); console.log('go'); setInterval(() => {}, 1000)"
    const result = await run(
      `command.atEnd(() => console.log('undone'))
       await runNode(['-e', ${JSON.stringify(step)}], { isShown: true })
       await runNode(['-e', 'console.log("next")'], { isShown: true })`,
      signal,
    )
    expect(result.output).toBe('go\nstep ended\nundone\n')
    expect(result.exitCode).toBe(130)
  })

  test('one that may be stopped says so by its exit code', async () => {
    const result = await run(
      "command.exitCodeWhenStopped = 0; console.log('go'); await new Promise(() => setInterval(() => {}, 1000))",
      'SIGINT',
    )
    expect(result.exitCode).toBe(0)
  })
})
