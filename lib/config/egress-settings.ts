import { readFileSync } from 'node:fs'
import { type NoProxyRule, parseNoProxy } from '@/lib/config/no-proxy'
import { readPem } from './pem-certificates'

/** A proxy of the hospital. `url`: its origin; `authorization`: value of `Proxy-Authorization`, `null` without credentials. */
export type ProxyAddress = { url: string; authorization: string | null }

/** How this process reaches the outside. */
export type EgressSettings = {
  /** For `https:` targets, through a tunnel (CONNECT); `null`: directly. */
  httpsProxy: ProxyAddress | null
  /** For `http:` targets, in absolute form; `null`: directly. */
  httpProxy: ProxyAddress | null
  noProxy: readonly NoProxyRule[]
  /** PEM certificates that are trusted in addition to the roots of Node; empty: those of Node alone. */
  tlsRootsPem: readonly string[]
}

type Environment = Readonly<Record<string, string | undefined>>

const proxyExample = 'http://proxy.hospital.example.jp:3128'
const noProxyExample = '.hospital.example.jp,10.0.0.0/8'
const rootsExample = '/etc/shomei/hospital-ca.pem'

/**
 * The proxy and the TLS roots of the settings, or one line for each that is wrong. Of a name in both cases the lower one counts, as
 * in curl. Values are not repeated in these lines: a proxy's address may hold a password.
 */
export function parseEgressSettings(
  environment: Environment,
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): EgressSettings | { problems: string[] } {
  const problems: string[] = []
  const proxyOf = (name: string): ProxyAddress | null => {
    const [variable, text] = readVariable(environment, name)
    if (text === '') return null
    const proxy = parseProxy(text)
    if (proxy !== null) return proxy
    problems.push(
      `${variable}: must be the address of a proxy with http:// or https:// in front and nothing behind the port, such as ${proxyExample}`,
    )
    return null
  }
  const httpProxy = proxyOf('HTTP_PROXY')
  const httpsProxy = proxyOf('HTTPS_PROXY') ?? (hasVariable(environment, 'HTTPS_PROXY') ? null : httpProxy)
  const [noProxyVariable, noProxyText] = readVariable(environment, 'NO_PROXY')
  const noProxy = parseNoProxy(noProxyText)
  if ('wrongEntry' in noProxy) {
    problems.push(
      `${noProxyVariable}: "${noProxy.wrongEntry.slice(0, 80)}" is no host name, address or range; it must be a list such as ${noProxyExample}`,
    )
  }
  const roots = readRoots(environment, readFile)
  if ('problem' in roots) problems.push(roots.problem)
  if (problems.length > 0 || 'wrongEntry' in noProxy || 'problem' in roots) return { problems }
  return { httpProxy, httpsProxy, noProxy, tlsRootsPem: roots.pem }
}

function hasVariable(environment: Environment, name: string): boolean {
  return environment[name.toLowerCase()] !== undefined || environment[name] !== undefined
}

/** Name and trimmed value of the variable that counts. */
function readVariable(environment: Environment, name: string): [variable: string, value: string] {
  const lower = name.toLowerCase()
  const variable = environment[lower] === undefined ? name : lower
  return [variable, environment[variable]?.trim() ?? '']
}

function parseProxy(text: string): ProxyAddress | null {
  try {
    const url = new URL(text)
    const isBare = url.pathname === '/' && url.search === '' && url.hash === ''
    if (!/^https?:$/.test(url.protocol) || !/^https?:\/\/[^/]/i.test(text) || !isBare) return null
    const { username, password } = url
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
    const authorization = username === '' ? null : `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}`
    return { url: url.origin, authorization }
  } catch {
    return null
  }
}

/** NODE_EXTRA_CA_CERTS is read too: a list of our own makes Node forget it. */
function readRoots(
  environment: Environment,
  readFile: (path: string) => string,
): { pem: string[] } | { problem: string } {
  const file = environment['SHOMEI_TLS_ROOTS_FILE']
  if (!file) return { pem: [] }
  const wrong = (what: string) => ({
    problem: `SHOMEI_TLS_ROOTS_FILE: ${what}; it must be a PEM file with certificates of certification authorities, such as ${rootsExample}`,
  })
  try {
    const own = readPem(readFile(file))
    if (own.length === 0) return wrong('holds no certificate')
    const unfit = own.find(({ certificate }) => !certificate.ca && certificate.issuer !== certificate.subject)
    if (unfit !== undefined) return wrong(`${oneLine(unfit.certificate.subject)} is no certification authority`)
    if (own.every(({ certificate }) => new Date(certificate.validTo) <= new Date()))
      return wrong('every certificate has expired')
    return { pem: [...own, ...readExtra(environment, readFile)].map(({ pem }) => pem) }
  } catch {
    return wrong('cannot be read')
  }
}

function readExtra(environment: Environment, readFile: (path: string) => string) {
  const file = environment['NODE_EXTRA_CA_CERTS']
  try {
    return file ? readPem(readFile(file)) : []
  } catch {
    // Node itself warns about this file and goes on without it.
    return []
  }
}

function oneLine(name: string): string {
  return name.replaceAll('\n', ', ').slice(0, 200)
}
