// Writes src/api/schema.d.ts from the API's OpenAPI document.
// OPENAPI_JSON names the document; the default is the one the API's build leaves behind.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const document = process.env.OPENAPI_JSON ?? '../api/openapi.json'
if (!document.startsWith('http') && !existsSync(document)) {
  console.error(`No OpenAPI document at ${document}. Build the API first, or name one with OPENAPI_JSON.`)
  process.exit(1)
}
const run = spawnSync('npx', ['--no-install', 'openapi-typescript', document, '-o', 'src/api/schema.d.ts'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
process.exit(run.status ?? 1)
