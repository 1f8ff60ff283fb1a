import { expect, test } from 'vitest'
import { credentialWorld } from '@/lib/authority/testing/credential-world'
import { runCredentialCommand } from './credential-command'

const world = credentialWorld()
const run = async (...words: string[]) => {
  const { lines, exitCode } = await runCredentialCommand(world.context, words)
  return { text: lines.join('\n'), exitCode }
}

test('an operator issues, suspends, resumes, renews and revokes, and each is audited as the operator’s', async () => {
  const { id: holderId } = await world.newHolder()
  const issued = await run('issue', holderId)
  expect(issued).toMatchObject({
    exitCode: 0,
    text: expect.stringMatching(/^crd_\S+ {2}hol_\S+ {2}active {2}Medical Doctor/),
  })
  const [id = ''] = issued.text.split('  ')
  expect((await run('suspend', id)).text).toBe(`${id}  suspended  CRL published`)
  expect((await run('resume', id)).text).toBe(`${id}  active  CRL published`)
  const [next = ''] = (await run('renew', holderId)).text.split('  ')
  expect((await run('revoke', next, 'keyCompromise')).text).toBe(`${next}  revoked  CRL published`)
  const listed = (await run('list', holderId)).text.split('\n')
  expect(listed.map((line) => line.split('  ').at(-1))).toEqual(['keyCompromise', 'superseded'])
  const rows = await world.db.sql<{ actor: string }[]>`
    SELECT DISTINCT actor FROM authority.audit_event WHERE action LIKE 'credential.%'`
  expect(rows).toEqual([{ actor: 'operator' }])
})

test.each([
  [[]],
  [['issue']],
  [['destroy', 'crd_x']],
  [['revoke', 'crd_x']],
  [['revoke', 'crd_x', 'unspecified']],
  [['constructor', 'x']],
])('%j is answered with the commands there are', async (words) => {
  expect(await run(...words)).toMatchObject({
    exitCode: 2,
    text: expect.stringContaining('npm run credentials -- issue'),
  })
})

test('a refusal keeps its code', async () => {
  await expect(run('suspend', 'crd_unknown')).rejects.toMatchObject({ code: 'credential.unknown' })
  expect((await run('list', 'hol_nobody')).text).toBe('none')
})
