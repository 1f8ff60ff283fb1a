import { describe, expect, test } from 'vitest'
import { checkLinks, checkPaths } from './check-links.mjs'
import { checkRules } from './check-rules.mjs'
import { checkThreats, readThreats } from './check-threats.mjs'
import { checkWords } from './check-words.mjs'
import { findRuleNumbers, findThreatNumbers } from './find-rule-numbers.mjs'
import { readComments } from './read-comments.mjs'
import { readRules } from './read-rules.mjs'

const RULE = `# Rules

### Q7 Number matching

The number is given once.

- Standard: BCP 247
- Enforced in: [match.ts](../../lib/match.ts),
  [claim.ts](../../lib/claim.ts)
- Test: \`Q7 one try\`
  in [match.test.ts](../../lib/match.test.ts)
`
const FILES = {
  'lib/match.ts': '/** One try (Q7). */\n',
  'lib/claim.ts': '',
  'lib/match.test.ts': "test('Q7 one try', () => {})\n",
}

/** The faults of a repository with one rule, as changed. */
function rulesWith({ rule = RULE, files = {} } = {}) {
  const all = { ...FILES, ...files }
  const rules = readRules('docs/rules/sign-in.md', rule)
  const uses = Object.entries(all).flatMap(([path, text]) => findRuleNumbers(path, text, new Set('Q')))
  return checkRules(rules, uses, (path) => all[path])
}

describe('rules', () => {
  test('a rule with all its parts has no fault', () => {
    expect(rulesWith()).toEqual([])
  })

  test.each([
    [
      'a used number without a rule',
      { files: { 'lib/new.ts': '// Q8 is meant here\n' } },
      'lib/new.ts:1 uses Q8, which has no rule in docs/rules',
    ],
    [
      'a number of an unknown letter in a comment',
      { files: { 'lib/new.ts': '// as rule Z3 says\n' } },
      'lib/new.ts:1 uses Z3, which has no rule in docs/rules',
    ],
    [
      'a number of an unknown letter in front of a title',
      { files: { 'lib/a.test.ts': "test('Z4 a counter', run)\n" } },
      'lib/a.test.ts:1 uses Z4, which has no rule in docs/rules',
    ],
    [
      'a number in the title of a test',
      { files: { 'lib/a.spec.ts': "test('Q9 a denial', run)\n" } },
      'lib/a.spec.ts:1 uses Q9, which has no rule in docs/rules',
    ],
    [
      'a number in a document',
      { files: { 'docs/a.md': 'See Q9.\n' } },
      'docs/a.md:1 uses Q9, which has no rule in docs/rules',
    ],
    [
      'a test title that the file does not have',
      { rule: RULE.replace('Q7 one try', 'Q7 two tries') },
      'docs/rules/sign-in.md:3 Q7 names the test "Q7 two tries", which lib/match.test.ts does not have',
    ],
    [
      'a title that is only a comment',
      { files: { 'lib/match.test.ts': '// Q7 one try\n' } },
      'docs/rules/sign-in.md:3 Q7 names the test "Q7 one try", which lib/match.test.ts does not have',
    ],
    [
      'a title that names another rule',
      { rule: RULE.replace('`Q7 one try`', '`one try`'), files: { 'lib/match.test.ts': "test('one try', run)" } },
      'docs/rules/sign-in.md:3 Q7 is not named by the title "one try" of lib/match.test.ts',
    ],
    [
      'a test file that is not there',
      { rule: RULE.replaceAll('match.test.ts', 'gone.test.ts') },
      'docs/rules/sign-in.md:3 Q7 is tested in lib/gone.test.ts, which is not there',
    ],
    ['no test', { rule: RULE.slice(0, RULE.indexOf('- Test')) }, 'docs/rules/sign-in.md:3 Q7 names no test'],
    [
      'an enforcing file that is not there',
      { rule: RULE.replaceAll('claim.ts', 'gone.ts') },
      'docs/rules/sign-in.md:3 Q7 is enforced in lib/gone.ts, which is not there',
    ],
    [
      'no enforcing file',
      { rule: RULE.replace(/- Enforced[^-]*/, '') },
      'docs/rules/sign-in.md:3 Q7 names no file that enforces it',
    ],
    [
      'no sentence',
      { rule: RULE.replace('The number is given once.', '') },
      'docs/rules/sign-in.md:3 Q7 has no sentence',
    ],
    [
      'no standard',
      { rule: RULE.replace('- Standard: BCP 247\n', '') },
      'docs/rules/sign-in.md:3 Q7 names no standard',
    ],
    ['a rule that is there twice', { rule: RULE + RULE }, 'docs/rules/sign-in.md:14 Q7 is there twice'],
  ])('%s is found', (_, change, fault) => {
    expect(rulesWith(change)).toEqual([fault])
  })

  test('a rule that nothing uses is found', () => {
    const files = { 'lib/match.ts': '', 'lib/match.test.ts': "test('Q7 one try', run)" }
    expect(rulesWith({ files: { ...files, 'lib/match.test.ts': "test(\n  'Q7 one try'\n)" } })).toEqual([])
    const rules = readRules('docs/rules/sign-in.md', RULE)
    expect(checkRules(rules, [], (path) => FILES[path])).toEqual(['docs/rules/sign-in.md:3 Q7 is used nowhere'])
  })

  test('what is no rule number is none', () => {
    const none = [
      [
        'lib/a.ts',
        "/** WebAuthn L3 §7.1, L3 §6, GlobalSign Root R46, Root CA V2, P-256, RS256, V1.1.1 */\nconst path = 'M12 3A9 9 0 0 1 1 1'\n",
      ],
      ['lib/a.test.ts', "const code = 'D1'\nconst agent = 'Mozilla/5.0 (X11; Linux x86_64)'\n"],
      ['docs/a.md', '```\nQ7\n```\n`Q7` and [a link](Q7.md)\n'],
    ]
    for (const [path, text] of none) expect(findRuleNumbers(path, text, new Set('ACDELOPQRSV'))).toEqual([])
  })

  test('a range names each of its numbers', () => {
    const uses = findRuleNumbers('lib/a.ts', '// rules Q1–Q3 and Q5\n', new Set('Q'))
    expect(uses.map(({ number }) => number)).toEqual(['Q1', 'Q2', 'Q3', 'Q5'])
  })
})

