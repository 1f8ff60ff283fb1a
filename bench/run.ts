import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { toCamelColumns } from '@/lib/db/camel-columns'
import { anonymousFloodBench } from './benches/anonymous-flood'
import { approveToGreenBench } from './benches/approve-to-green'
import type { Bench } from './benches/bench'
import { growthBench } from './benches/growth'
import { openStreamsBench } from './benches/open-streams'
import { readsBench } from './benches/reads'
import { signInsBench } from './benches/sign-ins'
import { signingBench } from './benches/signing'
import { signingKeystoreBench } from './benches/signing-keystore'
import { signingXadesBench } from './benches/signing-xades'
import { currentLoad, describeMachine } from './measure/machine'
import { insertResults } from './measure/performance-page'
import type { BenchResult } from './measure/result'
import { parseOptions, type Scale } from './options'
import { bundleProcesses } from './process/bundle-processes'

const benches: readonly Bench[] = [
  readsBench,
  signInsBench,
  approveToGreenBench,
  openStreamsBench,
  growthBench,
  signingBench,
  signingKeystoreBench,
  signingXadesBench,
  anonymousFloodBench,
]
const resultsFolder = join(import.meta.dirname, 'results')
const page = join(import.meta.dirname, '..', 'docs', 'performance.md')

/**
 * `npm run bench`: measures each work next to its floor on the server of DATABASE_URL, which must be on this machine, and writes
 * bench/results and the table of docs/performance.md. Missing a target is no failure; an answer that is wrong is.
 */
async function main(): Promise<void> {
  const names = benches.map(({ name }) => name)
  const { scale, isKept, only } = parseOptions(process.argv.slice(2), names)
  const { DATABASE_URL: databaseServerUrl } = process.env
  if (databaseServerUrl === undefined) throw new Error('DATABASE_URL is missing: npm run bench sets it')
  await bundleProcesses()
  for (const bench of benches.filter(({ name }) => only === null || only.includes(name))) {
    const result = await measure(bench, databaseServerUrl, scale)
    print(result)
    if (isKept) writeResult(result)
  }
  if (isKept) writeFileSync(page, insertResults(readFileSync(page, 'utf8'), readResults(names)))
}

async function measure(bench: Bench, databaseServerUrl: string, scale: Scale): Promise<BenchResult> {
  const { name, title } = bench
  console.log(`\n${title} …`)
  const sql = postgres(databaseServerUrl, { max: 1, transform: toCamelColumns, onnotice: () => {} })
  const machine = await describeMachine(sql)
  await sql.end()
  const takenAt = new Date().toISOString()
  const loadBefore = currentLoad()
  const begin = performance.now()
  const outcome = await bench.run(databaseServerUrl, scale)
  const seconds = Math.round((performance.now() - begin) / 1000)
  return { bench: name, title, takenAt, seconds, machine, loadBefore, loadAfter: currentLoad(), ...outcome }
}

function print({ verdicts, details, seconds, loadBefore, loadAfter }: BenchResult): void {
  for (const { work, measured, floor, ratio, target, isMet } of verdicts) {
    const beside = floor === null ? '' : `, floor ${floor.value} ${floor.unit}, ratio ${ratio}`
    console.log(`  ${isMet ? 'met  ' : 'BELOW'} ${work}: ${measured.value} ${measured.unit}${beside} (${target})`)
  }
  for (const { name, values } of details) console.log(`        ${name}: ${JSON.stringify(values)}`)
  console.log(`        ${seconds} s, load ${loadBefore} → ${loadAfter}`)
}

function writeResult(result: BenchResult): void {
  mkdirSync(resultsFolder, { recursive: true })
  writeFileSync(join(resultsFolder, `${result.bench}.json`), `${JSON.stringify(result, null, 2)}\n`)
}

/** The newest result of each bench, also of those that did not run this time, in the order of `names`. */
function readResults(names: readonly string[]): BenchResult[] {
  const files = readdirSync(resultsFolder)
  return names
    .filter((name) => files.includes(`${name}.json`))
    .map((name) => JSON.parse(readFileSync(join(resultsFolder, `${name}.json`), 'utf8')))
}

await main()
