import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clientAddress } from './client-address'

const proxy = '10.0.0.1'

test.each([
  { name: 'no proxy: the header is the caller’s own text', header: '198.51.100.1', hops: 0, expected: proxy },
  { name: 'no proxy, no connection known', header: '198.51.100.1', socket: null, hops: 0, expected: null },
  { name: 'one proxy: the entry it appended', header: '1.2.3.4, 203.0.113.9', hops: 1, expected: '203.0.113.9' },
  { name: 'two proxies', header: '1.2.3.4, 203.0.113.9, 10.0.0.2', hops: 2, expected: '203.0.113.9' },
  { name: 'no header behind a proxy: the connection', header: undefined, hops: 1, expected: proxy },
  { name: 'fewer entries than proxies: the connection', header: '203.0.113.9', hops: 2, expected: proxy },
  { name: 'an empty last entry is no entry', header: '1.2.3.4, 203.0.113.9,', hops: 1, expected: '203.0.113.9' },
  { name: 'empty entries anywhere', header: ' , 1.2.3.4,, 203.0.113.9 , ,', hops: 1, expected: '203.0.113.9' },
  { name: 'nothing but empty entries', header: ' , ,', hops: 1, expected: proxy },
  { name: 'no address: the connection', header: '1.2.3.4, unknown', hops: 1, expected: proxy },
  { name: 'no address: the next one towards us', header: '1.2.3.4, _x, 10.0.0.2', hops: 2, expected: '10.0.0.2' },
  { name: 'a long entry', header: '9'.repeat(500), hops: 1, expected: proxy },
  { name: 'numbers that are no address', header: '999.1.2.3', hops: 1, expected: proxy },
  { name: 'IPv4 with a port', header: '203.0.113.9:5555', hops: 1, expected: '203.0.113.9' },
  { name: 'IPv6 by its /64', header: '2001:db8:1:2:3:4:5:6', hops: 1, expected: '2001:db8:1:2::/64' },
  {
    name: 'another spelling, with a port',
    header: '[2001:0DB8:0001:0002::1]:443',
    hops: 1,
    expected: '2001:db8:1:2::/64',
  },
  { name: 'IPv6 in brackets without a port', header: '[2001:db8:1:2::1]', hops: 1, expected: '2001:db8:1:2::/64' },
  { name: 'IPv6 whose prefix has zeros', header: '2001:db8::1', hops: 1, expected: '2001:db8::/64' },
  { name: 'IPv6 with a zone', header: 'fe80::1%eth0', hops: 1, expected: 'fe80::/64' },
  { name: 'IPv6 with a zone and a port', header: '[fe80::1%eth0]:443', hops: 1, expected: 'fe80::/64' },
  { name: 'mapped IPv4', header: '::ffff:203.0.113.9', hops: 1, expected: '203.0.113.9' },
  {
    name: 'mapped IPv4 in hexadecimal, with a port',
    header: '[::ffff:cb00:7109]:80',
    hops: 1,
    expected: '203.0.113.9',
  },
  { name: 'IPv6 connection', header: undefined, socket: '2001:db8:1:2::7', hops: 0, expected: '2001:db8:1:2::/64' },
  { name: 'mapped connection', header: undefined, socket: '::ffff:127.0.0.1', hops: 0, expected: '127.0.0.1' },
])('AT-17 $name', ({ header, socket = proxy, hops, expected }) => {
  expect(clientAddress(header, socket, hops)).toBe(expected)
})

test('AT-17 one address has one key, whatever its port', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.ipV4(),
        fc.ipV6().map((address) => `[${address}]`),
      ),
      fc.nat(65_535),
      (address, port) => {
        const key = clientAddress(address, proxy, 1)
        expect(key).not.toBe(proxy)
        expect(clientAddress(`${address}:${port}`, proxy, 1)).toBe(key)
      },
    ),
  )
})

test('AT-17 nothing that a caller writes itself changes its key, and no text gives none', () => {
  fc.assert(
    fc.property(fc.string(), fc.ipV4(), fc.nat(3), (written, appended, hops) => {
      const own = Array.from({ length: hops }, () => appended)
      expect(clientAddress([written, ...own].join(','), proxy, hops)).toBe(hops === 0 ? proxy : appended)
      expect(clientAddress(written, proxy, hops)).not.toBeNull()
    }),
  )
})
