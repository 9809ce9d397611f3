// Called by the API's build: installs packages when the lock file changed, builds into a folder aside and swaps it in.
// Two builds of the host at once take turns, and the second one finds nothing left to do.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const out = path.resolve(process.env.ADMIN_OUT ?? path.join(root, 'dist'))
const lock = path.join(root, '.build-lock')
const inputs = ['src', 'public', 'build', 'index.html', 'vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.app.json', 'tsconfig.node.json']
/** A lock this old belongs to a build that died with its machine. */
const staleAfter = 15 * 60_000

const changed = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0)
const newest = (file) => {
  const at = changed(file)
  if (at === 0 || !statSync(file).isDirectory()) return at
  return readdirSync(file).reduce((latest, name) => Math.max(latest, newest(path.join(file, name))), at)
}
const sleep = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)

function holderIsGone() {
  if (Date.now() - changed(lock) > staleAfter) return true
  try {
    process.kill(Number(readFileSync(path.join(lock, 'pid'), 'utf8')), 0)
    return false
  } catch (problem) {
    // No such process; a missing pid file means the holder has only just made the folder.
    return problem.code === 'ESRCH'
  }
}

function take() {
  for (;;) {
    try {
      mkdirSync(lock)
      writeFileSync(path.join(lock, 'pid'), String(process.pid))
      return
    } catch (problem) {
      if (problem.code !== 'EEXIST') throw problem
      if (holderIsGone()) rmSync(lock, { recursive: true, force: true })
      else sleep(300)
    }
  }
}

function run(command, args, environment = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment }, shell: process.platform === 'win32' && command === 'npm' })
  if (done.status === 0) return
  console.error(`admin-web: "${command} ${args[0]}" failed. Set -p:AdminWebBuild=false to build the host without the console.`)
  process.exit(done.status ?? 1)
}

function build() {
  const installed = path.join(root, 'node_modules', '.package-lock.json')
  if (changed(installed) < changed(path.join(root, 'package-lock.json'))) {
    run('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'])
    utimesSync(installed, new Date(), new Date())
  }
  const aside = path.join(root, 'node_modules', '.tmp', `console-${process.pid}`)
  run(process.execPath, [path.join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], { ADMIN_OUT: aside })
  rmSync(out, { recursive: true, force: true })
  mkdirSync(path.dirname(out), { recursive: true })
  renameSync(aside, out)
}

take()
process.on('exit', () => rmSync(lock, { recursive: true, force: true }))
if (newest(path.join(out, 'index.html')) < Math.max(...inputs.map((name) => newest(path.join(root, name))))) build()
