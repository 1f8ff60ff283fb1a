import { writePem } from '@/lib/pki/pem'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'
import { installCertificateAuthority } from '../certificate-authorities/installation/install-certificate-authority'
import { requestCertificateAuthority } from '../certificate-authorities/request-certificate-authority'
import { testOrigin } from './authority-world'
import { credentialWorld } from './credential-world'
import type { IssuedBy, UpperCertificateAuthority } from './upper-certificate-authority'

/** An authority that is to have a real issuing certificate authority, and an operator of it. */
export function certificateAuthorityRequestWorld() {
  const world = credentialWorld({ testHierarchy: false })
  const { context } = world

  /** A request in PEM; P-256 unless a test asks for another. */
  async function request(name: string, subject = subjectOf(name), algorithm: SigningKeyAlgorithm = 'p-256') {
    return writePem(
      await requestCertificateAuthority(context, { name, subject, algorithm }, testOrigin),
      'CERTIFICATE REQUEST',
    )
  }

  const install = (name: string, ...pem: readonly string[]) =>
    installCertificateAuthority(context, { name, pem: pem.join('') }, testOrigin)

  /** Requested, issued by the root and installed. */
  async function live(name: string, upper: UpperCertificateAuthority, wanted: IssuedBy = {}) {
    const certificate = await upper.issue(await request(name), wanted)
    return { ...(await install(name, certificate, upper.root)), certificate }
  }

  /** What is stored of a name: nothing but the request before it is installed. */
  async function rowsOf(name: string): Promise<string[]> {
    const rows = await world.db.sql<{ name: string; hasKey: boolean }[]>`
      SELECT name, key_id IS NOT NULL AS has_key FROM authority.certificate_authority
      WHERE name = ${name} OR name LIKE ${`${name}-%`} ORDER BY created_at, name`
    return rows.map((row) => `${row.name} ${row.hasKey ? 'with' : 'without'} key`)
  }

  /** Id of the future authority. */
  async function idOf(name: string): Promise<string> {
    const [row] = await world.db.sql<{ id: string }[]>`
      SELECT id FROM authority.certificate_authority_request WHERE name = ${name}`
    return row?.id ?? ''
  }

  /** A fresh name each time. */
  let count = 0
  const newName = () => {
    count += 1
    return `ca-${count}`
  }

  return { ...world, request, install, live, rowsOf, idOf, newName }
}

export function subjectOf(name: string): string[] {
  return ['C=JP', 'O=見本認証局', `CN=TEST ${name}`]
}
