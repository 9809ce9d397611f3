import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'

it('has types that are those of the API document; if not, run: npm run api-types', () => {
  const root = path.resolve(import.meta.dirname, '..')
  const done = spawnSync(process.execPath, ['node_modules/openapi-typescript/bin/cli.js', '../api/openapi.json', '-o', 'src/api/schema.d.ts', '--check'], { cwd: root, encoding: 'utf8' })
  expect(done.status, `${done.stdout}${done.stderr}`).toBe(0)
}, 30_000)
