import type { ErrorText } from '../../../ja/error-text'
import type { emrClient as ja } from '../../../ja/errors/facility/emr-client'

export const emrClient: Record<keyof typeof ja, ErrorText> = {
  'emr_client.unknown': {
    title: 'EMR connection not found',
    detail: 'This EMR connection is not registered, or it has been disabled.',
  },
  'emr_client.invalid_keys': {
    title: 'Public keys not accepted',
    detail:
      'Give a JWK set of one to ten public signing keys: P-256, or RSA of at least 2048 bits. More than one need a kid each.',
    nextStep: 'Check the keys and try again.',
  },
  'emr_client.invalid_origin': {
    title: 'Not a valid origin',
    detail: 'Give each origin as https://host, without a path.',
    nextStep: 'Check the address of the EMR page and try again.',
  },
}
