import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes, utf8 } from '@/lib/kernel/bytes'
import { MAX_MASTER_BYTES, MAX_MASTER_LINES, readCodeMaster } from './read-code-master'

/** 見本錠 in Shift_JIS. */
const sampleInShiftJis = new Uint8Array([0x8c, 0xa9, 0x96, 0x7b, 0x8f, 0xf9])
const entry = { name: '見本錠', unit: null, validFrom: null, validTo: null }

/** A row of the drug master of the claims system: 35 fields, or 40 in the layout since 2024. */
function claimsRow(changes: Record<number, string> = {}, length = 35): string {
  const fields = Array.from({ length }, (_, place) => changes[place] ?? '0')
  Object.assign(fields, { 0: '0', 1: 'Y', 2: '699000002', 4: '見本錠５ｍｇ', 9: '錠', 30: '99999999', ...changes })
  return fields.map((field) => `"${field}"`).join(',')
}

describe('a file with a first line', () => {
  test('has its columns in any order, others passed over, LF or CRLF, quotes or not', () => {
    const text =
      'Name,maker,CODE,valid_to,unit,valid_from\r\n"見本""錠"",""A",x,699000002,2026-03-31,錠,20240401\r\n\r\n'
    const { master, faults } = readCodeMaster(utf8(text))
    expect(faults).toBeNull()
    expect(master?.rowsOf('699000002')).toEqual([
      { name: '見本"錠","A', unit: '錠', validFrom: '2024-04-01', validTo: '2026-03-31' },
    ])
  })

  test.each([
    ['UTF-8', utf8('見本錠')],
    ['Shift_JIS', sampleInShiftJis],
  ])('may be in %s', (_name, name) => {
    const { master } = readCodeMaster(concatBytes(utf8('code,name\n1,'), name))
    expect(master?.rowsOf('1')).toEqual([entry])
  })

  test('may begin with a byte order mark, and has several rows of one code', () => {
    const { master } = readCodeMaster(utf8('\u{feff}code,name\n1,旧\n1,新'))
    expect(master?.rowsOf('1')?.map(({ name }) => name)).toEqual(['旧', '新'])
    expect([master?.size, master?.hasKindOf('9'), master?.hasKindOf('699000002')]).toEqual([1, true, false])
  })

  test('tells each fault with its line, and is then not used at all', () => {
    const lines = [
      'code,name,valid_from,valid_to',
      '1,見本錠',
      ',見本錠',
      '2,',
      '3,"x',
      '4,x,2026-02-30',
      '5,x,20260401,20260331',
    ]
    expect(readCodeMaster(utf8([...lines, `6,${'x'.repeat(4_000)}`, '7,\u{200b}x'].join('\n')))).toEqual({
      master: null,
      faults: [
        { code: 'code', line: 3 },
        { code: 'name', line: 4 },
        { code: 'quotes', line: 5 },
        { code: 'day', line: 6 },
        { code: 'days_order', line: 7 },
        { code: 'line_too_long', line: 8 },
        { code: 'name', line: 9 },
      ],
    })
  })

  test.each([
    ['empty', '', 1],
    ['header', 'コード,名称\n1,x', 1],
    ['header', 'code,name,code\n1,x,2', 1],
    ['empty', 'code,name\n', null],
    ['encoding', new Uint8Array([0x63, 0xff, 0xff]), null],
    ['encoding', 'code,name\n1,\0', null],
    ['too_many_lines', 'code,name\n'.padEnd(2 * MAX_MASTER_LINES + 20, '1\n'), null],
    ['too_large', new Uint8Array(MAX_MASTER_BYTES + 1), null],
  ])('is refused as a whole: %s', (code, file, line) => {
    expect(readCodeMaster(typeof file === 'string' ? utf8(file) : file).faults).toEqual([{ code, line }])
  })
})

describe('the drug master of the claims system', () => {
  test('gives drug, unit and the day of abolition; 99999999 is no day', () => {
    const { master } = readCodeMaster(utf8([claimsRow(), claimsRow({ 2: '699000003', 30: '20260331' })].join('\r\n')))
    expect(master?.rowsOf('699000002')).toEqual([{ name: '見本錠５ｍｇ', unit: '錠', validFrom: null, validTo: null }])
    expect(master?.rowsOf('699000003')?.[0]?.validTo).toBe('2026-03-31')
  })

  test('gives the generic name too, in the layout since 2024', () => {
    const row = claimsRow({ 36: '9999001F1ZZZ', 37: '【般】見本錠５ｍｇ' }, 40)
    expect(readCodeMaster(utf8(row)).master?.rowsOf('9999001F1ZZZ')?.[0]?.name).toBe('【般】見本錠５ｍｇ')
  })

  test('names the line of a row of another kind', () => {
    expect(readCodeMaster(utf8([claimsRow(), claimsRow({ 1: 'T' })].join('\n'))).faults).toEqual([
      { code: 'fields', line: 2 },
    ])
  })
})

test('AT-70: any file gives a master or at most 20 faults', () => {
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 400 }).map((bytes) => new Uint8Array(bytes)),
    fc
      .string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'x', '1', '見'), maxLength: 400 })
      .map((text) => utf8(`code,name\n${text}`)),
  )
  fc.assert(
    fc.property(hostile, (file) => {
      const { master, faults } = readCodeMaster(file)
      expect((master === null) !== (faults === null)).toBe(true)
      expect(faults?.length ?? 1).toBeGreaterThan(0)
      expect(faults?.length ?? 1).toBeLessThanOrEqual(20)
    }),
  )
})

test('AT-70: the most lines that are read, each with quotes, take no longer than 5 s', () => {
  const row = '"699000002","見""本錠","錠"\n'
  const started = performance.now()
  expect(readCodeMaster(utf8(`code,name,unit\n${row.repeat(MAX_MASTER_LINES - 1)}`)).master?.size).toBe(1)
  expect(performance.now() - started).toBeLessThan(5_000)
})
