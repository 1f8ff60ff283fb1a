import { facilityOperations } from '../facility/facility.operations'
import { openApiDocument } from '../openapi-document'
import { newRouter } from '../router'
import { toTypeScript } from './to-typescript'

/** The types of `@shomei/emr-client`: every schema of the EMR API. */
export function clientTypes(): string {
  const router = newRouter()
  for (const { mount } of facilityOperations({ testHierarchy: true })) mount(router)
  const address = 'https://shomei.hospital.example.jp'
  const { components } = openApiDocument(router, 'emr', { authorityUrl: address, facilityUrl: address })
  return toTypeScript((components?.schemas ?? {}) as Parameters<typeof toTypeScript>[0])
}
