import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeEvent } from './encode-event'
import { createEventStreamParser, EventStreamTooLarge, type StreamEvent } from './event-stream-parser'

function parse(...chunks: string[]): StreamEvent[] {
  const events: StreamEvent[] = []
  const parser = createEventStreamParser((event) => events.push(event))
  for (const chunk of chunks) parser.push(chunk)
  return events
}

const message = (data: string, id = '', event = 'message'): StreamEvent => ({ event, data, id })

describe('createEventStreamParser (WHATWG HTML §9.2.6)', () => {
  test.each([
    { name: 'LF', input: 'data: a\n\n', events: [message('a')] },
    { name: 'CR', input: 'data: a\r\r', events: [message('a')] },
    { name: 'CRLF', input: 'data: a\r\n\r\n', events: [message('a')] },
    {
      name: 'all kinds of line end in one stream',
      input: 'data: a\rdata: b\ndata: c\r\n\r\n',
      events: [message('a\nb\nc')],
    },
    { name: 'leading BOM', input: '\uFEFFdata: a\n\n', events: [message('a')] },
    { name: 'a second BOM belongs to the name', input: '\uFEFF\uFEFFdata: a\n\n', events: [] },
    { name: 'comments', input: ': hello\n:\ndata: a\n\n', events: [message('a')] },
    { name: 'only a comment', input: ': hello\n\n', events: [] },
    { name: 'two data lines', input: 'data: YHOO\ndata: +2\ndata: 10\n\n', events: [message('YHOO\n+2\n10')] },
    {
      name: 'one leading space goes',
      input: 'data:test\n\ndata:  test\n\n',
      events: [message('test'), message(' test')],
    },
    { name: 'empty data', input: 'data\n\ndata\ndata\n\ndata:', events: [message(''), message('\n')] },
    { name: 'an event that is cut off', input: 'data: a\n', events: [] },
    { name: 'names', input: 'event: x\ndata: 1\n\ndata: 2\n\n', events: [message('1', '', 'x'), message('2')] },
    { name: 'a name without data', input: 'event: x\n\ndata: 2\n\n', events: [message('2')] },
    {
      name: 'an id is of its event only',
      input: 'id: 7\ndata: 1\n\ndata: 2\n\nid\ndata: 3\n\n',
      events: [message('1', '7'), message('2'), message('3')],
    },
    { name: 'an id with NUL is ignored', input: 'id: 7\0\ndata: 1\n\n', events: [message('1')] },
    { name: 'unknown fields', input: 'foo: 1\ndata: 1\nDATA: 2\n\n', events: [message('1')] },
    { name: 'a value with colons', input: 'data: a:b: c\n\n', events: [message('a:b: c')] },
  ])('$name', ({ input, events }) => {
    expect(parse(input)).toEqual(events)
    expect(parse(...input)).toEqual(events)
  })

  test('retry is digits only', () => {
    const retries: number[] = []
    const parser = createEventStreamParser(() => {}, { onRetry: (ms) => retries.push(ms) })
    parser.push('retry: 1500\nretry: 1.5\nretry: -1\nretry:\nretry: 0\n')
    expect(retries).toEqual([1500, 0])
  })

  test('the same events come out wherever the stream is cut', () => {
    const piece = fc.constantFrom('\r', '\n', '\r\n', 'data', ':', ' ', 'a', 'id: 1', 'event: e', '\uFEFF', '認')
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat(60)), (pieces, cuts) => {
        const text = pieces.join('')
        const places = [...new Set(cuts)].sort((a, b) => a - b)
        const chunks = [0, ...places].map((start, index) => text.slice(start, places[index]))
        expect(parse(...chunks)).toEqual(parse(text))
      }),
      { numRuns: 1_000 },
    )
  })

  test.each([
    { name: 'a line that never ends', chunks: ['data: ', 'a'.repeat(20)] },
    { name: 'a long line', chunks: [`data: ${'a'.repeat(20)}\n`] },
    { name: 'many lines of one event', chunks: Array(20).fill('data: aa\n') },
  ])('stops at its caps: $name', ({ chunks }) => {
    const parser = createEventStreamParser(() => {}, { maxLineLength: 16, maxDataLength: 32 })
    expect(() => {
      for (const chunk of chunks) parser.push(chunk)
    }).toThrow(EventStreamTooLarge)
  })

  test('twin: many events within the caps go on for ever', () => {
    let count = 0
    const parser = createEventStreamParser(() => (count += 1), { maxLineLength: 16, maxDataLength: 32 })
    for (let index = 0; index < 1_000; index += 1) parser.push('data: aa\n\n')
    expect(count).toBe(1_000)
  })
})

describe('encodeEvent', () => {
  test('writes retry, id, name and data lines', () => {
    expect(encodeEvent({ event: 'status', data: 'a\nb', id: '7', retryMs: 500 })).toBe(
      'retry: 500\nid: 7\nevent: status\ndata: a\ndata: b\n\n',
    )
  })

  test.each([
    { event: 'a\nb', data: '' },
    { event: 'a', data: '', id: 'x\rdata: y' },
    { event: 'a', data: '', id: 'x\0' },
    { event: 'a', data: '', retryMs: 1.5 },
    { event: 'a', data: '', retryMs: -1 },
  ])('throws for %o', (event) => {
    expect(() => encodeEvent(event)).toThrow(RangeError)
  })

  test('the parser gives back what was written, and data cannot start a field', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => !/[\r\n]/.test(text))
    const anyId = fc.string().filter((text) => !/[\r\n\0]/.test(text))
    const data = fc.oneof(fc.string(), fc.constant('a\nid: 9\nretry: 1\n\nevent: x'), fc.json())
    fc.assert(
      fc.property(name, data, anyId, (event, text, id) => {
        const lines = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
        expect(parse(encodeEvent({ event, data: text, id }))).toEqual([{ event, data: lines, id }])
      }),
    )
  })
})
