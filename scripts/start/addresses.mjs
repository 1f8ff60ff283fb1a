/**
 * Where the servers of one machine answer. Browsers resolve every name below localhost to this machine.
 * @param {{ port: number, emrPort: number, nationalServicePort: number }} ports
 */
export function addressesOf({ port, emrPort, nationalServicePort }) {
  return {
    authorityUrl: `http://authority.localhost:${port}`,
    facilityUrl: `http://facility.localhost:${port}`,
    emrUrl: `http://emr.localhost:${emrPort}`,
    nationalServiceUrl: `http://127.0.0.1:${nationalServicePort}`,
  }
}

/**
 * The environment of the portal and of the programs that work on its data.
 * @param {{ settings: import('../settings.mjs').Settings, databaseUrls: Record<'authority' | 'facility', string>, key: string, demonstrationFile: string }} facts
 * @returns {Record<string, string | undefined>}
 */
export function portalEnvironment({ settings, databaseUrls, key, demonstrationFile }) {
  const { authorityUrl, facilityUrl, emrUrl } = addressesOf(settings)
  return {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(settings.port),
    // Whatever the environment says: the entrance page of the demonstration shows passwords.
    SHOMEI_LISTEN_ADDRESS: '127.0.0.1',
    SHOMEI_ROLE: settings.role,
    SHOMEI_KEY: key,
    SHOMEI_TRUST: 'test',
    SHOMEI_DEMONSTRATION_FILE: demonstrationFile,
    // The owner's rights stay with the commands that migrate.
    DATABASE_URL: undefined,
    AUTHORITY_DATABASE_URL: databaseUrls.authority,
    FACILITY_DATABASE_URL: databaseUrls.facility,
    AUTHORITY_URL: authorityUrl,
    FACILITY_URL: facilityUrl,
    NEXTAUTH_URL: facilityUrl,
    SHOMEI_EMR_URL: emrUrl,
  }
}
