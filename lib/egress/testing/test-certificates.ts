import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openScratch, runOpenssl } from '@/lib/pki/testing/run-openssl'

export type ServerIdentity = { certificatePem: string; privateKeyPem: string }

/** A certification authority of openssl, for TLS servers and clients of one test file. */
export async function createTlsAuthority(name = 'TEST Hospital Proxy CA') {
  const scratch = openScratch()
  const path = (file: string) => join(scratch.folder, file)
  const text = (file: string) => readFileSync(path(file), 'utf8')
  const run = async (...parameters: string[]) => {
    const { status, output } = await runOpenssl(parameters)
    if (status !== 0) throw new Error(output)
  }
  const newKey = ['-utf8', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  await run(
    ...['req', '-x509', ...newKey, '-keyout', path('ca.key'), '-out', path('ca.pem'), '-days', '30'],
    ...['-subj', `/O=TEST Hospital/CN=${name}`, '-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
  )
  let serial = 0

  /** A certificate for these host names, good for `days` from now on; a negative number: it has ended. */
  async function issue(names: readonly string[], { days = 30 }: { days?: number } = {}): Promise<ServerIdentity> {
    serial += 1
    const [key, request, certificate] = [`${serial}.key`, `${serial}.csr`, `${serial}.pem`]
    const extensions = scratch.write(
      `${serial}.cnf`,
      `subjectAltName=${names.map((each) => (/^[\d.]+$/.test(each) ? `IP:${each}` : `DNS:${each}`)).join(',')}\n`,
    )
    await run('req', ...newKey, '-keyout', path(key), '-out', path(request), '-subj', `/CN=${names[0] ?? ''}`)
    await run(
      ...['x509', '-req', '-in', path(request), '-CA', path('ca.pem'), '-CAkey', path('ca.key')],
      ...['-set_serial', String(serial), '-days', String(days), '-extfile', extensions, '-out', path(certificate)],
    )
    return { certificatePem: text(certificate), privateKeyPem: text(key) }
  }

  return { name, rootPem: text('ca.pem'), rootFile: path('ca.pem'), issue, dispose: scratch.dispose }
}

export type TlsAuthority = Awaited<ReturnType<typeof createTlsAuthority>>
