import type { WayOn } from '@/lib/vocabulary/way-on'

export const waysOn: Record<WayOn, string> = {
  retry: 'Wait a moment and send the same request again; nothing is signed twice.',
  fido: 'Sign in with the biometric unlock of the registered phone (FIDO).',
  my_number_card: 'Sign in with the My Number card and its 4-digit user certificate password.',
  hpki_card: 'Sign in with the HPKI card and its PIN.',
  paper_registered:
    'Issue it as a paper prescription that is registered, with its exchange number; no electronic signature is needed.',
  paper: 'Issue a paper prescription with a seal or a signature by hand.',
}
