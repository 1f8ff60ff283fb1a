import { readdirSync, readFileSync } from 'node:fs'
import type postgres from 'postgres'

/** USER_HZ of every Linux that Node runs on. */
const ticksPerSecond = 100

/** Milliseconds of processor time that processes have used so far: unlike a rate, other work on the machine hardly moves it. */
export type CpuMeter = () => number

export function cpuOfProcess(pid: number): CpuMeter {
  return () => readStat(pid)?.cpuMs ?? Number.NaN
}

/** Of all sessions of the database server behind `sql`; not a number when it does not run on this machine. */
export async function cpuOfDatabase(sql: postgres.Sql): Promise<CpuMeter> {
  const [row] = await sql<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
  const server = row === undefined ? undefined : readStat(row.pid)?.parent
  return () => {
    if (server === undefined) return Number.NaN
    const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    const sessions = processes.flatMap((name) => readStat(Number(name)) ?? []).filter(({ parent }) => parent === server)
    return sessions.reduce((sum, { cpuMs }) => sum + cpuMs, 0)
  }
}

/** Fields 4, 14 and 15 of proc_pid_stat(5), counted behind the name, which may contain anything; `null` without such a process. */
function readStat(pid: number): { parent: number; cpuMs: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = Number(fields[11]) + Number(fields[12])
    return { parent: Number(fields[1]), cpuMs: (ticks * 1000) / ticksPerSecond }
  } catch {
    return null
  }
}

/** What `work` made each of the processes use. */
export async function withCpu<Name extends string, Result>(
  meters: Readonly<Record<Name, CpuMeter>>,
  work: () => Promise<Result>,
): Promise<{ result: Result; cpuMs: Record<Name, number> }> {
  const names = Object.keys(meters) as Name[]
  const before = names.map((name) => meters[name]())
  const result = await work()
  const used = names.map((name, index) => [name, meters[name]() - (before[index] ?? Number.NaN)])
  return { result, cpuMs: Object.fromEntries(used) as Record<Name, number> }
}
