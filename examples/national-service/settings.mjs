/**
 * @typedef {object} Settings
 * @property {number} port on 127.0.0.1
 * @property {string} authorityUrl whose certificates are trusted: `/ca/test-root.crt`, `/ca/test-issuing.crt`, `/crl/test-issuing.crl`
 * @property {string} authorityConnect where that address is reached; the host name goes in the request
 * @property {number} delayMs how long a registration is 処理中 before its answer can be fetched
 */

/**
 * Reads the environment. Stops with the name of the variable that is wrong.
 * @param {Record<string, string | undefined>} environment
 * @returns {Settings}
 */
export function readSettings(environment) {
  return {
    port: readNumber(environment, 'NATIONAL_SERVICE_PORT', 3002),
    authorityUrl: readOrigin(environment, 'NATIONAL_SERVICE_AUTHORITY_URL', 'http://authority.localhost:3000'),
    authorityConnect: readOrigin(environment, 'NATIONAL_SERVICE_AUTHORITY_CONNECT', 'http://127.0.0.1:3000'),
    delayMs: readNumber(environment, 'NATIONAL_SERVICE_DELAY_MS', 0),
  }
}

function readNumber(environment, name, standard) {
  const value = environment[name]
  if (!value) return standard
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value)
  throw new Error(`${name} must be a number up to 65535. Example: ${name}=${standard}`)
}

function readOrigin(environment, name, standard) {
  const value = environment[name] || standard
  if (URL.canParse(value) && new URL(value).origin === value) return value
  throw new Error(`${name} must be an origin without a path. Example: ${name}=${standard}`)
}
