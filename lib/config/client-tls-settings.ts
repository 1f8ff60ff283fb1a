import { createPrivateKey } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { z } from 'zod'
import { readPem } from './pem-certificates'

/** With what one facility shows itself to its authority over mutual TLS (RFC 8705 §2). */
export type ClientTlsMaterial = {
  /** The client certificate, then the certificates above it, PEM. */
  certificatePem: string
  privateKeyPem: string
  /** Trusted for this facility's calls in addition to the roots of the installation; may be empty. */
  rootsPem: readonly string[]
}

/** By the facility's client id at its authority. */
export type ClientTlsSettings = ReadonlyMap<string, ClientTlsMaterial>

type Environment = Readonly<Record<string, string | undefined>>

/** How this module reads files; `mode` as in stat(2). */
export type Files = { read(path: string): string; mode(path: string): number }

const files: Files = { read: (path) => readFileSync(path, 'utf8'), mode: (path) => statSync(path).mode }

const entry = z.strictObject({
  certificate_file: z.string().min(1),
  key_file: z.string().min(1),
  roots_file: z.string().min(1).optional(),
})

/** Others of the machine may do nothing with a key file, its group may read it: 0600 or 0640. */
const forbiddenMode = 0o027

/** OpenSSL takes no shorter one for TLS at its usual security level: each call of the facility would fail. */
const shortestRsaBits = 2_048

const example =
  '{"facility-a": {"certificate_file": "/etc/shomei/a.pem", "key_file": "/etc/shomei/a.key", "roots_file": "/etc/shomei/a-roots.pem"}}'

/**
 * The client certificates of the facilities of this installation, or one line for each thing that is wrong. Without the setting there
 * are none, and nothing is sent over mutual TLS. No line repeats what a file holds.
 */
export function parseClientTlsSettings(
  environment: Environment,
  { read, mode }: Files = files,
): ClientTlsSettings | { problems: string[] } {
  const path = environment['SHOMEI_CLIENT_CERTIFICATES_FILE']
  if (!path) return new Map()
  const wrong = (what: string) => ({ problems: [`SHOMEI_CLIENT_CERTIFICATES_FILE: ${what}`] })
  const list = readList(path, read)
  if (list === null) return wrong(`must be a JSON file such as ${example}`)
  const materials = new Map<string, ClientTlsMaterial>()
  const problems: string[] = []
  for (const [clientId, named] of Object.entries(list)) {
    const material = readMaterial(named, { read, mode })
    if ('problem' in material) problems.push(`${JSON.stringify(clientId)}: ${material.problem}`)
    else materials.set(clientId, material)
  }
  return problems.length === 0 ? materials : { problems: problems.flatMap((each) => wrong(each).problems) }
}

function readList(path: string, read: Files['read']): Record<string, z.infer<typeof entry>> | null {
  try {
    return z.record(z.string().min(1), entry).parse(JSON.parse(read(path)))
  } catch {
    return null
  }
}

function readMaterial(named: z.infer<typeof entry>, { read, mode }: Files): ClientTlsMaterial | { problem: string } {
  const { certificate_file: certificateFile, key_file: keyFile, roots_file: rootsFile } = named
  const certificates = attempt(() => readPem(read(certificateFile)))
  const [leaf] = certificates ?? []
  if (!certificates || leaf === undefined)
    return { problem: `${certificateFile} must be a PEM file with a certificate` }
  const openness = attempt(() => mode(keyFile))
  if (openness === null) return { problem: `${keyFile} cannot be read` }
  // Windows has no such modes: there the folder's access list decides.
  if (process.platform !== 'win32' && (openness & forbiddenMode) !== 0) {
    return { problem: `${keyFile} may be read or changed by others of this machine: chmod 600 ${keyFile}` }
  }
  const privateKeyPem = attempt(() => read(keyFile))
  const key = privateKeyPem === null ? null : attempt(() => createPrivateKey(privateKeyPem))
  if (privateKeyPem === null || key === null) {
    return { problem: `${keyFile} must be a PEM file with a private key without a passphrase` }
  }
  if (attempt(() => leaf.certificate.checkPrivateKey(key)) !== true)
    return { problem: `${keyFile} is not the key of ${certificateFile}` }
  if ((key.asymmetricKeyDetails?.modulusLength ?? shortestRsaBits) < shortestRsaBits)
    return {
      problem: `${certificateFile} has an RSA key of less than ${shortestRsaBits} bits, which TLS does not take`,
    }
  const roots = rootsFile === undefined ? [] : attempt(() => readPem(read(rootsFile)))
  if (roots === null || (rootsFile !== undefined && roots.length === 0)) {
    return { problem: `${rootsFile} must be a PEM file with certificates of certification authorities` }
  }
  const pem = (each: { pem: string }) => each.pem
  return { certificatePem: certificates.map(pem).join('\n'), privateKeyPem, rootsPem: roots.map(pem) }
}

function attempt<Result>(work: () => Result): Result | null {
  try {
    return work()
  } catch {
    return null
  }
}
