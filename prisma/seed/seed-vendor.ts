import { exportJWK, exportPKCS8, generateKeyPair } from 'jose'
import { createEmrClient } from '@/lib/facility/emr-clients/create-emr-client'
import type { DemonstrationFile } from './demonstration-file'
import { type SeedContexts, type SeededHospital, seedOrigin } from './seed-hospital'

/** An EMR client of a hospital with a key of its own (private_key_jwt), as the samples in examples/java and examples/csharp use one. */
export async function seedVendor(
  { facility }: Pick<SeedContexts, 'facility'>,
  { facilityId, code }: Pick<SeededHospital, 'facilityId' | 'code'>,
  { origin }: { origin: string },
): Promise<DemonstrationFile['vendor']> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  const clientId = `vendor-${code.toLowerCase()}`
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig' }] }
  const client = { facilityId, clientId, name: '開発中の電子カルテ', origins: [origin], jwks, actor: 'system' }
  await createEmrClient(facility, client, seedOrigin)
  return { origin, clientId, privateKeyPem: await exportPKCS8(privateKey) }
}