const MODEL = '| AT-35 | numbers are guessed | [match.test.ts](../lib/match.test.ts) |\n'

/** The faults of a threat model and one more file. */
function threatsWith({ model = MODEL, files = {} } = {}) {
  const all = { 'lib/match.test.ts': "test('AT-35 one try', run)\n", ...files }
  const uses = Object.entries(all).flatMap(([path, text]) => findThreatNumbers(path, text))
  return checkThreats('docs/threat-model.md', readThreats('docs/threat-model.md', model), uses, (path) => all[path])
}

describe('threats', () => {
  test('a threat with a row and a test has no fault', () => {
    expect(threatsWith()).toEqual([])
  })

  test.each([
    [
      'a number without a row',
      { files: { 'lib/a.ts': '// AT-99\n' } },
      'lib/a.ts:1 uses AT-99, which has no row in docs/threat-model.md',
    ],
    [
      'a file without the number',
      { files: { 'lib/match.test.ts': '' } },
      'docs/threat-model.md:1 AT-35 is not named in lib/match.test.ts',
    ],
    [
      'a file that is not there',
      { model: MODEL.replaceAll('match.test', 'gone.test') },
      'docs/threat-model.md:1 AT-35 is tested in lib/gone.test.ts, which is not there',
    ],
    [
      'a row without its tests',
      { model: '| AT-35 | numbers are guessed | – |\n' },
      'docs/threat-model.md:1 AT-35 has tests, and its row names none',
    ],
    ['a number that is there twice', { model: MODEL + MODEL }, 'docs/threat-model.md:2 AT-35 is there twice'],
  ])('%s is found', (_, change, fault) => {
    expect(threatsWith(change)).toEqual([fault])
  })
})

describe('links', () => {
  const exists = (path) => ['docs/a.md', 'README.md', 'lib'].includes(path)
  const linksOf = (text) =>
    checkLinks(
      new Map([
        ['docs/a.md', text],
        ['README.md', '# Shomei\n## Two commands\n'],
      ]),
      exists,
    )

  test.each([
    '[a](../README.md)',
    '[a](../README.md#two-commands)',
    '[a](../lib)',
    '[a](https://example.org/x)',
    '`[a](gone.md)`',
  ])('%s leads somewhere', (text) => {
    expect(linksOf(text)).toEqual([])
  })

  test.each([
    ['[a](gone.md)', 'docs/a.md:1 leads to docs/gone.md, which is not there'],
    ['![a](../pictures/gone.png)', 'docs/a.md:1 leads to pictures/gone.png, which is not there'],
    ['[a](../README.md#gone)', 'docs/a.md:1 leads to #gone of README.md, which is not there'],
    ['[a](#gone)', 'docs/a.md:1 leads to #gone of docs/a.md, which is not there'],
  ])('%s is found', (text, fault) => {
    expect(linksOf(text)).toEqual([fault])
  })
})

test('a path in a code span that is not there is found, in braces too', () => {
  const text = '`lib/pki` `lib/ui/{base,gone}` `lib/gone.ts` `lib/<word>` `npm run lint`'
  const faults = checkPaths(new Map([['docs/a.md', text]]), (path) => ['lib/pki', 'lib/ui/base'].includes(path))
  expect(faults).toEqual([
    'docs/a.md:1 names lib/ui/gone, which is not there',
    'docs/a.md:1 names lib/gone.ts, which is not there',
  ])
})

describe('words', () => {
  test.each([
    '32 octets',
    'is read anew',
    'is told',
    'nobody can',
    'whoever asks',
    'stands in a table',
    'beside the row',
  ])('"%s" is found', (text) => {
    expect(checkWords(new Map([['docs/a.md', text]]))).toHaveLength(1)
  })

  test('code, links and allowed parts are left alone', () => {
    const text = '`octets` [a](whoever.md) and an OCTET STRING'
    expect(checkWords(new Map([['docs/a.md', text]]), ['OCTET STRING'])).toEqual([])
  })

  test.each([
    ['a line', 'const a = 1\n// nobody waits\n'],
    ['a block', '/**\n * What it is told.\n */\nexport const a = 1\n'],
    ['the end of a line', 'const a = 1 // made anew\n'],
    ['JSX', 'const a = <p>{/* whoever asks */}</p>\n'],
  ])('a word of the list in a comment is found: %s', (_, text) => {
    expect(checkWords(new Map([['lib/a.tsx', readComments('lib/a.tsx', text)]]))).toHaveLength(1)
  })

  test('a comment keeps its line, and names and strings of the code are no comments', () => {
    const text = "const told = '// nobody'\nconst b = /* `octets` */ told\n/** @param {Buffer} octets */\n// told\n"
    expect(checkWords(new Map([['lib/a.ts', readComments('lib/a.ts', text)]]))).toEqual([
      'lib/a.ts:4 "told": write sent, shown, reported or notified',
    ])
  })
})
