import type { OcspSource } from '../ocsp-source'

/** For tests whose certificates name no responder. */
export const noOcsp: OcspSource = { open: () => ({ find: () => null, settle: async () => false }) }
