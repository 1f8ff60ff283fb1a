import { setImmediate as letOthersRun } from 'node:timers/promises'
import { waitAtMost } from '@/lib/egress/wait-at-most'
import type { AppError } from '@/lib/kernel/app-error'
import { shareCall } from '@/lib/kernel/share-call'
import { logger } from '@/lib/log/logger'
import { type Certificate, parseCertificate } from '@/lib/pki/certificate'
import { type Crl, parseCrlInSteps } from '@/lib/pki/crl'
import { judgeFetchedCrl } from '@/lib/revocation/judge-fetched-crl'
import type { OcspSource } from '@/lib/revocation/ocsp-source'
import { authorityError } from './authority.errors'
import { type Hierarchy, signingProfiles, type Trust } from './trust'
import type { HierarchySettings, TrustSettings } from './trust-settings'

/** How long what was fetched is taken without asking again. */
const certificateMs = 3_600_000
const crlMs = 300_000
/** How long an address that did not answer is left alone while what is known still holds. */
const pauseMs = 30_000
/** How long a signature waits for an address; a transfer that takes longer goes on for the next one. */
const longestWaitMs = 10_000

export type TrustSource = {
  /**
   * @throws AppError `authority.unavailable` when something is missing or a CRL is past its nextUpdate and no newer one comes,
   *   `signing.not_set_up` when the settings name nothing to trust
   */
  read(): Promise<Trust>
}

type Parts = {
  settings: () => Promise<TrustSettings>
  fetchOctets: (url: string) => Promise<Uint8Array<ArrayBuffer>>
  ocsp: OcspSource
  now?: () => Date
  waitMs?: number
}

type Parse<Value> = (der: Uint8Array) => Promise<Value>
type Fetched<Value> = { value: Value; at: number }

/**
 * Trust material, fetched when it is needed and kept. Many that ask at once cause one fetch for each address. When an address does
 * not answer, what is known serves until its own end: a CRL until nextUpdate, then nothing is trusted (fail closed).
 */
