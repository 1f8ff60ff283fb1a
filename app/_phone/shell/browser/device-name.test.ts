import { expect, it } from 'vitest'
import { deviceName } from './device-name'

it.each([
  { agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)', touch: 5, model: null, name: 'iPhone' },
  { agent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', touch: 5, model: null, name: 'iPad' },
  { agent: 'Mozilla/5.0 (Linux; Android 10; K)', touch: 5, model: 'Pixel 9', name: 'Pixel 9' },
  { agent: 'Mozilla/5.0 (Linux; Android 10; K)', touch: 5, model: ' ', name: 'Android' },
  { agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)', touch: 0, model: '', name: 'Windows' },
  { agent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', touch: 0, model: null, name: 'Mac' },
  { agent: 'Mozilla/5.0 (X11; Linux x86_64)', touch: 0, model: null, name: 'Linux' },
])('$agent with model "$model" is called $name', ({ agent, touch, model, name }) => {
  expect(deviceName(agent, touch, model)).toBe(name)
})

it('never exceeds what the authority accepts', () => {
  expect(deviceName('Android', 5, 'x'.repeat(500))).toHaveLength(64)
})
