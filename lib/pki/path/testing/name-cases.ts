import { utf8 } from '@/lib/kernel/bytes'
import { DER } from '../../der/der-element'
import {
  encodeContext,
  encodeObjectId,
  encodeSequence,
  encodeSetOf,
  encodeUniversal,
  encodeUtf8String,
} from '../../der/write-der'
import { altNames, general, nameConstraints } from './mint-extensions'
import { mintChain, mintLongChain, type PathCase } from './path-case'

type Limits = Parameters<typeof nameConstraints>[0]
type Names = readonly Uint8Array[]

const { dns, email, uri, ip, directory, registeredId } = general

/** Name constraints (RFC 5280 §4.2.1.10, §6.1.3 (b), (c)). */
export const nameCases: readonly PathCase[] = [
  within('directory name in the permitted subtree', { permitted: [directory('C=JP,O=Test')] }, []),
  outside('directory name outside the permitted subtree', { permitted: [directory('C=JP,O=Other')] }, []),
  excluded('directory name in an excluded subtree', { excluded: [directory('C=JP,O=Test')] }, []),
  excluded('excluded directory name written as a TeletexString', { excluded: [directory('O=Evil')] }, [
    teletex('Evil'),
  ]),
  {
    ...excluded('internationalised mailbox on an excluded host', { excluded: [email('example.jp')] }, [
      internationalMailbox('taro@example.jp'),
    ]),
    code: 'name_constraint_unsupported',
  },
  within('internationalised mailbox where only hosts are limited', { permitted: [dns('example.jp')] }, [
    internationalMailbox('taro@example.jp'),
  ]),
  outside('alternative directory name outside', { permitted: [directory('C=JP,O=Test')] }, [
    directory('C=US,CN=見本　太郎'),
  ]),
  within('names of other kinds are not limited', { permitted: [dns('example.jp')] }, [email('taro@example.com')]),
  within('host in the permitted domain', { permitted: [dns('example.jp')] }, [dns('www.Example.jp')]),
  within('the permitted host itself', { permitted: [dns('example.jp')] }, [dns('example.jp')]),
  outside('host that only ends alike', { permitted: [dns('example.jp')] }, [dns('badexample.jp')]),
  excluded('host in an excluded domain', { excluded: [dns('example.jp')] }, [dns('a.b.example.jp')]),
  excluded('excluded beats permitted', { permitted: [dns('example.jp')], excluded: [dns('x.example.jp')] }, [
    dns('x.example.jp'),
  ]),
  within('mailbox on the permitted host', { permitted: [email('example.jp')] }, [email('taro@EXAMPLE.jp')]),
  outside('mailbox on a host below it', { permitted: [email('example.jp')] }, [email('taro@mail.example.jp')]),
  within('mailbox in the permitted domain', { permitted: [email('.example.jp')] }, [email('taro@mail.example.jp')]),
  outside('mailbox on the domain’s own host', { permitted: [email('.example.jp')] }, [email('taro@example.jp')]),
  within('the permitted mailbox', { permitted: [email('taro@example.jp')] }, [email('taro@example.jp')]),
  outside('another mailbox', { permitted: [email('taro@example.jp')] }, [email('jiro@example.jp')]),
  {
    title: 'e-mail address in the subject is limited too',
    chain: () =>
      mintChain({
        ca: { extensions: [nameConstraints({ excluded: [email('example.com')] })] },
        leaf: { name: 'C=JP,O=Test,CN=Taro,emailAddress=taro@example.com' },
      }),
    expected: 'INVALID',
    code: 'name_excluded',
  },
  within('URI on the permitted host', { permitted: [uri('example.jp')] }, [uri('http://example.jp:8080/x')]),
  within('URI in the permitted domain', { permitted: [uri('.example.jp')] }, [uri('https://a.example.jp/')]),
  outside('URI on another host', { permitted: [uri('example.jp')] }, [uri('http://example.jp.evil.example/x')]),
  outside('URI that hides the host behind a user', { permitted: [uri('example.jp')] }, [
    uri('http://example.jp@evil.example/'),
  ]),
  {
    ...outside('URI without a host name', { permitted: [uri('example.jp')] }, [uri('http://192.0.2.1/')]),
    code: 'name_constraint_unsupported',
  },
  within('IPv4 address in the permitted network', { permitted: [ip(192, 0, 2, 0, 255, 255, 255, 0)] }, [
    ip(192, 0, 2, 77),
  ]),
  outside('IPv4 address outside', { permitted: [ip(192, 0, 2, 0, 255, 255, 255, 0)] }, [ip(192, 0, 3, 77)]),
  excluded('IPv4 address in an excluded network', { excluded: [ip(10, 0, 0, 0, 255, 0, 0, 0)] }, [ip(10, 9, 8, 7)]),
  outside('IPv6 address where IPv4 is permitted', { permitted: [ip(10, 0, 0, 0, 255, 0, 0, 0)] }, [
    ip(...Array(16).fill(1)),
  ]),
  {
    ...outside('a kind of name nobody interprets', { permitted: [registeredId('1.2.3')] }, [registeredId('1.2.3.4')]),
    code: 'name_constraint_unsupported',
  },
  {
    title: 'subtree with a minimum',
    chain: () => mintChain({ ca: { extensions: [nameConstraints({ permitted: [dns('example.jp')] }, 1)] } }),
    expected: 'INVALID',
    code: 'extension_malformed',
    openssl: {
      accepts: true,
      why: 'RFC 5280 §4.2.1.10: minimum is 0; openssl looks at it only when a name of that kind comes',
    },
  },
  {
    title: 'two CAs: only what both permit',
    chain: () =>
      mintLongChain({
        upper: { extensions: [nameConstraints({ permitted: [dns('example.jp')] })] },
        lower: { extensions: [nameConstraints({ permitted: [dns('a.example.jp'), dns('example.com')] })] },
        leaf: { extensions: [altNames(dns('www.example.com'))] },
      }),
    expected: 'INVALID',
    code: 'name_not_permitted',
  },
  {
    title: 'constraints in the root’s own certificate',
    chain: () =>
      mintChain({ root: { extensions: [nameConstraints({ excluded: [directory('C=JP,O=Test,CN=Taro')] })] } }),
    expected: 'INVALID',
    code: 'name_excluded',
  },
]

function within(title: string, limits: Limits, names: Names): PathCase {
  const extensions = names.length === 0 ? [] : [altNames(...names)]
  const chain = () => mintChain({ ca: { extensions: [nameConstraints(limits)] }, leaf: { extensions } })
  return { title, chain, expected: 'VALID' }
}

function outside(title: string, limits: Limits, names: Names): PathCase {
  return { ...within(title, limits, names), expected: 'INVALID', code: 'name_not_permitted' }
}

function excluded(title: string, limits: Limits, names: Names): PathCase {
  return { ...within(title, limits, names), expected: 'INVALID', code: 'name_excluded' }
}

/** A directory name of one organisation, as a TeletexString. */
function teletex(organisation: string): Uint8Array {
  const attribute = encodeSequence(encodeObjectId('2.5.4.10'), encodeUniversal(DER.teletexString, utf8(organisation)))
  return encodeContext(4, encodeSequence(encodeSetOf(attribute)))
}

/** SmtpUTF8Mailbox (RFC 9598 §3). */
function internationalMailbox(mailbox: string): Uint8Array {
  return encodeContext(0, encodeObjectId('1.3.6.1.5.5.7.8.9'), encodeContext(0, encodeUtf8String(mailbox)))
}
