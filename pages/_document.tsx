import NextDocument, { type DocumentContext, Head, Html, Main, NextScript } from 'next/document'
import { localeOf, nonceOf } from '@/app/_phone/shell/page-request'
import type { Locale } from '@/lib/messages/locale'

type Request = { locale: Locale; nonce: string }

/** The document around the phone pages: language of the request, nonce of its Content-Security-Policy. */
export default class PhoneDocument extends NextDocument<Request> {
  static override async getInitialProps(context: DocumentContext) {
    return { ...(await NextDocument.getInitialProps(context)), locale: localeOf(context), nonce: nonceOf(context) }
  }

  override render() {
    const { locale, nonce } = this.props
    const isInWindow = this.props.__NEXT_DATA__.page.startsWith('/demonstration/phone/')
    return (
      <Html lang={locale}>
        <Head nonce={nonce}>
          {/* Before every other script: a phone page asks at once what the browser can do. */}
          {isInWindow ? <script nonce={nonce} src="/demonstration-authenticator.js" /> : null}
          <link href="/icon.svg" rel="icon" type="image/svg+xml" />
          <link href="/apple-touch-icon.png" rel="apple-touch-icon" />
          <link href="/manifest.webmanifest" rel="manifest" />
          <meta content="#f5f7f9" media="(prefers-color-scheme: light)" name="theme-color" />
          <meta content="#0e141a" media="(prefers-color-scheme: dark)" name="theme-color" />
          <meta content="light dark" name="color-scheme" />
          <meta content="noindex, nofollow" name="robots" />
          <meta content="telephone=no, date=no, email=no, address=no" name="format-detection" />
        </Head>
        <body>
          <Main />
          <NextScript nonce={nonce} />
        </body>
      </Html>
    )
  }
}
