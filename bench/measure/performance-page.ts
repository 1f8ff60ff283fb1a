import type { BenchResult, Detail, Quantity, Verdict } from './result'

const begin = '<!-- bench:begin -->'
const end = '<!-- bench:end -->'

/**
 * The page with everything between its two markers replaced by the results.
 * @throws Error when the page does not have both markers, in order.
 */
export function insertResults(page: string, results: readonly BenchResult[]): string {
  const from = page.indexOf(begin)
  const to = page.indexOf(end)
  if (from === -1 || to < from) throw new Error(`the page needs ${begin} and, after it, ${end}`)
  return `${page.slice(0, from + begin.length)}\n${resultsSection(results)}\n${page.slice(to)}`
}

function resultsSection(results: readonly BenchResult[]): string {
  return [summaryTable(results), ...results.map(benchSection)].join('\n\n')
}

function summaryTable(results: readonly BenchResult[]): string {
  const rows = results.flatMap(({ verdicts }) => verdicts.map(verdictRow))
  return ['| work | measured | floor | ratio | target | |', '|---|---:|---:|---:|---|---|', ...rows].join('\n')
}

function verdictRow({ work, measured, floor, ratio, target, isMet }: Verdict): string {
  const cells = [
    work,
    formatQuantity(measured),
    floor === null ? '–' : formatQuantity(floor),
    ratio === null ? '–' : ratio.toFixed(2),
    target,
    isMet ? 'met' : '**below**',
  ]
  return `| ${cells.join(' | ')} |`
}

function benchSection(result: BenchResult): string {
  const { title, takenAt, seconds, machine, loadBefore, loadAfter, conditions, details } = result
  const day = takenAt.slice(0, 10)
  const { cores, processor, memoryGiB, node, postgres, fsync, synchronousCommit, commitMs } = machine
  const facts = [
    `Measured ${day} in ${Math.round(seconds)} s on ${cores} cores (${processor}), ${memoryGiB} GiB, Node ${node}, PostgreSQL ${postgres}`,
    `(fsync ${fsync}, synchronous_commit ${synchronousCommit}, one commit ${commitMs} ms); load average ${loadBefore} before, ${loadAfter} after.`,
  ]
  return [
    `### ${title}`,
    facts.join(' '),
    conditions.map((line) => `- ${line}`).join('\n'),
    ...detailTables(details),
  ].join('\n\n')
}

/** Details with the same columns share a table. */
function detailTables(details: readonly Detail[]): string[] {
  const tables = new Map<string, Detail[]>()
  for (const detail of details) {
    const columns = Object.keys(detail.values).join(' | ')
    tables.set(columns, [...(tables.get(columns) ?? []), detail])
  }
  return [...tables].map(([columns, rows]) => {
    const rule = columns.split(' | ').map(() => '---:')
    const lines = rows.map(({ name, values }) => `| ${name} | ${Object.values(values).map(formatNumber).join(' | ')} |`)
    return [`| | ${columns} |`, `|---|${rule.join('|')}|`, ...lines].join('\n')
  })
}

function formatQuantity({ value, unit }: Quantity): string {
  return unit === '1/s' ? `${formatNumber(value)}/s` : `${formatNumber(value)} ${unit}`
}

function formatNumber(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en-US', { maximumFractionDigits: digits })
}
