import type { Messages } from '@/lib/messages/messages-for'

/** A command as it is typed, and the script of `scripts/` that runs it with these words in front of its arguments. */
export type OperatorCommand = { script: string; words: readonly string[]; takes: string }

type CommandName = keyof Messages['commands']['does']

const of = (script: string, words: readonly string[], takes = ''): OperatorCommand => ({ script, words, takes })

/** Every operator command, by noun and verb. */
export const operatorCommands: Readonly<Record<CommandName, OperatorCommand>> = {
  'audit verify': of('audit-verify', []),
  'certificate-authorities request': of(
    'authorities',
    ['request'],
    '<name> [--algorithm rsa-2048|p-256] <attribute>...',
  ),
  'certificate-authorities install': of('authorities', ['install'], '<name> <file.pem>'),
  'certificate-authorities retire': of('authorities', ['retire'], '<name>'),
  'certificate-authorities list': of('authorities', ['list']),
  'compat show': of('compat', ['show'], '<facility code>'),
  'compat on': of(
    'compat',
    ['on'],
    '<facility code> client=<EMR client id> terminal=<code> authentication=bearer|none ...',
  ),
  'compat off': of('compat', ['off'], '<facility code>'),
  'compat name': of('compat', ['name'], '<facility code> <staff code> <secondarycert-id>'),
  'credentials issue': of('credentials', ['issue'], '<holder id>'),
  'credentials renew': of('credentials', ['renew'], '<holder id>'),
  'credentials suspend': of('credentials', ['suspend'], '<credential id>'),
  'credentials resume': of('credentials', ['resume'], '<credential id>'),
  'credentials revoke': of('credentials', ['revoke'], '<credential id> <reason>'),
  'credentials list': of('credentials', ['list'], '[holder id]'),
  'data reset': of('reset', []),
  'database migrate': of('migrate', []),
  'dependencies check': of('check-dependencies', []),
  'keys rotate': of('keys-rotate', []),
  'keys create-kek': of('keys-rotate', ['create-kek'], '<label>'),
  'operators create': of('operators', ['create'], '<operator code> <name> <role>...'),
  'operators list': of('operators', ['list']),
  'operators disable': of('operators', ['disable'], '<operator code>'),
  'signatures doubtful': of('signatures-doubtful', []),
  'signers list': of('signers', ['list'], '<facility code>'),
  'signers forget': of('signers', ['forget'], '<facility code> <staff code>'),
}
