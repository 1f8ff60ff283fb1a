import { expect, test } from 'vitest'
import { clientAddress } from './client-address'

test.each([
  {
    name: 'no proxy: the header is the caller’s own text',
    header: '198.51.100.1',
    socket: '127.0.0.1',
    hops: 0,
    expected: '127.0.0.1',
  },
  {
    name: 'one proxy: the entry it appended',
    header: '1.2.3.4, 203.0.113.9',
    socket: '10.0.0.1',
    hops: 1,
    expected: '203.0.113.9',
  },
  {
    name: 'two proxies',
    header: '1.2.3.4, 203.0.113.9, 10.0.0.2',
    socket: '10.0.0.1',
    hops: 2,
    expected: '203.0.113.9',
  },
  { name: 'fewer entries than proxies', header: '', socket: '10.0.0.1', hops: 1, expected: null },
  { name: 'IPv6 by its /64', header: '2001:db8:1:2:3:4:5:6', socket: null, hops: 1, expected: '2001:db8:1:2::/64' },
  {
    name: 'another spelling of the same',
    header: '[2001:0DB8:0001:0002::1]:443',
    socket: null,
    hops: 1,
    expected: '2001:db8:1:2::/64',
  },
  { name: 'mapped IPv4', header: '::ffff:203.0.113.9', socket: null, hops: 1, expected: '203.0.113.9' },
  { name: 'unknown', header: undefined, socket: null, hops: 0, expected: null },
])('AT-17 $name', ({ header, socket, hops, expected }) => {
  expect(clientAddress(header, socket, hops)).toBe(expected)
})
