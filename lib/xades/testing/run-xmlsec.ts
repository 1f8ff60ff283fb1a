import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toPem } from '@/lib/pki/testing/to-pem'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import { namespaces } from '../algorithms'

import type { Scene } from './signed-documents'

const ids = { prescription: 'PrescriptionSign', dispensing: 'DispensingSign' } as const

/** Whether xmlsec1 is installed here. */
export const hasXmlsec = spawnSync('xmlsec1', ['--version']).status === 0

/** What xmlsec1 says about one signature, trusting the scene's root; it checks neither times nor revocation of ours. */
export function runXmlsec(document: Uint8Array, kind: DocumentKind, { pki }: Scene): { isOk: boolean; output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'xmlsec-'))
  try {
    const write = (name: string, content: string | Uint8Array) => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    }
    const root = write('root.pem', toPem(pki.root.certificate, 'CERTIFICATE'))
    const ca = write('ca.pem', toPem(pki.issuingCa.certificate, 'CERTIFICATE'))
    const attributes = ['PrescriptionDocument', 'Dispensing'].flatMap((name) => ['--id-attr:id', name])
    const properties = [`${namespaces.ds}:KeyInfo`, `${namespaces.xa}:SignedProperties`]
    const { status, stdout, stderr } = spawnSync('xmlsec1', [
      '--verify',
      ...['--node-xpath', `//*[@Id='${ids[kind]}']`],
      ...attributes,
      ...properties.flatMap((name) => ['--id-attr:Id', name]),
      ...['--trusted-pem', root, '--untrusted-pem', ca],
      write('document.xml', document),
    ])
    return { isOk: status === 0, output: `${stdout}${stderr}` }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
