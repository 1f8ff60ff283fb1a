import { withXml } from './parse-xml.mjs'

const SIGNATURE = "*[local-name()='Signature' and namespace-uri()='http://www.w3.org/2000/09/xmldsig#']"

/** What the form of a prescription has to be, each with an XPath that is true for it. */
const RULES = [
  {
    code: 'X-101',
    path: "count(/Document[@id='Document']/Prescription)=1 and count(/Document/*)=1",
    message: '構造が処方箋（Document／Prescription）ではありません。',
  },
  {
    code: 'X-102',
    path: "/Document/Prescription/PrescriptionManagement/Version/@Value='EPS1.0'",
    message: '版（EPS1.0）が指定されていません。',
  },
  {
    code: 'X-103',
    path: "count(/Document/Prescription/PrescriptionDocument)=1 and /Document/Prescription/PrescriptionDocument/@id='PrescriptionDocument'",
    message: '処方データ（PrescriptionDocument）がありません。',
  },
  {
    code: 'X-104',
    path: `count(/Document/Prescription/PrescriptionSign/${SIGNATURE}[@Id='PrescriptionSign'])=1`,
    message: '電子署名（PrescriptionSign）がありません。',
  },
  { code: 'X-105', path: `count(//${SIGNATURE})=1`, message: '電子署名が複数あります。' },
]

/**
 * The form of a prescription document, and its CSV; `csv` is null as soon as the form is wrong.
 * @param {Buffer} prescription
 * @returns {{ csv: Buffer | null, findings: { code: string, message: string }[] }}
 */
export function checkDocument(prescription) {
  const result = withXml(prescription, (document) => {
    const findings = RULES.filter(({ path }) => document.eval(`boolean(${path})`) !== true)
    if (!hasUniqueIds(document)) findings.push({ code: 'X-106', message: '識別子（id）が重複しています。' })
    const base64 = document.eval('string(/Document/Prescription/PrescriptionDocument)')
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
      findings.push({ code: 'X-107', message: '処方データをBase64として読み取れません。' })
    }
    return { findings: findings.map(({ code, message }) => ({ code, message })), base64 }
  })
  if (!result) return { csv: null, findings: [{ code: 'X-100', message: 'XMLを読み取れません。' }] }
  const csv = result.findings.length === 0 ? Buffer.from(result.base64, 'base64') : null
  return { csv, findings: result.findings }
}

function hasUniqueIds(document) {
  const ids = document.find('//@id | //@Id').map((attribute) => attribute.value)
  return new Set(ids).size === ids.length
}
