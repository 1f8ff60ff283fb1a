import { readFile } from 'node:fs/promises'
import type { ListedCertificateAuthority } from '@/lib/authority/certificate-authorities/certificate-authority'
import { certificateAuthorityError } from '@/lib/authority/certificate-authorities/certificate-authority.errors'
import { installCertificateAuthority } from '@/lib/authority/certificate-authorities/installation/install-certificate-authority'
import { listAllCertificateAuthorities } from '@/lib/authority/certificate-authorities/list-all-certificate-authorities'
import { requestCertificateAuthority } from '@/lib/authority/certificate-authorities/request-certificate-authority'
import { retireCertificateAuthority } from '@/lib/authority/certificate-authorities/retire-certificate-authority'
import type { CredentialContext } from '@/lib/authority/credential-context'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { parseCertificate } from '@/lib/pki/certificate'
import { readDer } from '@/lib/pki/der/read-der'
import { parseName, toRfc4514 } from '@/lib/pki/name'
import { writePem } from '@/lib/pki/pem'
import { signingKeyAlgorithms } from '@/lib/vocabulary/settings/signing-key-algorithm'
import type { CommandResult } from './credential-command'
import { describeInstalledCertificateAuthority } from './describe-installed-certificate-authority'

const origin: RequestOrigin = { requestId: 'req_command', address: null, userAgent: null }
const actor = 'operator'
const maxFileBytes = 1_048_576

const usage = [
  `npm run authorities -- request <name> [--algorithm ${signingKeyAlgorithms.join('|')}] <attribute>...   such as C=JP "O=..." "CN=..."`,
  'npm run authorities -- install <name> <file.pem>',
  'npm run authorities -- retire <name>',
  'npm run authorities -- list',
]

type Command = (context: CredentialContext, words: readonly string[]) => Promise<string[] | null>

const commands: Readonly<Record<string, Command>> = {
  async request(context, words) {
    const asked = readRequest(words)
    if (asked === null) return null
    const der = await requestCertificateAuthority(context, { ...asked, actor }, origin)
    return [writePem(der, 'CERTIFICATE REQUEST').trimEnd()]
  },
  async install(context, [name, file, ...rest]) {
    if (name === undefined || file === undefined || rest.length > 0) return null
    const installed = await installCertificateAuthority(context, { name, pem: await readText(file), actor }, origin)
    return describeInstalledCertificateAuthority(installed, { ...context.settings, now: new Date() })
  },
  async retire(context, [name, ...rest]) {
    if (name === undefined || rest.length > 0) return null
    const { issuing } = await retireCertificateAuthority(context, { name, actor }, origin)
    const next = issuing === null ? 'nothing issues now' : `certificates are issued by ${issuing} now`
    return [`${name}  retired  its CRLs go on, ${next}`]
  },
  async list(context, words) {
    if (words.length > 0) return null
    const { installed, pending } = await listAllCertificateAuthorities(context)
    const waiting = pending.map(({ name, subject }) =>
      [name, toRfc4514(parseName(readDer(subject))), 'pending'].join('  '),
    )
    const lines = [...installed.map(describeListed), ...waiting]
    return lines.length === 0 ? ['none'] : lines.map(withoutControls)
  },
}

/** One command of an operator over the authorities that issue second certificates. @throws AppError as the use cases do */
export async function runCertificateAuthorityCommand(
  context: CredentialContext,
  [name = '', ...words]: readonly string[],
): Promise<CommandResult> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  const lines = command === undefined ? null : await command(context, words)
  return lines === null ? { lines: usage, exitCode: 2 } : { lines, exitCode: 0 }
}

function readRequest(words: readonly string[]) {
  const place = words.indexOf('--algorithm')
  const algorithm = place === -1 ? undefined : signingKeyAlgorithms.find((each) => each === words[place + 1])
  const [name, ...subject] = place === -1 ? words : words.filter((_, index) => index !== place && index !== place + 1)
  if (name === undefined || subject.length === 0 || (place !== -1 && algorithm === undefined)) return null
  return { name, subject, ...(algorithm === undefined ? {} : { algorithm }) }
}

async function readText(file: string): Promise<string> {
  try {
    const bytes = await readFile(file)
    if (bytes.length <= maxFileBytes) return bytes.toString('utf8')
  } catch (error) {
    throw certificateAuthorityError('certificate_authority.certificate_refused', { detail: String(error) })
  }
  throw certificateAuthorityError('certificate_authority.certificate_refused', {
    detail: `${file} is larger than 1 MiB`,
  })
}

function describeListed({
  name,
  certificate,
  isTest,
  hasKey,
  isRetired,
  liveCertificates,
}: ListedCertificateAuthority): string {
  const { subject, issuer, notAfter } = parseCertificate(certificate)
  const end = `until ${notAfter.toISOString().slice(0, 10)}`
  const common = [name, toRfc4514(subject), `by ${toRfc4514(issuer)}`, end, isTest ? 'test' : 'real']
  if (!hasKey) return [...common, 'above'].join('  ')
  return [...common, isRetired ? 'retired' : 'live', `${liveCertificates} live certificates`].join('  ')
}

function withoutControls(line: string): string {
  return line.replace(/\p{C}/gu, '\uFFFD')
}
