import { checkCsv } from './check-csv.mjs'
import { checkDocument } from './check-document.mjs'
import { verifySignature } from './verify-signature.mjs'
import { MessageError } from './xml-message.mjs'
import { judgeWithXmlsec } from './xmlsec.mjs'

/**
 * Checks a prescription in the national service's order (document, CSV, signature) and registers it, or says everything that is
 * wrong with it.
 */
export async function registerPrescription({ readTrust, now, registrations, judge = judgeWithXmlsec }, message) {
  const { institution, prescription } = message
  const trust = await readTrust().catch((error) => {
    console.error(error)
    throw new MessageError(503, 'S-0020', '認証局の証明書を取得できないため、署名を検証できません。', message)
  })
  const { csv, findings: xmlChecks } = checkDocument(prescription)
  const csvChecks = csv ? checkCsv(csv, institution, now()) : []
  const reasons = csv ? verifySignature(prescription, trust, now()) : []
  if (csv && reasons.length === 0) {
    const objection = await judge(prescription, trust)
    if (objection) reasons.push({ key: 'signature.second_opinion', code: 'V-900', message: objection })
  }
  const verifications = csv ? [verificationOf(reasons)] : []
  const accepted = xmlChecks.length === 0 && csvChecks.length === 0 && reasons.length === 0
  const checks = { accepted, xmlChecks, csvChecks, verifications }
  if (!accepted) return { ...checks, code: 'S-1000', message: '処方箋を登録できません。' }
  return { ...checks, ...registrations.numbersOf(prescription), code: 'S-0000', message: '正常に登録しました。' }
}

function verificationOf(reasons) {
  const isValid = reasons.length === 0
  return {
    status: isValid ? '1' : '2',
    message: isValid ? '電子署名は有効です。' : '電子署名を確認できません。',
    signId: 'PrescriptionSign',
    reasons,
  }
}
