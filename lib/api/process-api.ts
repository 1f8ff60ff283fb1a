import { attestationTrust } from '@/lib/authority/registrations/attestation-trust'
import { settings } from '@/lib/config/settings'
import { createNotifications } from '@/lib/db/notifications'
import { processDatabase } from '@/lib/db/process-database'
import { createHttpAuthority } from '@/lib/facility/authority-port/http-authority'
import { createKeyring } from '@/lib/keystore/keyring'
import { openSigningKeystore } from '@/lib/keystore/open-signing-keystore'
import { logger } from '@/lib/log/logger'
import type { Side } from '@/lib/vocabulary/settings/side'
import { type ApiOptions, createApi } from './api'
import type { Router } from './router'

const key = Symbol.for('shomei.process-contexts')
const processWide = globalThis as typeof globalThis & { [key]?: Pick<ApiOptions, 'authority' | 'facility'> }

/** The two sides' contexts of this process, made once even where the framework loads this module twice. */
export function processContexts(): Pick<ApiOptions, 'authority' | 'facility'> {
  processWide[key] ??= createContexts()
  return processWide[key]
}

function createContexts(): Pick<ApiOptions, 'authority' | 'facility'> {
  const current = settings()
  logger(current.logLevel)
  const keyring = createKeyring(current.masterKey)
  const contextOf = (side: Side) => {
    const db = processDatabase(side)
    return { db, keyring, notifications: createNotifications(db), settings: current }
  }
  if (current.role !== 'facility') attestationTrust(current.attestationTrust, new Date())
  const signingKeystore = openSigningKeystore(current.keystore, keyring, current.egress)
  const authority = { ...contextOf('authority'), signingKeystore }
  return { authority, facility: { ...contextOf('facility'), authority: createHttpAuthority(current) } }
}

let api: Router | undefined

/** The API for the pages that describe it; requests for it never reach the framework. */
export function processApi(): Router {
  api ??= createApi(processContexts())
  return api
}