export function createTrustSource({
  settings,
  fetchOctets,
  ocsp,
  now = () => new Date(),
  waitMs = longestWaitMs,
}: Parts): TrustSource {
  const known = new Map<string, Fetched<Certificate | Crl>>()
  const failedAt = new Map<string, number>()
  const underWay = new Map<string, Promise<Certificate | Crl>>()
  const fromSettings = new Map<Uint8Array, Certificate>()
  const locate = shareCall(settings)

  async function read<Value extends Certificate | Crl>(
    url: string,
    { parse, freshMs, ends }: { parse: Parse<Value>; freshMs: number; ends: (value: Value) => Date },
  ): Promise<Value> {
    const kept = known.get(url) as Fetched<Value> | undefined
    const nowMs = now().getTime()
    const isLive = kept !== undefined && ends(kept.value).getTime() > nowMs
    const isPaused = nowMs - (failedAt.get(url) ?? Number.NEGATIVE_INFINITY) < pauseMs
    if (isLive && (isPaused || nowMs - kept.at < freshMs)) return kept.value
    try {
      return (await waitAtMost(once(url, parse), waitMs, () => unusable(url, 'is still being fetched'))) as Value
    } catch (error) {
      if (!isLive) throw error
      failedAt.set(url, now().getTime())
      logger().warn({ url, error: String(error) }, 'what is known of the trust material serves on')
      return kept.value
    }
  }

  function once<Value extends Certificate | Crl>(url: string, parse: Parse<Value>): Promise<Certificate | Crl> {
    const running = underWay.get(url)
    if (running !== undefined) return running
    const fetching = fetchOctets(url)
      .then(async (der) => {
        const value = await parse(der).catch((error: unknown) => {
          throw unusable(url, String(error))
        })
        known.set(url, { value, at: now().getTime() })
        return value
      })
      .finally(() => underWay.delete(url))
    underWay.set(url, fetching)
    return fetching
  }

  const certificateAt = (url: string) =>
    read(url, { parse: async (der) => parseCertificate(der), freshMs: certificateMs, ends: ({ notAfter }) => notAfter })

  /**
   * A CRL without nextUpdate says nothing about how long it holds: it is asked for again each time. One that may not take the place of
   * the one that is known counts as an address that does not answer.
   */
  async function crlAt(url: string, certificates: readonly Certificate[]): Promise<Crl> {
    const parse = async (der: Uint8Array) => {
      const crl = await parseCrlInSteps(der, letOthersRun)
      const kept = known.get(url)?.value as Crl | undefined
      const objection = judgeFetchedCrl(crl, { kept, certificates, now: now() })
      if (objection !== null) throw new Error(objection)
      return crl
    }
    const crl = await read(url, {
      parse,
      freshMs: crlMs,
      ends: ({ nextUpdate }) => nextUpdate ?? new Date(0),
    })
    if (crl.nextUpdate !== null && crl.nextUpdate <= now()) throw unusable(url, 'past its nextUpdate')
    return crl
  }

  /** Certificates of the settings never change while the process runs: each is parsed once. */
  function configured(der: Uint8Array<ArrayBuffer>): Certificate {
    const certificate = fromSettings.get(der) ?? parseConfigured(der)
    fromSettings.set(der, certificate)
    return certificate
  }

  /**
   * A CRL of time-stamp authorities that cannot be had is left out, and its address left alone for a while: time-stamps that need it are
   * INDETERMINATE, and signing, which needs none of them, goes on.
   */
  async function timestampCrlAt(url: string, certificates: readonly Certificate[]): Promise<Crl[]> {
    const kept = known.get(url)?.value as Crl | undefined
    const isLive = (kept?.nextUpdate?.getTime() ?? 0) > now().getTime()
    const isPaused = now().getTime() - (failedAt.get(url) ?? Number.NEGATIVE_INFINITY) < pauseMs
    if (!isLive && isPaused) return []
    try {
      return [await crlAt(url, certificates)]
    } catch (error) {
      failedAt.set(url, now().getTime())
      logger().warn({ url, error: String(error) }, 'a CRL of time-stamp authorities cannot be had')
      return []
    }
  }

  async function hierarchyOf(
    { anchors, intermediates, crlUrls }: HierarchySettings,
    readCrls: (url: string, certificates: readonly Certificate[]) => Promise<Crl | Crl[]> = crlAt,
  ): Promise<Hierarchy> {
    const certificate = (source: { der: Uint8Array<ArrayBuffer> } | { url: string }) =>
      'der' in source ? Promise.resolve(configured(source.der)) : certificateAt(source.url)
    const [readAnchors, readIntermediates] = await Promise.all([
      Promise.all(
        anchors.map(async ({ source, ...settled }) => ({ ...settled, certificate: await certificate(source) })),
      ),
      Promise.all(intermediates.map(certificate)),
    ])
    const certificates = [...readAnchors.map((anchor) => anchor.certificate), ...readIntermediates]
    const crls = await Promise.all(crlUrls.map((url) => readCrls(url, certificates)))
    return { anchors: readAnchors, intermediates: readIntermediates, crls: crls.flat() }
  }

  return {
    async read() {
      const { timestamps, signerPolicies, ...ofSigners } = await locate()
      const [hierarchy, ofTimestamps] = await Promise.all([
        hierarchyOf(ofSigners),
        timestamps === null ? null : hierarchyOf(timestamps, timestampCrlAt),
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

function parseConfigured(der: Uint8Array): Certificate {
  try {
    return parseCertificate(der)
  } catch (error) {
    throw unusable('settings', String(error))
  }
}

function unusable(place: string, why: string): AppError {
  return authorityError('authority.unavailable', {
    detail: `trust material of ${place}: ${why}`,
    retryAfterSeconds: 10,
  })
}
