import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findPage, type Page, pages } from '../config/paths'

const folder = join(new URL('../../', import.meta.url).pathname, 'public')
const built = ['/embed.js', '/embed.d.ts']
const listed = Object.entries<Page>(pages).flatMap(([path, { file }]) => (file === true ? [path] : []))
const manifest = JSON.parse(readFileSync(join(folder, 'manifest.webmanifest'), 'utf8'))

/** Width and height of a PNG (W3C PNG §11.2.2). */
function sizeOf(name: string): [number, number] {
  const bytes = readFileSync(join(folder, name))
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
}

describe('public/', () => {
  test.each(readdirSync(folder).map((name) => `/${name}`))('%s is in the table of paths, as a file', (path) => {
    expect(listed).toContain(path)
  })

  test.each(listed.filter((path) => !built.includes(path)))('%s of the table is there', (path) => {
    expect(existsSync(join(folder, path))).toBe(true)
  })

  test.each([
    ['apple-touch-icon.png', 180],
    ['icon-192.png', 192],
    ['icon-512.png', 512],
    ['icon-maskable-512.png', 512],
  ])('%s has the size that its readers expect', (name, size) => {
    expect(sizeOf(name)).toEqual([size, size])
  })

  test('the manifest opens a page of the phone and names icons of its own side', () => {
    expect(findPage(manifest.start_url)?.side).toBe('authority')
    expect(manifest.display).toBe('browser')
    for (const { src, type, sizes } of manifest.icons) {
      expect(['authority', 'both']).toContain(findPage(src)?.side)
      if (type === 'image/png') expect(sizeOf(src.slice(1)).join('x')).toBe(sizes)
    }
  })

  test('search engines are asked to stay away from every page', () => {
    expect(readFileSync(join(folder, 'robots.txt'), 'utf8')).toBe('User-agent: *\nDisallow: /\n')
  })
})
