import { expect, test } from 'vitest'
import { startOperatorSession } from '@/lib/authority/operators/start-operator-session'
import { authorityWorld, testOrigin } from '@/lib/authority/testing/authority-world'
import { runOperatorCommand } from './operator-command'

const { context } = authorityWorld()
const run = (...given: string[]) => runOperatorCommand(context, given)
const signIn = (operatorCode: string, password: string) =>
  startOperatorSession(context, { operatorCode, password }, testOrigin)

test('makes the first operator, who can sign in with the password that was shown, until disabled', async () => {
  expect(await run('list')).toEqual({ lines: ['none'], exitCode: 0 })
  const { lines, exitCode } = await run('create', 'O0001', '電子 認証', 'administrator', 'auditor')
  expect(exitCode).toBe(0)
  const password = /: (\S+)$/.exec(lines[1] ?? '')?.[1] ?? ''
  await expect(signIn('O0001', password)).resolves.toBeDefined()
  expect((await run('list')).lines).toEqual(['O0001  電子 認証  administrator, auditor'])
  expect(await run('disable', 'O0001')).toMatchObject({ exitCode: 0 })
  await expect(signIn('O0001', password)).rejects.toMatchObject({ code: 'console_session.invalid_credentials' })
  expect((await run('list')).lines).toEqual([expect.stringMatching(/^O0001 .* disabled \d{4}-\d\d-\d\d$/)])
})

test('a code is used once, also after its operator was disabled', async () => {
  await run('create', 'O0002', '見本', 'support')
  await run('disable', 'O0002')
  await expect(run('create', 'O0002', '見本', 'support')).rejects.toMatchObject({ code: 'operator.code_taken' })
  await expect(run('disable', 'O0002')).rejects.toMatchObject({ code: 'operator.unknown' })
})

test.each([
  [[]],
  [['create']],
  [['create', 'O1', '見本']],
  [['create', 'O1', '見本', 'owner']],
  [['create', 'O1', '見本', 'support', 'owner']],
  [['list', 'O1']],
  [['disable']],
  [['disable', 'O1', 'O2']],
])('%j prints how it is used and does nothing', async (given) => {
  expect(await run(...given)).toMatchObject({ exitCode: 2 })
  expect((await run('list')).lines.join()).not.toContain('O1')
})
