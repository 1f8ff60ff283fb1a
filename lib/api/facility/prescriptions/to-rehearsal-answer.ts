import type { Rehearsal } from '@/lib/facility/signing/rehearse-prescription'
import type { Locale } from '@/lib/messages/locale'
import type { SigningRehearsal } from '@/lib/wire/signing-checks'
import { toCsvFindingAnswer } from './to-csv-finding-answer'

/** What a dry run found, as the EMR gets it. */
export function toRehearsalAnswer(rehearsal: Rehearsal, locale: Locale): SigningRehearsal {
  const { digest, warnings, signIn, signer } = rehearsal
  return {
    dry_run: true,
    digest: toBase64(digest),
    warnings: warnings.map((one) => toCsvFindingAnswer('prescription', one, locale)),
    sign_in: { staff_id: signIn.staffCode, terminal_id: signIn.terminalCode, status: signIn.status },
    signer:
      signer === null
        ? null
        : {
            subject: signer.subject,
            roles: [...signer.roles],
            not_before: signer.notBefore.toISOString(),
            not_after: signer.notAfter.toISOString(),
            period: signer.period,
            certificate: toBase64(signer.certificate),
          },
  }
}

function toBase64(octets: Uint8Array): string {
  return Buffer.from(octets).toString('base64')
}
