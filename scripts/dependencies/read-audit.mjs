/**
 * What `npm audit --json` has found out.
 * @typedef {{ kind: 'clean' } | { kind: 'found', lines: string[] } | { kind: 'not_available', reason: string }} AuditOutcome
 */

/**
 * Reads the output of `npm audit --json`. A registry that offers no advisories, and one that cannot be reached, is "not available": that
 * says nothing about the dependencies and never counts as clean.
 * @param {string} output
 * @returns {AuditOutcome}
 */
export function readAudit(output) {
  const report = parse(output)
  if (report === null) return { kind: 'not_available', reason: 'npm audit answered with no report' }
  const reason = report.message ?? report.error?.summary
  if (report.vulnerabilities === undefined) {
    return {
      kind: 'not_available',
      reason: String(reason ?? 'the report names no vulnerabilities').split('\n')[0] ?? '',
    }
  }
  const lines = Object.values(report.vulnerabilities).map(
    ({ name, severity, range }) => `${name} ${range}: ${severity}`,
  )
  return lines.length === 0 ? { kind: 'clean' } : { kind: 'found', lines }
}

/**
 * @param {string} output npm may write warnings around its report
 * @returns {{ message?: string, error?: { summary?: string }, vulnerabilities?: Record<string, { name: string, severity: string, range: string }> } | null}
 */
function parse(output) {
  try {
    return JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1))
  } catch {
    return null
  }
}
