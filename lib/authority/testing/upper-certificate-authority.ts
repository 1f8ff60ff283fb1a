import { openScratch, runOpenssl } from '@/lib/pki/testing/run-openssl'

/** What the certificate is to say; what is left out is as a sound issuing authority has it. */
export type IssuedBy = {
  basicConstraints?: string
  keyUsage?: string
  policies?: string
  subjectKeyIdentifier?: string
  /** Further lines of extensions. */
  more?: readonly string[]
  /** From now; negative has passed. */
  days?: number
  /** In openssl's form: `/C=JP/CN=…`. */
  subject?: string
}

export type UpperCertificateAuthority = Awaited<ReturnType<typeof openUpperCertificateAuthority>>

/** Among a root's extensions: it says nothing of the kind. */
export const withoutBasicConstraints = 'basicConstraints = none'

const dayMs = 86_400_000
const policy = '1.2.392.100495.1.5.1.1.0.1'

/** openssl as the certificate authority above the one that is installed: a root, and what it issues. */
export async function openUpperCertificateAuthority(name = 'a', rootExtensions: readonly string[] = []) {
  const scratch = openScratch()
  let count = 0
  const run = async (...words: string[]) => {
    const answer = await runOpenssl(words, scratch.folder)
    if (answer.status !== 0) throw new Error(answer.output)
    return answer.output
  }
  const text = (file: string) => Buffer.from(scratch.read(file)).toString('utf8')
  scratch.write('index', '')
  scratch.write('serial', `10${Buffer.from(name).toString('hex')}\n`)
  scratch.write('crlnumber', '01\n')
  scratch.write('upper.cnf', configuration(rootExtensions))
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'root.key']
  const root = ['-subj', `/C=JP/O=TEST Mihon/CN=TEST Upper Root ${name}`, '-days', '7300', '-out', 'root.pem']
  await run('req', '-x509', '-config', 'upper.cnf', '-extensions', 'root', ...key, ...root)

  /** The certificate (PEM) for a request (PEM), by the root or by a certificate authority that it issued before. */
  async function issue(request: string, wanted: IssuedBy = {}, issuer = 'root'): Promise<string> {
    count += 1
    const file = `issued-${count}`
    scratch.write(`${file}.csr`, request)
    scratch.write(`${file}.ext`, extensions(wanted))
    const days = wanted.days ?? 3_650
    const dates = ['-startdate', opensslTime(days < 0 ? days - 1 : -1), '-enddate', opensslTime(days)]
    const by = ['-cert', `${issuer}.pem`, '-keyfile', `${issuer}.key`]
    const subject = wanted.subject === undefined ? [] : ['-subj', wanted.subject]
    const files = ['-in', `${file}.csr`, '-extfile', `${file}.ext`, '-out', `${file}.pem`]
    await run(
      'ca',
      '-config',
      'upper.cnf',
      '-batch',
      '-notext',
      '-utf8',
      '-preserveDN',
      ...by,
      ...subject,
      ...dates,
      ...files,
    )
    return text(`${file}.pem`)
  }

  return {
    scratch,
    run,
    issue,
    root: text('root.pem'),
    dispose: scratch.dispose,
    /** A request (PEM) for a key of openssl's own; the key stays as `<file>.key`. */
    async newRequest(subject: string, file: string): Promise<string> {
      const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${file}.key`]
      await run('req', '-new', '-config', 'upper.cnf', ...fresh, '-subj', subject, '-out', `${file}.csr`)
      return text(`${file}.csr`)
    },
    /** A certificate authority between the root and others, to be named as an issuer. */
    async newIntermediate(file: string, wanted: IssuedBy): Promise<string> {
      const request = await this.newRequest(`/C=JP/O=TEST Mihon/CN=TEST Upper ${file}`, file)
      const certificate = await issue(request, wanted)
      scratch.write(`${file}.pem`, certificate)
      return certificate
    },
    /** The root's CRL, PEM. */
    async crl(): Promise<string> {
      await run(
        'ca',
        '-config',
        'upper.cnf',
        '-gencrl',
        '-cert',
        'root.pem',
        '-keyfile',
        'root.key',
        '-out',
        'root.crl',
      )
      return text('root.crl')
    },
  }
}

function configuration(rootExtensions: readonly string[]): string {
  return [
    '[req]',
    'distinguished_name = dn',
    'prompt = no',
    'utf8 = yes',
    '[dn]',
    '[root]',
    ...(rootExtensions.some((line) => line.startsWith('basicConstraints'))
      ? []
      : ['basicConstraints = critical,CA:TRUE']),
    'keyUsage = critical,keyCertSign,cRLSign',
    'subjectKeyIdentifier = hash',
    ...rootExtensions.filter((line) => line !== withoutBasicConstraints),
    '[ca]',
    'default_ca = upper',
    '[upper]',
    'database = index',
    'serial = serial',
    'crlnumber = crlnumber',
    'new_certs_dir = .',
    'default_md = sha256',
    'default_crl_days = 30',
    'unique_subject = no',
    'policy = anything',
    'string_mask = utf8only',
    '[anything]',
    ...['countryName', 'organizationName', 'organizationalUnitName', 'commonName'].map((each) => `${each} = optional`),
    '',
  ].join('\n')
}

function extensions(wanted: IssuedBy): string {
  const lines = {
    basicConstraints: wanted.basicConstraints ?? 'critical,CA:TRUE,pathlen:0',
    keyUsage: wanted.keyUsage ?? 'critical,keyCertSign,cRLSign',
    certificatePolicies: wanted.policies ?? policy,
    subjectKeyIdentifier: wanted.subjectKeyIdentifier ?? 'hash',
    authorityKeyIdentifier: 'keyid',
    crlDistributionPoints: 'URI:http://127.0.0.1:9/upper-root.crl',
  }
  const written = Object.entries(lines).flatMap(([name, value]) => (value === '' ? [] : [`${name} = ${value}`]))
  return [...written, ...(wanted.more ?? []), ''].join('\n')
}

/** UTC, `YYYYMMDDHHMMSSZ`. */
function opensslTime(days: number): string {
  return `${new Date(Date.now() + days * dayMs).toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`
}
