import type { ErrorText } from '../../../ja/error-text'
import type { authority as ja } from '../../../ja/errors/facility/authority'

const stays = 'New sign-ins and signatures are not possible at the moment. A sign-in that is still valid is not lost.'

/** `nextStep` names who has to change what; `{host}` is the address that was called. */
export const authority: Record<keyof typeof ja, ErrorText> = {
  'authority.unavailable': {
    title: 'The authority cannot be reached',
    detail: stays,
    nextStep: 'Try again shortly. If it is urgent, issue a paper prescription with an access code (引換番号).',
  },
  'authority.client_refused': {
    title: 'The authority does not let this facility in',
    detail: 'The facility’s own authentication was refused. Until that is repaired no sign-in can be used to sign.',
    nextStep: 'Ask the department in charge to check the connection to the authority: client registration and key.',
  },
  'authority.clock_skew': {
    title: 'The clock of the portal’s server is wrong',
    detail: `This server’s clock and the authority’s are {seconds} seconds apart, so the authority does not let it in. ${stays}`,
    nextStep: 'Ask the department in charge to check the time synchronisation (NTP) of the portal’s server.',
  },
  'authority.proxy_unreachable': {
    title: 'The hospital’s proxy does not answer',
    detail: `The proxy {proxy}, which leads to {host}, does not answer. ${stays}`,
    nextStep:
      'Ask the hospital’s network administrator to check the proxy and the portal’s settings HTTPS_PROXY and HTTP_PROXY.',
  },
  'authority.proxy_refused': {
    title: 'The hospital’s proxy refused the connection',
    detail: `The proxy {proxy} refused the connection to {host} (status {status}). ${stays}`,
    nextStep: 'Ask the hospital’s network administrator to allow connections to {host}.',
  },
  'authority.proxy_credentials': {
    title: 'The proxy’s credentials are missing or wrong',
    detail: `The proxy {proxy} asks for a user name and password (status 407). ${stays}`,
    nextStep:
      'Ask the hospital’s network administrator for the user name and password in the portal’s settings HTTPS_PROXY and HTTP_PROXY.',
  },
  'authority.name_not_resolved': {
    title: 'A host name cannot be resolved',
    detail: `DNS has no address for {host}. ${stays}`,
    nextStep:
      'Ask the hospital’s network administrator to check DNS. Where a proxy is needed, also check the portal’s settings HTTPS_PROXY and HTTP_PROXY.',
  },
  'authority.unreachable': {
    title: 'A host cannot be reached',
    detail: `No connection to {host} is possible. ${stays}`,
    nextStep:
      'Try again shortly. If it goes on, ask the hospital’s network administrator to check the way to {host}: firewall, proxy settings.',
  },
  'authority.timeout': {
    title: 'No answer in time',
    detail: `The call to {host} did not end in time (phase: {phase}). ${stays}`,
    nextStep:
      'Try again shortly. If it goes on, ask the hospital’s network administrator to check the connection to {host}.',
  },
  'authority.tls_root_unknown': {
    title: 'The issuer of a server’s certificate is not trusted',
    detail: `The certificate of {host} was issued by “{issuer}”, which the portal does not trust. ${stays}`,
    nextStep:
      'Ask the hospital’s network administrator. If that is the certification authority of a proxy that inspects TLS, put its certificate into SHOMEI_TLS_ROOTS_FILE. Never add an unknown issuer.',
  },
  'authority.tls_certificate': {
    title: 'A server’s certificate is wrong',
    detail: `The certificate of {host} (issuer “{issuer}”) is for another name or outside its time. ${stays}`,
    nextStep:
      'Check the clock of the portal’s server and the address in the settings. If both are right, ask the operator of {host}.',
  },
  'authority.tls_client_certificate': {
    title: 'The portal’s certificate was refused',
    detail: `{host} did not accept the certificate with which the portal identifies itself. ${stays}`,
    nextStep:
      'Ask the department in charge to check, with the operator of {host}, the registration and the validity of the client certificate.',
  },
  'authority.tls_failed': {
    title: 'TLS cannot be started',
    detail: `No TLS connection to {host} could be made. ${stays}`,
    nextStep:
      'Ask the hospital’s network administrator whether a device on the way blocks TLS to {host}, or a client certificate is wanted.',
  },
}
