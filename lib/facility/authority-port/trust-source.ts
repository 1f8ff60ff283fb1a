import { setImmediate as letOthersRun } from 'node:timers/promises'
import { shareCall } from '@/lib/kernel/share-call'
import { logger } from '@/lib/log/logger'
import { type Certificate, parseCertificate } from '@/lib/pki/certificate'
import { type Crl, parseCrlInSteps } from '@/lib/pki/crl'
import { judgeFetchedCrl } from '@/lib/revocation/judge-fetched-crl'
import type { OcspSource } from '@/lib/revocation/ocsp-source'
import { createFetchedValues, unusable } from './fetched-values'
import { type Hierarchy, signingProfiles, type Trust } from './trust'
import type { HierarchySettings, TrustSettings } from './trust-settings'

/** How long what was fetched is taken without asking again. */
const certificateMs = 3_600_000
const crlMs = 300_000
/** How long a signature waits for an address; a transfer that takes longer goes on for the next one. */
const longestWaitMs = 10_000

export type TrustSource = {
  /**
   * @throws AppError `authority.unavailable` when something is missing or a CRL is past its nextUpdate and no newer one comes,
   *   `signing.not_set_up` when the settings name nothing to trust
   */
  read(): Promise<Trust>
}

type FetchedValues = ReturnType<typeof createFetchedValues<Certificate | Crl>>

type Parts = {
  settings: () => Promise<TrustSettings>
  fetchBytes: (url: string) => Promise<Uint8Array<ArrayBuffer>>
  ocsp: OcspSource
  now?: () => Date
  waitMs?: number
}

/**
 * Trust material, fetched when it is needed and kept. Many that ask at once cause one fetch for each address. When an address does
 * not answer, what is known serves until its own end: a CRL until nextUpdate, then nothing is trusted (fail closed).
 */
export function createTrustSource({
  settings,
  fetchBytes,
  ocsp,
  now = () => new Date(),
  waitMs = longestWaitMs,
}: Parts): TrustSource {
  const fetched: FetchedValues = createFetchedValues({ fetchBytes, now, waitMs })
  const { crlAt, timestampCrlAt } = createCrls(fetched, now)
  const fromSettings = new Map<Uint8Array, Certificate>()
  const locate = shareCall(settings)

  const certificateAt = (url: string) =>
    fetched.read(url, {
      parse: async (der) => parseCertificate(der),
      freshMs: certificateMs,
      ends: ({ notAfter }) => notAfter,
    })

  /** Certificates of the settings never change while the process runs: each is parsed once. */
  function configured(der: Uint8Array<ArrayBuffer>): Certificate {
    const certificate = fromSettings.get(der) ?? parseConfigured(der)
    fromSettings.set(der, certificate)
    return certificate
  }

  const certificateOf = async (source: CertificateSource) =>
    'der' in source ? configured(source.der) : certificateAt(source.url)

  return {
    async read() {
      const { timestamps, signerPolicies, ...ofSigners } = await locate()
      const [hierarchy, ofTimestamps] = await Promise.all([
        readHierarchy(ofSigners, certificateOf, crlAt),
        timestamps === null ? null : readHierarchy(timestamps, certificateOf, timestampCrlAt),
      ])
      return {
        ...hierarchy,
        profiles: signingProfiles(signerPolicies),
        timestamps:
          timestamps === null || ofTimestamps === null ? null : { ...ofTimestamps, policies: timestamps.policies },
        ocsp,
      }
    },
  }
}

function createCrls(fetched: FetchedValues, now: () => Date) {
  /**
   * A CRL without nextUpdate says nothing about how long it holds: it is asked for again each time. One that may not take the place of
   * the one that is known counts as an address that does not answer.
   */
  async function crlAt(url: string, certificates: readonly Certificate[]): Promise<Crl> {
    const parse = async (der: Uint8Array) => {
      const crl = await parseCrlInSteps(der, letOthersRun)
      const kept = fetched.kept<Crl>(url)
      const objection = judgeFetchedCrl(crl, { kept, certificates, now: now() })
      if (objection !== null) throw new Error(objection)
      return crl
    }
    const crl = await fetched.read(url, {
      parse,
      freshMs: crlMs,
      ends: ({ nextUpdate }) => nextUpdate ?? new Date(0),
    })
    if (crl.nextUpdate !== null && crl.nextUpdate <= now()) throw unusable(url, 'past its nextUpdate')
    return crl
  }

  /**
   * A CRL of time-stamp authorities that cannot be had is left out, and its address left alone for a while: time-stamps that need it are
   * INDETERMINATE, and signing, which needs none of them, goes on.
   */
  async function timestampCrlAt(url: string, certificates: readonly Certificate[]): Promise<Crl[]> {
    const isLive = (fetched.kept<Crl>(url)?.nextUpdate?.getTime() ?? 0) > now().getTime()
    if (!isLive && fetched.isPaused(url)) return []
    try {
      return [await crlAt(url, certificates)]
    } catch (error) {
      fetched.pause(url)
      logger().warn({ url, error: String(error) }, 'a CRL of time-stamp authorities cannot be had')
      return []
    }
  }

  return { crlAt, timestampCrlAt }
}

type CertificateSource = HierarchySettings['intermediates'][number]

async function readHierarchy(
  { anchors, intermediates, crlUrls }: HierarchySettings,
  certificateOf: (source: CertificateSource) => Promise<Certificate>,
  readCrls: (url: string, certificates: readonly Certificate[]) => Promise<Crl | Crl[]>,
): Promise<Hierarchy> {
  const [readAnchors, readIntermediates] = await Promise.all([
    Promise.all(
      anchors.map(async ({ source, ...settled }) => ({ ...settled, certificate: await certificateOf(source) })),
    ),
    Promise.all(intermediates.map(certificateOf)),
  ])
  const certificates = [...readAnchors.map((anchor) => anchor.certificate), ...readIntermediates]
  const crls = await Promise.all(crlUrls.map((url) => readCrls(url, certificates)))
  return { anchors: readAnchors, intermediates: readIntermediates, crls: crls.flat() }
}

function parseConfigured(der: Uint8Array): Certificate {
  try {
    return parseCertificate(der)
  } catch (error) {
    throw unusable('settings', String(error))
  }
}
