import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toPem } from '@/lib/pki/testing/to-pem'

/** Certificates in DER: what is trusted, and what leads there. */
export type JudgesTrust = { trusted: readonly Uint8Array[]; untrusted: readonly Uint8Array[] }

const idAttributes = [
  ['--id-attr:id', 'PrescriptionDocument'],
  ['--id-attr:Id', 'http://www.w3.org/2000/09/xmldsig#:KeyInfo'],
  ['--id-attr:Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties'],
].flat()

/** xmlsec1's word about digests, signature value and certificate path of a prescription: `OK`, or what it complains of. */
export function judgeWithXmlsec(document: Uint8Array, { trusted, untrusted }: JudgesTrust): string {
  const folder = mkdtempSync(join(tmpdir(), 'shomei-xmlsec-'))
  const write = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const pems = (option: string, certificates: readonly Uint8Array[]) =>
    certificates.flatMap((each, index) => [option, write(`${option}-${index}.pem`, toPem(each, 'CERTIFICATE'))])
  try {
    const { status, stdout, stderr } = spawnSync('xmlsec1', [
      '--verify',
      ...idAttributes,
      ...pems('--trusted-pem', trusted),
      ...pems('--untrusted-pem', untrusted),
      write('document.xml', document),
    ])
    return status === 0 ? 'OK' : `${stdout}${stderr}`
  } finally {
    rmSync(folder, { recursive: true })
  }
}
