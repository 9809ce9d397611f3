import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const source = path.resolve(import.meta.dirname, '../src')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|vue)$/.test(name))

it('keeps every Chinese word in a text.ts, where one person can read them all', () => {
  const elsewhere = files
    .filter((name) => path.basename(name) !== 'text.ts')
    // Comments may quote what is on screen.
    .filter((name) => /\p{Script=Han}/u.test(readFileSync(path.join(source, name), 'utf8').replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|\/\/.*$/gm, '')))
  expect(files.length).toBeGreaterThan(40)
  expect(elsewhere).toEqual([])
})
