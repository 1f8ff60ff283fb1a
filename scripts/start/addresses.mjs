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
 * @param {{ settings: import('../settings.mjs').Settings, databaseUrl: string, key: string, demonstrationFile: string }} facts
 * @returns {Record<string, string>}
 */
export function portalEnvironment({ settings, databaseUrl, key, demonstrationFile }) {
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
    DATABASE_URL: databaseUrl,
    AUTHORITY_URL: authorityUrl,
    FACILITY_URL: facilityUrl,
    NEXTAUTH_URL: facilityUrl,
    SHOMEI_EMR_URL: emrUrl,
  }
}
