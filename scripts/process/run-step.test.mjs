import { spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { ROOT } from './root.mjs'

const runStepUrl = new URL('scripts/process/run-step.mjs', pathToFileURL(`${ROOT}/`)).href
const echo = `for await (const chunk of process.stdin) { process.stdout.write('got ' + chunk); break }`

/**
 * Runs a program that reads a line, by a command that was given one; what it printed, and how it ended.
 * @param {string} options
 * @param {string} program
 */
function typeInto(options, program = echo) {
  const command = `
    const { runStep } = await import('${runStepUrl}')
    const args = ['--input-type=module', '-e', ${JSON.stringify(program)}]
    const { exitCode, output } = await runStep(process.execPath, args, ${options})
    console.log(JSON.stringify({ exitCode, output }))`
  return new Promise((settle) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', command], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.on('data', (text) => {
      output += text
    })
    child.once('close', (code) => settle({ code, answer: JSON.parse(output) }))
    // The terminal stays open after the line, as a keyboard does.
    child.stdin.write('1234\n')
  })
}

test('what is typed reaches a program that takes input, and the command ends with it', async () => {
  expect(await typeInto('{ takesInput: true }')).toEqual({ code: 0, answer: { exitCode: 0, output: 'got 1234\n' } })
})

test('a program that takes input and reads none ends the command too', async () => {
  const program = 'process.exit(3)'
  expect(await typeInto('{ takesInput: true }', program)).toEqual({ code: 0, answer: { exitCode: 3, output: '' } })
})

test('any other program finds its input at the end', async () => {
  expect(await typeInto('{}')).toEqual({ code: 0, answer: { exitCode: 0, output: '' } })
})
