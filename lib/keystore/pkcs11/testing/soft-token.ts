import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where Debian keeps SoftHSM2's module. */
export const softHsmLibrary = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib64/softhsm/libsofthsm.so'].find(existsSync)

export const softPins = { pin: '31415926', securityOfficerPin: '27182818' }

/** RFC 5649 on SoftHSM: CKM_AES_KEY_WRAP_PAD. */
export const softHsmWrapMechanism = 0x210a

/**
 * A SoftHSM2 token in a temporary folder. Call it before the module is loaded: the module reads SOFTHSM2_CONF once, so that a
 * process has one folder; more tokens are made with more labels.
 */
export function createSoftTokens(...labels: readonly string[]): { library: string; remove(): void } {
  if (softHsmLibrary === undefined) throw new Error('SoftHSM2 is not installed: apt-get install softhsm2')
  const folder = mkdtempSync(join(tmpdir(), 'shomei-softhsm-'))
  mkdirSync(join(folder, 'tokens'))
  const configuration = join(folder, 'softhsm2.conf')
  writeFileSync(configuration, `directories.tokendir = ${join(folder, 'tokens')}\nlog.level = ERROR\n`)
  process.env['SOFTHSM2_CONF'] = configuration
  for (const label of labels) {
    const pins = ['--pin', softPins.pin, '--so-pin', softPins.securityOfficerPin]
    execFileSync('softhsm2-util', ['--init-token', '--free', '--label', label, ...pins])
  }
  return { library: softHsmLibrary, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
