import type { ErrorText } from '../../../ja/error-text'
import type { terminal as ja } from '../../../ja/errors/facility/terminal'

export const terminal: Record<keyof typeof ja, ErrorText> = {
  'terminal.unknown': {
    title: 'Terminal not registered',
    detail: 'This terminal is not registered.',
    nextStep: 'Ask the office in charge to register it.',
  },
  'terminal.retired': {
    title: 'This terminal has been retired',
    detail: 'Sign-ins can no longer be started here.',
    nextStep: 'Use another terminal.',
  },
}
