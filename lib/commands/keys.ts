import { rewrapKeys } from '@/lib/authority/signing-keys/rewrap-keys'
import type { KeystoreSettings } from '@/lib/config/keystore-settings'
import { KeystoreRefused } from '@/lib/keystore/keystore-error'
import { createKek } from '@/lib/keystore/pkcs11/create-kek'
import { commandContext, failureOf } from './command-context'

const origin = { requestId: 'req_command', address: null, userAgent: null }

/**
 * `npm run keys:rotate`: puts every signing key under the current wrapping key. `npm run keys:rotate -- create-kek <label>`: makes
 * a wrapping key in the PKCS#11 token; asks for the security officer's PIN on standard input. Exit 0 when nothing is left to do.
 */
async function main([command, label]: readonly string[]): Promise<void> {
  const context = commandContext()
  try {
    if (command === 'create-kek' && label !== undefined) await makeKek(context.settings.keystore, label)
    else await rotate(context)
  } finally {
    await context.close()
  }
}

async function rotate(context: ReturnType<typeof commandContext>): Promise<void> {
  const { rewrapped, skipped, faulty } = await rewrapKeys(context, { actor: 'operator' }, origin)
  const { kind, wrappingKeyId } = context.signingKeystore
  process.stdout.write(
    `${kind}: ${rewrapped} keys now under ${wrappingKeyId}${skipped === 0 ? '' : `, ${skipped} changed meanwhile: run it again`}\n`,
  )
  for (const id of faulty) process.stdout.write(`  ${id}: its binding does not hold, left as it is\n`)
  process.exitCode = skipped + faulty.length === 0 ? 0 : 1
}

async function makeKek(keystore: KeystoreSettings, label: string): Promise<void> {
  if (keystore.kind !== 'pkcs11') throw new KeystoreRefused('configuration', 'SHOMEI_KEYSTORE is not pkcs11')
  process.stderr.write('PIN of the security officer: ')
  const { library, tokenLabel } = keystore
  await createKek({ library, tokenLabel, label, securityOfficerPin: await readLine() })
  process.stdout.write(`${label} made in ${tokenLabel}\n`)
}

/** One line of standard input; never an argument, which every user of the machine could read. */
async function readLine(): Promise<string> {
  let text = ''
  for await (const chunk of process.stdin) {
    text += String(chunk)
    if (text.includes('\n')) break
  }
  return text.split('\n')[0]?.trim() ?? ''
}

await main(process.argv.slice(2)).catch(failureOf)
