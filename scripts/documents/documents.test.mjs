import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../process/root.mjs'
import { checkLinks, checkPaths } from './check-links.mjs'
import { checkRules } from './check-rules.mjs'
import { checkThreats, readThreats } from './check-threats.mjs'
import { checkTranslations } from './check-translations.mjs'
import { checkWords, hasWord } from './check-words.mjs'
import { findRuleNumbers, findThreatNumbers } from './find-rule-numbers.mjs'
import { readComments } from './read-comments.mjs'
import { readRules } from './read-rules.mjs'
import { readTree } from './read-tree.mjs'

const THREAT_MODEL = 'docs/threat-model.md'
/** Made of error and finding texts, which have their own review. */
const GENERATED = new Set(['docs/errors.md', 'docs/findings.md'])
/** Figures of measurements: `P1` is a name of a run there. */
const WITHOUT_RULES = /^(?:docs\/rules\/|docs\/performance\.md$)/
/** Its fixtures use numbers that are no rules. */
const OWN_TESTS = /^scripts\/documents\/.*\.test\.mjs$/

const SOURCE = /^(?:lib|app|scripts|e2e|bench|examples)\/.*\.(?:ts|tsx|mjs|js)$/
/** Its comments describe encodings in the words of X.690, which calls a byte otherwise. */
const ENCODINGS = /^lib\/pki\//

const tree = readTree(ROOT)
const documents = new Map([...tree].filter(([path]) => path.endsWith('.md')))
const read = (path) => (existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : undefined)

describe('the documents of this repository', () => {
  test('each rule number has a rule, and each rule a sentence, a standard, files, tests and a use', () => {
    const rules = [...documents]
      .filter(([path]) => /^docs\/rules\/(?!README)/.test(path))
      .flatMap(([path, text]) => readRules(path, text))
    const letters = new Set(rules.map(({ number }) => number[0]))
    const uses = [...tree]
      .filter(([path]) => !WITHOUT_RULES.test(path) && !OWN_TESTS.test(path))
      .flatMap(([path, text]) => findRuleNumbers(path, text, letters))
    expect(uses.length).toBeGreaterThan(500)
    expect(checkRules(rules, uses, read)).toEqual([])
  })

  test('each threat number has a row in the threat model, which names a test of it', () => {
    const threats = readThreats(THREAT_MODEL, documents.get(THREAT_MODEL) ?? '')
    const uses = [...tree]
      .filter(([path]) => !OWN_TESTS.test(path))
      .flatMap(([path, text]) => findThreatNumbers(path, text))
    expect(threats.length).toBeGreaterThan(50)
    expect(checkThreats(THREAT_MODEL, threats, uses, read)).toEqual([])
  })

  test('links lead to files and headings that are there', () => {
    expect(checkLinks(documents, (path) => existsSync(join(ROOT, path)))).toEqual([])
  })

  test('paths of this repository in code spans are there; decisions may name folders of the past', () => {
    const current = new Map([...documents].filter(([path]) => !path.startsWith('docs/decisions/')))
    expect(checkPaths(current, (path) => existsSync(join(ROOT, path)))).toEqual([])
  })

  test('the pages for EMR vendors are there in Japanese too, with the same code', () => {
    const isForVendors = (path) => /^docs\/integration(?:-emr\.md$|\/)/.test(path)
    expect([...documents.keys()].filter(isForVendors).length).toBeGreaterThan(4)
    expect(checkTranslations(documents, isForVendors)).toEqual([])
  })

  test('the page that a vendor copies is the one of examples/first-page', () => {
    expect(documents.get('docs/integration-emr.md')).toContain(read('examples/first-page/page.html'))
  })

  test('docs/architecture.md names every folder of lib', () => {
    const [, folders = ''] = (documents.get('docs/architecture.md') ?? '').split('\n## Folders\n')
    const [table = ''] = folders.split('\n## ')
    const missing = readdirSync(join(ROOT, 'lib')).filter((name) => !new RegExp(`[\`/]${name}[\`/]`).test(table))
    expect(missing).toEqual([])
  })

  test('the words are plain', () => {
    const written = new Map([...documents].filter(([path]) => !GENERATED.has(path)))
    expect(checkWords(written)).toEqual([])
  })

  test('the words of comments are plain', () => {
    const comments = [...tree]
      .filter(([path, text]) => SOURCE.test(path) && hasWord(text))
      .map(([path, text]) => [path, readComments(path, text)])
    const isEncoding = ([path]) => ENCODINGS.test(path)
    expect(checkWords(new Map(comments.filter((file) => !isEncoding(file))), ['OCTET STRING'])).toEqual([])
    expect(checkWords(new Map(comments.filter(isEncoding)), ['octets', 'octet', 'Octets', 'OCTET'])).toEqual([])
  })
})
