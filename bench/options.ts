/** How much is measured; times in seconds. */
export type Scale = {
  rounds: number
  /** Of one round of load. */
  roundSeconds: number
  warmUpSeconds: number
  /** Rows among which the reading APIs find theirs. */
  tokens: number
  approvalsPerRound: number
  streams: readonly number[]
  /** Second certificates: of how many holders in all, and of how many with an RSA key (and as many P-256 ones) who sign documents. */
  credentials: { few: number; many: number; certified: number }
  /** Small and large database, in tokens and in audit events. */
  growth: { tokens: readonly [number, number]; auditEvents: readonly [number, number]; callsPerRound: number }
}

const normal: Scale = {
  rounds: 5,
  roundSeconds: 3,
  warmUpSeconds: 2,
  tokens: 100_000,
  approvalsPerRound: 20,
  streams: [500, 3_000],
  credentials: { few: 100, many: 10_000, certified: 64 },
  growth: { tokens: [10_000, 1_000_000], auditEvents: [100_000, 1_000_000], callsPerRound: 500 },
}

/** Whether everything works, in half a minute: no figure of it means anything, and none is kept. */
const quick: Scale = {
  rounds: 1,
  roundSeconds: 0.5,
  warmUpSeconds: 0.2,
  tokens: 5_000,
  approvalsPerRound: 3,
  streams: [20, 60],
  credentials: { few: 20, many: 60, certified: 8 },
  growth: { tokens: [4_000, 8_000], auditEvents: [1_000, 2_000], callsPerRound: 20 },
}

const full: Scale = {
  ...normal,
  growth: { ...normal.growth, auditEvents: [100_000, 10_000_000] },
}

export type Options = { scale: Scale; isKept: boolean; only: readonly string[] | null }

/**
 * `--quick` tries everything out and keeps nothing, `--full` goes to ten million audit events, `--only a,b` runs these alone.
 * @throws Error for any other argument
 */
export function parseOptions(args: readonly string[], names: readonly string[]): Options {
  const options = { scale: normal, isKept: true, only: null as readonly string[] | null }
  for (const [index, arg] of args.entries()) {
    if (args[index - 1] === '--only') continue
    if (arg === '--quick') Object.assign(options, { scale: quick, isKept: false })
    else if (arg === '--full') options.scale = full
    else if (arg === '--only') options.only = parseNames(args[index + 1] ?? '', names)
    else throw new Error(`unknown argument ${arg}; there are --quick, --full and --only ${names.join(',')}`)
  }
  return options
}

function parseNames(text: string, names: readonly string[]): string[] {
  const chosen = text.split(',').filter(Boolean)
  const unknown = chosen.filter((name) => !names.includes(name))
  if (chosen.length === 0 || unknown.length > 0) throw new Error(`--only takes some of ${names.join(',')}`)
  return chosen
}
