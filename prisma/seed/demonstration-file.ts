import type { NotificationCardRoute } from '@/lib/vocabulary/notification-card-route'

/** What the demonstration needs outside the database, written to `.shomei/demonstration.json` with rights for its owner only. */
export type DemonstrationFile = {
  urls: { portal: string; authority: string; facility: string; emr: string; console: string; authorityConsole: string }
  notificationCards: { holderName: string; registerUrl: string; password: string; route: NotificationCardRoute }[]
  staff: {
    facilityCode: string
    facilityName: string
    staffCode: string
    displayName: string
    password: string
    role: string
  }[]
  /** Operators of the authority's console. */
  operators: { operatorCode: string; displayName: string; password: string }[]
  /** Settings of examples/emr. */
  emr: {
    origin: string
    facilityUrl: string
    facilityConnect: string
    clients: { facilityCode: string; facilityName: string; clientId: string; clientSecret: string }[]
    users: { facilityCode: string; staffCode: string; password: string; displayName: string; department: string }[]
    terminals: { facilityCode: string; terminalId: string; name: string }[]
  }
  /** For somebody who writes an own integration: a client of the first hospital that has a key instead of a secret. */
  vendor: {
    /** Origin of own pages that every client of the demonstration may have in addition to its EMR's. */
    origin: string
    clientId: string
    /** PKCS #8, P-256. */
    privateKeyPem: string
  }
}
