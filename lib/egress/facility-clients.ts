import type { ClientTlsSettings } from '@/lib/config/client-tls-settings'
import type { EgressSettings } from '@/lib/config/egress-settings'
import { type ByteClient, createHttpClient, type HttpClient } from './http-client'

type Client = HttpClient & ByteClient

/** The clients through which the facilities of one process call their authority. */
export type FacilityClients = {
  /** Of a facility with TLS material of its own: a client with it. Of every other one, and for calls of no facility: the common one. */
  of(clientId: string | null): Client
  close(): Promise<void>
}

/**
 * One client for each facility that has a client certificate, made when it is first asked for: connections belong to a client, so two
 * facilities with different certificates never share one. The proxies of the installation count for all.
 */
export function createFacilityClients(
  egress: EgressSettings,
  materials: ClientTlsSettings,
  create: typeof createHttpClient = createHttpClient,
): FacilityClients {
  const common = create(egress)
  const clients = new Map<string, Client>()
  return {
    of(clientId) {
      const material = clientId === null ? undefined : materials.get(clientId)
      if (clientId === null || material === undefined) return common
      const known = clients.get(clientId)
      if (known !== undefined) return known
      const { rootsPem, ...shown } = material
      const client = create({ ...egress, ...shown, tlsRootsPem: [...egress.tlsRootsPem, ...rootsPem] })
      clients.set(clientId, client)
      return client
    },
    async close() {
      await Promise.all([common, ...clients.values()].map((each) => each.close()))
    },
  }
}
