import { readFileSync, statSync } from 'node:fs'
import type { AttestationSettings } from '@/lib/config/attestation-settings'
import { SettingsError } from '@/lib/config/settings'
import { logger } from '@/lib/log/logger'
import { readPemCertificates } from '@/lib/pki/pem'
import { readCertificate } from '@/lib/webauthn/attestation/read-certificate'
import type { FidoMetadata } from '@/lib/webauthn/metadata/fido-metadata'
import { fidoMetadataRootPem } from '@/lib/webauthn/metadata/fido-root'
import { verifyMetadataBlob } from '@/lib/webauthn/metadata/verify-metadata-blob'
import type { RegistrationPolicy } from '@/lib/webauthn/webauthn'

/** What attestation is judged by. */
export type AttestationTrust = Pick<RegistrationPolicy, 'trustAnchorsDer' | 'metadata'>

/** Today's BLOB has 9 MB. */
const maxFileBytes = 64 * 1024 * 1024

/**
 * Reads the files that the settings name.
 * @throws SettingsError naming the setting, when a file cannot be read, holds no certificates or a BLOB that is not the FIDO
 * Alliance's
 */
export function readAttestationTrust(files: AttestationSettings, at: Date): AttestationTrust {
  const { attestationRootsFile: roots, fidoMetadataFile: blob, fidoMetadataRootsFile: blobRoots } = files
  const trustAnchorsDer = roots === null ? [] : readRoots('SHOMEI_ATTESTATION_ROOTS_FILE', roots)
  if (blob === null) return { trustAnchorsDer }
  const rootsDer =
    blobRoots === null
      ? readPemCertificates(fidoMetadataRootPem)
      : readRoots('SHOMEI_FIDO_METADATA_ROOTS_FILE', blobRoots)
  const text = readText('SHOMEI_FIDO_METADATA_FILE', blob)
  const verdict = verifyMetadataBlob(text, { rootsDer, at })
  if ('fault' in verdict) throw wrong('SHOMEI_FIDO_METADATA_FILE', blob, verdict.fault)
  return { trustAnchorsDer, metadata: verdict.metadata }
}

type Loaded = { files: AttestationSettings; state: string; trust: AttestationTrust }

let loaded: Loaded | null = null

/**
 * The trust of this process, read again when a file was replaced. Files that cannot be used, and a BLOB with a lower serial number
 * than the one before (FIDO Metadata Service v3.1 §3.2), leave the trust as it is and are logged; only the first reading throws.
 * @throws SettingsError
 */
export function attestationTrust(files: AttestationSettings, at: Date): AttestationTrust {
  const state = stateOf(files)
  if (loaded?.files === files && loaded.state === state) return loaded.trust
  const before = loaded?.files === files ? loaded.trust : null
  const trust = before === null ? readAttestationTrust(files, at) : readAgain(files, before, at)
  loaded = { files, state, trust }
  return trust
}

function readAgain(files: AttestationSettings, before: AttestationTrust, at: Date): AttestationTrust {
  try {
    const trust = readAttestationTrust(files, at)
    if ((trust.metadata?.serial ?? 0) >= (before.metadata?.serial ?? 0)) return trust
    const serials = { serial: trust.metadata?.serial, known: before.metadata?.serial }
    logger().error(serials, 'SHOMEI_FIDO_METADATA_FILE is older than the metadata known: not used')
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    logger().error(error.message)
  }
  return before
}

/** Logs when FIDO metadata are past their next update, or will be within a week. */
export function reportMetadataAge(files: AttestationSettings, at: Date): void {
  const { metadata } = attestationTrust(files, at)
  if (metadata !== undefined) logAge(metadata, at)
}

const weekMs = 7 * 86_400_000

function logAge({ staleFrom, serial }: FidoMetadata, at: Date): void {
  const facts = { serial, staleFrom }
  if (at >= staleFrom) {
    logger().error(
      facts,
      'FIDO metadata are past their next update and vouch for no phone: replace SHOMEI_FIDO_METADATA_FILE',
    )
  } else if (staleFrom.getTime() - at.getTime() < weekMs) {
    logger().warn(facts, 'FIDO metadata end within a week: replace SHOMEI_FIDO_METADATA_FILE')
  }
}

/** Changes when a file is replaced; a file that is missing has a state too. */
function stateOf(files: AttestationSettings): string {
  const paths = [files.attestationRootsFile, files.fidoMetadataFile, files.fidoMetadataRootsFile]
  const states = paths.map((path) => (path === null ? null : statSync(path, { throwIfNoEntry: false })))
  return states.map((each) => (each ? `${each.ino} ${each.size} ${each.mtimeMs}` : '-')).join(', ')
}

function readRoots(setting: string, path: string): Uint8Array[] {
  const text = readText(setting, path)
  try {
    const roots = readPemCertificates(text)
    if (roots.some((der) => readCertificate(der) === null)) throw wrong(setting, path, 'a certificate cannot be read')
    return roots
  } catch (error) {
    if (error instanceof SettingsError) throw error
    throw wrong(setting, path, 'not a PEM file of certificates')
  }
}

function readText(setting: string, path: string): string {
  const size = statSync(path, { throwIfNoEntry: false })?.size
  if (size === undefined) throw wrong(setting, path, 'there is no such file')
  if (size > maxFileBytes) throw wrong(setting, path, 'too large')
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw wrong(setting, path, error instanceof Error ? error.message : String(error))
  }
}

function wrong(setting: string, path: string, why: string): SettingsError {
  return new SettingsError(`${setting}: ${path} cannot be used (${why}), e.g. ${examples[setting]}`)
}

const examples: Readonly<Record<string, string>> = {
  SHOMEI_ATTESTATION_ROOTS_FILE: '/etc/shomei/attestation-roots.pem, PEM certificates',
  SHOMEI_FIDO_METADATA_FILE: '/etc/shomei/mds3.jwt, as downloaded from https://mds3.fidoalliance.org',
  SHOMEI_FIDO_METADATA_ROOTS_FILE: '/etc/shomei/fido-root.pem, PEM certificates',
}
