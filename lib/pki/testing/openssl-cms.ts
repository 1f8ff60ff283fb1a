import { equalBytes } from '@/lib/kernel/bytes'
import { TIMESTAMP_OID } from '../timestamp/timestamp.oids'
import { openScratch, runOpenssl } from './run-openssl'
import type { TestIdentity } from './test-pki'
import { toPem } from './to-pem'

export type OpensslCms = {
  digest?: string
  /** `-stream` writes BER with indefinite lengths and the content in segments. */
  isStreamed?: boolean
  /** As `-keyopt` takes them. */
  keyOptions?: readonly string[]
  isNamedByKeyId?: boolean
}

/** `openssl cms` signs a TSTInfo as a time-stamp authority of another maker would: signing certificate attribute included. */
export async function signTstInfo(
  info: Uint8Array,
  tsa: TestIdentity,
  chain: readonly Uint8Array[],
  { digest = 'sha256', isStreamed = false, keyOptions = [], isNamedByKeyId = false }: OpensslCms = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const scratch = openScratch()
  try {
    scratch.write('tsa.pem', toPem(tsa.certificate, 'CERTIFICATE'))
    scratch.write('chain.pem', chain.map((der) => toPem(der, 'CERTIFICATE')).join(''))
    scratch.write('tsa.key', tsa.key.privateKey.export({ type: 'pkcs8', format: 'pem' }))
    scratch.write('info', info)
    const parameters = [
      ...['cms', '-sign', '-binary', '-nodetach', '-nosmimecap', '-cades', '-md', digest, '-in', 'info'],
      ...['-econtent_type', TIMESTAMP_OID.tstInfo, '-signer', 'tsa.pem', '-inkey', 'tsa.key', '-certfile', 'chain.pem'],
      ...keyOptions.flatMap((option) => ['-keyopt', option]),
      ...(isStreamed ? ['-stream', '-indef'] : []),
      ...(isNamedByKeyId ? ['-keyid'] : []),
      ...['-outform', 'DER', '-out', 'token'],
    ]
    const answer = await runOpenssl(parameters, scratch.folder)
    if (answer.status !== 0) throw new Error(answer.output)
    return scratch.read('token')
  } finally {
    scratch.dispose()
  }
}

/** Whether `openssl cms` verifies the token's signature and its certificate's path for time-stamping, and gives this content. */
export async function opensslVerifiesCms(
  token: Uint8Array,
  info: Uint8Array,
  root: Uint8Array,
): Promise<{ isRight: boolean; output: string }> {
  const scratch = openScratch()
  try {
    scratch.write('root.pem', toPem(root, 'CERTIFICATE'))
    scratch.write('token', token)
    const parameters = [
      '-CAfile',
      'root.pem',
      '-purpose',
      'timestampsign',
      '-inform',
      'DER',
      '-in',
      'token',
      '-out',
      'info',
    ]
    const { status, output } = await runOpenssl(['cms', '-verify', '-binary', '-cades', ...parameters], scratch.folder)
    return { isRight: status === 0 && equalBytes(scratch.read('info'), info), output }
  } finally {
    scratch.dispose()
  }
}
