import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toPem } from '@/lib/pki/testing/to-pem'
import type { SeedContexts } from '@/prisma/seed/seed-hospital'

const idAttributes = [
  ['--id-attr:id', 'PrescriptionDocument'],
  ['--id-attr:Id', 'http://www.w3.org/2000/09/xmldsig#:KeyInfo'],
  ['--id-attr:Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties'],
].flat()

/** xmlsec1's word about digests, signature value and certificate path of a prescription: `OK`, or what it complains of. */
export async function judgeWithXmlsec(
  { db }: Pick<SeedContexts['authority'], 'db'>,
  document: Uint8Array,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'shomei-xmlsec-'))
  const write = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  try {
    const authorities = await db.prisma.certificateAuthority.findMany()
    const trust = authorities.flatMap(({ name, issuerId, certificate }) => [
      issuerId === null ? '--trusted-pem' : '--untrusted-pem',
      write(`${name}.pem`, toPem(certificate, 'CERTIFICATE')),
    ])
    const { status, stdout, stderr } = spawnSync('xmlsec1', [
      '--verify',
      ...idAttributes,
      ...trust,
      write('document.xml', document),
    ])
    return status === 0 ? 'OK' : `${stdout}${stderr}`
  } finally {
    rmSync(folder, { recursive: true })
  }
}
