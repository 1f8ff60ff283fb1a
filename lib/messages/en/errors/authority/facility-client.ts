import type { ErrorText } from '../../../ja/error-text'
import type { facilityClient as ja } from '../../../ja/errors/authority/facility-client'

export const facilityClient: Record<keyof typeof ja, ErrorText> = {
  'facility_client.already_exists': {
    title: 'Client ID already registered',
    detail: 'A facility with this client ID is registered with the authority.',
    nextStep: 'Choose another client ID.',
  },
  'facility_client.invalid_keys': {
    title: 'Public keys not accepted',
    detail:
      'Give a JWK set of one to ten public signing keys: P-256, or RSA of at least 2048 bits. More than one need a kid each.',
    nextStep: 'Check the keys and try again.',
  },
  'facility_client.unknown': {
    title: 'Facility client not found',
    detail: 'This client ID is not registered or has been disabled.',
  },
}
