import { toBase64 } from '../xml/base64'

const forgedCsv = toBase64(new TextEncoder().encode('SJ1\nforged'))

/** Variants of one signed prescription that move, repeat or hide what was signed; an attacker needs no key for any of them. */
export function wrappingCases(valid: string): Record<string, string> {
  const signed = /<PrescriptionDocument id="PrescriptionDocument">[^<]*<\/PrescriptionDocument>/.exec(valid)?.[0]
  if (!signed) throw new Error('not a signed prescription')
  const forged = (id: string) => `<PrescriptionDocument ${id}>${forgedCsv}</PrescriptionDocument>`
  const intoObject = (xml: string) => xml.replace('</xs:Signature>', `<xs:Object>${signed}</xs:Object></xs:Signature>`)
  const intoOwnObject = (xml: string) =>
    xml.replace('</xs:Object></xs:Signature>', `${signed}</xs:Object></xs:Signature>`)
  const signature = /<xs:Signature .*<\/xs:Signature>/.exec(valid)?.[0] ?? ''
  const end = '</Prescription></Document>'
  const [, front = '', inside = '', back = ''] = /^(.*?<Document [^>]*>)(.*)(<\/Document>\s*)$/s.exec(valid) ?? []
  const forgedPart = `<Prescription>${forged('id="x"')}<PrescriptionSign/></Prescription>`
  return {
    'the signed part in a comment that a careless reader ends at once': `${front}<!-->${inside}<w>-->${forgedPart}<!--></w>-->${back}`,
    'text changed': valid.replace(/(<PrescriptionDocument[^>]*>)..../, '$1AAAA'),
    'signed element in ds:Object, forged one without its id in place': intoObject(
      valid.replace(signed, forged('id="x"')),
    ),
    'signed element in the one ds:Object, forged one in place': intoOwnObject(valid.replace(signed, forged('id="x"'))),
    'signed element in a sibling, forged one in place': valid
      .replace(signed, forged('id="x"'))
      .replace(end, `</Prescription><Hold>${signed}</Hold></Document>`),
    'signed element in an unsigned neighbour': valid
      .replace(signed, forged('id="x"'))
      .replace('<PrescriptionManagement id="PrescriptionManagement">', `$&<Hold>${signed}</Hold>`),
    'two elements of the id, forged first': intoObject(valid.replace(signed, forged('id="PrescriptionDocument"'))),
    'two elements of the id, forged last': valid
      .replace('<Prescription>', `<Ext>${signed}</Ext><Prescription>`)
      .replace(`${signed}<PrescriptionSign>`, `${forged('id="PrescriptionDocument"')}<PrescriptionSign>`),
    'forged Id= beside original id=': intoObject(valid.replace(signed, forged('Id="PrescriptionDocument"'))),
    'forged ID= before original id=': valid.replace(
      signed,
      `${forged('ID="PrescriptionDocument"')}<Hold>${signed}</Hold>`,
    ),
    'forged xml:id= beside original id=': valid.replace(
      signed,
      `${forged('xml:id="PrescriptionDocument"')}<Hold>${signed}</Hold>`,
    ),
    'two PrescriptionDocument elements': valid.replace(signed, `${signed}${forged('id="y"')}`),
    'forged PrescriptionDocument without an id first': valid.replace(
      signed,
      `<PrescriptionDocument>${forgedCsv}</PrescriptionDocument>${signed}`,
    ),
    'original nested in a forged Document': valid.replace(
      /<Document .*/s,
      (original) =>
        `<Document xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="D2"><Prescription>${forged('id="y"')}<PrescriptionSign/></Prescription><Ext>${original}</Ext></Document>`,
    ),
    'forged sibling Prescription': valid.replace(
      '<Prescription>',
      `<Prescription>${forged('id="z"')}</Prescription><Prescription>`,
    ),
    'a second signature beside the first': valid.replace(
      signature,
      `${signature}${signature.replace('Id="PrescriptionSign"', 'Id="Second"')}`,
    ),
    'a second signature elsewhere': valid.replace(
      '<PrescriptionManagement',
      `<Ext>${signature.replace(/Id="/g, 'Id="b-')}</Ext>$&`,
    ),
    'signature moved out of its place': valid
      .replace(signature, '')
      .replace('<PrescriptionManagement', `<Ext>${signature}</Ext>$&`),
    'comment in the signed text': valid.replace(/(<PrescriptionDocument[^>]*>.{40})/, '$1<!-- x -->'),
    'comment in the certificate': valid.replace(/(<xs:X509Certificate>.{40})/, '$1<!-- x -->'),
    'comment in SignedInfo': valid.replace('<xs:SignatureMethod', '<!-- x -->$&'),
    'DOCTYPE that declares another ID': valid.replace(
      '<Document ',
      '<!DOCTYPE Document [<!ATTLIST Prescription foo ID #IMPLIED>]>$&',
    ),
    'root in a namespace': valid.replace('<Document ', '<Document xmlns="urn:x" '),
    'dispensing document around it': valid
      .replace('<Prescription>', '<Dispensing><ReferencePrescription>')
      .replace('</Prescription>', '</ReferencePrescription></Dispensing>'),
  }
}

/** Malformed XML that a lenient parser takes, inside a document that would otherwise do. */
export function malformedCases(valid: string): Record<string, string> {
  const inside = (markup: string) => valid.replace('<PrescriptionManagement', `${markup}$&`)
  const entity = (declaration: string, use: string) =>
    valid.replace('<Document ', `<!DOCTYPE Document [${declaration}]>$&`).replace('Value="EPS1.0"', `Value="${use}"`)
  return {
    'duplicate attribute': inside('<a b="1" b="2"/>'),
    'same attribute by two prefixes': inside('<a xmlns:p="urn:x" xmlns:q="urn:x" p:b="1" q:b="2"/>'),
    'unclosed tag': inside('<a><b></a>'),
    'attribute without quotes': inside('<a b=1/>'),
    'attribute without a value': inside('<a b/>'),
    'two roots': `${valid}<a/>`,
    'text behind the root': `${valid}x`,
    'undefined entity': inside('<a>&foo;</a>'),
    'bare ampersand': inside('<a>x & y</a>'),
    '< in an attribute': inside('<a b="<"/>'),
    'undeclared prefix': inside('<p:a/>'),
    'undeclared prefix of an attribute': inside('<a p:b="1"/>'),
    'control character': inside('<a>\u0001</a>'),
    'reference to a control character': inside('<a>&#1;</a>'),
    ']]> in text': inside('<a>x ]]> y</a>'),
    'external entity': entity('<!ENTITY x SYSTEM "file:///etc/hostname">', '&x;'),
    'parameter entity': entity('<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;', '1'),
    'entity expansion': entity('<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">', '&b;'),
    'processing instruction': inside('<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>'),
    'processing instruction after the root': `${valid}<?a?>`,
    'CDATA section': inside('<a><![CDATA[x]]></a>'),
    'XML 1.1': valid.replace('version="1.0"', 'version="1.1"'),
    'another encoding': valid.replace('UTF-8', 'Shift_JIS'),
    'a declaration in the middle': inside('<?xml version="1.0"?>'),
    nothing: '',
    'no XML': 'PrescriptionDocument',
  }
}
