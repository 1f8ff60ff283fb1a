import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepCredentialsReady } from '@/lib/authority/credentials/keep-credentials-ready'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { createEmrClient } from '@/lib/facility/emr-clients/create-emr-client'
import { seedOrigin } from '@/prisma/seed/seed-hospital'
import { buildPackages } from '@/scripts/build/build-packages.mjs'
import { packPackages } from '@/scripts/build/pack-packages.mjs'
import { signInAtScreen } from '../support/api-world/mint-kit'
import { portalWorld } from '../support/api-world/portal-world'
import { emrOrigin } from '../support/api-world/seed-people'

const run = promisify(execFile)
const world = await portalWorld()
const folder = mkdtempSync(join(tmpdir(), 'shomei-packages-'))
const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url))

/** What a vendor writes, with the installed packages alone. */
const program = `
import { loadShomei, type SignInResult } from '@shomei/embed'
import { createEmrClient, ShomeiError, type ClientCredentials } from '@shomei/emr-client'
import type { SignedDocument, SignInStatus } from '@shomei/emr-client/api-types'

type Input = {
  facilityUrl: string; credentials: ClientCredentials; staff: string; terminal: string; origin: string
  csv: string; key: string; isSignedIn: boolean
}
declare const process: { argv: string[] }
declare const console: { log(text: string): void }
const input: Input = JSON.parse(process.argv[2] ?? '{}')

const shomei = createEmrClient({
  facilityUrl: input.facilityUrl,
  credentials: input.credentials,
  language: 'en',
})
const status: SignInStatus = await shomei.getSignInStatus(input.staff, input.terminal)
const launch = await shomei.createLaunch({ staff_id: input.staff, terminal_id: input.terminal, parent_origin: input.origin })
const list = await shomei.listSignInStatuses({ terminalId: input.terminal })
const stop = new AbortController()
const watched: string[] = []
for await (const change of shomei.watchSignInStatuses({ signal: stop.signal })) {
  if (change.kind === 'all') watched.push(...change.statuses.map((each) => each.staff_id))
  break
}
stop.abort()
const body = { staff_id: input.staff, terminal_id: input.terminal, document: input.csv }
async function sign(): Promise<SignedDocument | string> {
  try {
    return await shomei.signPrescription(body, { idempotencyKey: input.key })
  } catch (error) {
    if (error instanceof ShomeiError) return \`\${error.status} \${error.code} \${error.problem?.sign_in?.staff_id ?? ''}\`
    throw error
  }
}
const signed = await sign()
const again = await sign()
const verdict = typeof signed === 'string' ? null : (await shomei.verifyDocument(signed.signed_document)).result
const unknown = await shomei.getSignInStatus('nobody').catch((error: unknown) => (error as ShomeiError).code)

const result: SignInResult = { signedIn: false, reason: 'denied' }
const scripts: string[] = []
const page = { document: {
  createElement: () => ({ src: '', onload: null as (() => void) | null, remove() {} }),
  head: { append(script: { src: string; onload: (() => void) | null }) { scripts.push(script.src); script.onload?.() } },
} }
const load: (url: string) => Promise<unknown> = loadShomei
Object.assign(globalThis, page, { Shomei: { ensureSignedIn: () => Promise.resolve(result) } })
const [first, second] = await Promise.all([load(input.facilityUrl), load(input.facilityUrl)])
console.log(JSON.stringify({
  status: status.status, ticket: launch.ticket.length > 10, listed: list.statuses.length, watched,
  signed: typeof signed === 'string' ? signed : 'signed', same: JSON.stringify(signed) === JSON.stringify(again),
  verdict, unknown, scripts, isShared: first === second,
}))
`

/** Names below localhost lead to this machine: browsers know that, Node does not. */
const resolver = `
import dns from 'node:dns'
const { lookup } = dns
dns.lookup = (name, options, done) => {
  if (!name.endsWith('.localhost')) return lookup(name, options, done)
  return options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)
}
`

const settings = {
  compilerOptions: {
    target: 'ES2022',
    module: 'nodenext',
    lib: ['ES2023', 'dom'],
    types: [],
    strict: true,
    outDir: 'out',
  },
  files: ['program.ts'],
}

beforeAll(async () => {
  await keepCredentialsReady(world.contexts.authority)
  await buildPackages()
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'vendor', private: true, type: 'module' }))
  writeFileSync(join(folder, 'program.ts'), program)
  writeFileSync(join(folder, 'resolver.mjs'), resolver)
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings))
  const tarballs = packPackages(folder)
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', ...tarballs], { cwd: folder })
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The compiled program in a process of its own. */
async function runProgram(credentials: object, key: string) {
  const { facilityUrl } = world.settings
  const { doctor, terminal } = world.people.own
  const input = {
    facilityUrl,
    credentials,
    staff: doctor.staffCode,
    terminal: terminal.terminalCode,
    origin: emrOrigin,
    csv: Buffer.from(samplePrescriptionCsv()).toString('base64'),
    key,
  }
  const { stdout } = await run(
    process.execPath,
    ['--import', './resolver.mjs', 'out/program.js', JSON.stringify(input)],
    { cwd: folder },
  )
  return JSON.parse(stdout)
}

/** A second client of the hospital that shows a key instead of a secret. */
async function clientWithKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kty: 'EC', kid: 'k1' }] }
  const { facilityId } = world.people.own.hospital
  const client = { facilityId, clientId: 'emr-with-key', name: 'テスト電子カルテ', origins: [emrOrigin], jwks }
  await createEmrClient(world.contexts.facility, { ...client, actor: 'system' }, seedOrigin)
  const privatePem = privateKey.export({ type: 'pkcs8', format: 'pem' })
  return { clientId: 'emr-with-key', privateKey: privatePem, keyId: 'k1' }
}

test('@shomei/embed and @shomei/emr-client: packed, installed into an empty folder, compiled strictly and run against the portal', async () => {
  await run(process.execPath, [tsc, '-p', folder], { cwd: folder })
  const { staffCode } = world.people.own.doctor
  const { clientId, clientSecret } = world.people.own.hospital.emrClient

  const refused = await runProgram({ clientId, secret: clientSecret }, 'vendor-1')
  expect(refused).toMatchObject({
    status: 'sign_in_required',
    ticket: true,
    signed: `409 signing.authentication_required ${staffCode}`,
    unknown: 'staff.unknown',
    scripts: [`${world.settings.facilityUrl}/embed.js`],
    isShared: true,
  })
  expect(refused.watched).toContain(staffCode)

  await signInAtScreen(world.contexts, world.people.own)
  const signed = await runProgram(await clientWithKey(), 'vendor-2')
  expect(signed).toMatchObject({ status: 'signed_in', signed: 'signed', same: true, verdict: 'VALID' })
}, 120_000)

test('a program that uses an answer wrongly does not compile', async () => {
  const wrong = `import { createEmrClient } from '@shomei/emr-client'
const shomei = createEmrClient({ facilityUrl: '', credentials: { clientId: '', secret: '' } })
const status: 'green' = (await shomei.getSignInStatus('D0001')).status
export { status }`
  writeFileSync(join(folder, 'wrong.ts'), wrong)
  writeFileSync(join(folder, 'wrong.json'), JSON.stringify({ ...settings, files: ['wrong.ts'] }))
  await expect(run(process.execPath, [tsc, '-p', 'wrong.json'], { cwd: folder })).rejects.toMatchObject({
    stdout: expect.stringContaining('TS2322'),
  })
})
