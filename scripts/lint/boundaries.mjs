/**
 * What only certain folders may import, whatever their layer. Tests, e2e, bench, prisma and scripts are free.
 * @typedef {object} Boundary
 * @property {string} rule
 * @property {RegExp} target
 * @property {RegExp} allowedIn
 * @property {RegExp} [typesAllowedIn] where an `import type` is fine too
 * @property {string} advice
 */

/** @type {Boundary[]} */
export const BOUNDARIES = [
  {
    rule: 'database',
    target: /^lib\/db\/generated\//,
    allowedIn: /^lib\/db\/|\.store\.ts$/,
    advice: 'Rows do not leave the store: turn them into domain types in the *.store.ts file.',
  },
  {
    rule: 'database',
    target: /^lib\/db\/process-database\.ts$/,
    allowedIn: /^lib\/(?:db|audit|api|portal|background|commands)\/|^app\/|^(?:proxy|instrumentation)(?:-\w+)?\.ts$/,
    advice: 'Only routes and screens take the process’s database, and hand it to the use case as an argument.',
  },
  {
    rule: 'database',
    target: /^lib\/db\/notifications\.ts$/,
    allowedIn: /^lib\/(?:db|authority|facility|api|portal|background|commands)\//,
    advice: 'Notifications are sent by use cases, inside their transaction.',
  },
  {
    rule: 'database',
    target: /^lib\/db\//,
    allowedIn:
      /^lib\/(?:db|audit|rate-limits|problem|api|portal|background|commands)\/|\.store\.ts$|^instrumentation(?:-\w+)?\.ts$/,
    typesAllowedIn: /^(?:lib|app)\//,
    advice: 'Only *.store.ts files use the database: put the query there and call it from the use case.',
  },
  {
    rule: 'database',
    target: /^npm:(?:pg|postgres|@prisma\/.*)$/,
    allowedIn: /^lib\/db\//,
    typesAllowedIn: /\.store\.ts$/,
    advice: 'Database drivers are used by lib/db only: take a Database or Transaction as an argument.',
  },
  {
    rule: 'egress',
    target: /^npm:undici$/,
    allowedIn: /^lib\/egress\//,
    advice: 'Outbound calls go through lib/egress (proxy, client certificate, time-out, size cap).',
  },
  {
    rule: 'egress',
    target: /^node:(?:http|https|http2|net|tls|dgram|dns|dns\/promises)$/,
    allowedIn: /^lib\/(?:egress|api|portal|card-helper)\/|^lib\/(?:db\/connect-once|config\/no-proxy)\.ts$|^examples\//,
    typesAllowedIn: /^lib\//,
    advice: 'Connections are opened by lib/egress and accepted by lib/portal.',
  },
  {
    rule: 'framework',
    target: /^npm:(?:next|next-auth)$/,
    allowedIn:
      /^(?:app|pages)\/|^lib\/(?:ui|api|portal)\/|^(?:proxy|instrumentation|next\.config)(?:-\w+)?\.(?:ts|js)$/,
    advice: 'Next belongs to app/: a use case takes values and returns values.',
  },
  {
    rule: 'framework',
    target: /^npm:(?:react|react-dom|lucide-react|qrcode\.react)$/,
    allowedIn: /^(?:app|pages|lib\/ui)\//,
    advice: 'React belongs to screens and lib/ui.',
  },
  {
    rule: 'framework',
    target: /^npm:(?:hono|@hono\/.*)$/,
    allowedIn: /^(?:app|lib\/(?:wire|api|portal))\//,
    typesAllowedIn: /^lib\//,
    advice: 'HTTP is declared in lib/api: a use case never sees requests and responses.',
  },
  {
    rule: 'card-helper',
    target: /^lib\/(?!(?:card-helper|smartcard|helper-protocol|pki|kernel)\/)/,
    allowedIn: /^(?!lib\/card-helper\/)/,
    advice: 'The card helper imports lib/smartcard, lib/helper-protocol, lib/pki and lib/kernel only.',
  },
]
