import type { PreflightFacts } from '@/lib/eprescription/preflight/preflight-prescription'
import { type CodeMasterFiles, openCodeMasters } from './code-masters'

/** What prescriptions are compared with now: the present day in Japan, and the masters that the settings name. */
export async function readPreflightFacts(settings: CodeMasterFiles, now: Date = new Date()): Promise<PreflightFacts> {
  return { today: dayInJapan(now), masters: await openCodeMasters(settings).read() }
}

/** YYYY-MM-DD. */
function dayInJapan(now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(now)
}
