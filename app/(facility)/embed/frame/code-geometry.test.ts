import { describe, expect, test } from 'vitest'
import { codeGeometry } from './code-geometry'

const modulesOf = (version: number) => 17 + 4 * version + 8

describe('E10 whole pixels for each module of the code', () => {
  test.each([
    { name: 'as designed', width: 420, height: 560, pixelRatio: 1 },
    { name: 'as small as it gets', width: 320, height: 480, pixelRatio: 1 },
    { name: 'Windows at 125 %', width: 420, height: 560, pixelRatio: 1.25 },
    { name: 'Windows at 150 %', width: 420, height: 560, pixelRatio: 1.5 },
    { name: 'text at 200 %: half the room', width: 210, height: 280, pixelRatio: 2 },
  ])('$name', ({ name: _, ...room }) => {
    for (const isLarge of [false, true]) {
      const { version, size } = codeGeometry(95, room, isLarge)
      const screenPixels = (size * room.pixelRatio) / modulesOf(version)
      expect(screenPixels).toBeCloseTo(Math.round(screenPixels), 9)
      expect(screenPixels).toBeGreaterThanOrEqual(2)
      expect(size).toBeLessThanOrEqual(room.width)
    }
  })

  test('as small as it gets there is room for the time and two lines of buttons', () => {
    const room = { width: 320, height: 480, pixelRatio: 1 }
    expect(codeGeometry(95, room, false).size).toBe(180)
    expect(codeGeometry(95, room, true).size).toBe(270)
  })

  test('the large code is larger', () => {
    const room = { width: 420, height: 560, pixelRatio: 1 }
    expect(codeGeometry(95, room, true).size).toBeGreaterThan(codeGeometry(95, room, false).size + 100)
  })

  test('the version has room for the digits that the time still gets', () => {
    expect(codeGeometry(104, { width: 420, height: 560, pixelRatio: 1 }, false).version).toBe(5)
    expect(codeGeometry(105, { width: 420, height: 560, pixelRatio: 1 }, false).version).toBe(6)
  })
})
