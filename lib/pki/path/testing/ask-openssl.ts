import { OID } from '../../pki.oids'
import { openScratch, runOpenssl } from '../../testing/run-openssl'
import { type PemLabel, toPem } from '../../testing/to-pem'
import { testTime } from './mint'
import type { CaseOptions, Chain } from './path-case'

/** Security level 2: RSA of 2048 bits and more, no SHA-1; strict checks of what RFC 5280 asks of certificates. */
const strictness = ['-auth_level', '2', '-no-CApath', '-no-CAstore']
const crlFlags = ['-crl_check_all', '-extended_crl', '-use_deltas']

/** `isLenient`: without `-x509_strict`, which asks of anchors what it asks of CAs. `purpose`: as openssl names it. */
type OpensslMode = { isLenient?: boolean; purpose?: 'timestampsign' }

/** Whether `openssl verify` accepts the chain, as strictly as it can be by default, and its output. */
export async function askOpenssl(
  chain: Chain,
  options: CaseOptions = {},
  { isLenient = false, purpose }: OpensslMode = {},
): Promise<{ accepts: boolean; output: string }> {
  const scratch = openScratch()
  const pem = (name: string, values: readonly Uint8Array[], label: PemLabel) => {
    return scratch.write(name, values.map((value) => toPem(value, label)).join(''))
  }
  const certificates = (name: string, of: Chain['anchors']) =>
    pem(
      name,
      of.map(({ der }) => der),
      'CERTIFICATE',
    )
  try {
    const { status, output } = await runOpenssl([
      'verify',
      ...strictness,
      ...(isLenient ? [] : ['-x509_strict']),
      ...(purpose === undefined ? [] : ['-purpose', purpose]),
      ...['-attime', String(testTime.getTime() / 1000)],
      ...policyFlags(options),
      ...(chain.crls === undefined
        ? []
        : [...crlFlags, ...crlFile(pem('crls.pem', chain.crls, 'X509 CRL'), chain.crls)]),
      ...(chain.anchors.length === 0 ? ['-no-CAfile'] : ['-CAfile', certificates('anchors.pem', chain.anchors)]),
      ...(chain.intermediates.length === 0 ? [] : ['-untrusted', certificates('untrusted.pem', chain.intermediates)]),
      certificates('leaf.pem', [chain.leaf]),
    ])
    return { accepts: status === 0, output }
  } finally {
    scratch.dispose()
  }
}

function policyFlags({ initialPolicies = [OID.anyPolicy], ...flags }: CaseOptions): string[] {
  return [
    '-policy_check',
    ...initialPolicies.flatMap((policy) => ['-policy', policy]),
    ...(flags.explicitPolicy ? ['-explicit_policy'] : []),
    ...(flags.inhibitPolicyMapping ? ['-inhibit_map'] : []),
    ...(flags.inhibitAnyPolicy ? ['-inhibit_any'] : []),
  ]
}

function crlFile(path: string, crls: readonly Uint8Array[]): string[] {
  return crls.length === 0 ? [] : ['-CRLfile', path]
}
