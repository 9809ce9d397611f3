#!/usr/bin/env bash
# The test command: installs what is missing (Debian, as root or with sudo), builds once, runs every check and every suite.
#
#   ./test.sh            everything; a test whose server or browser is missing is skipped by name
#   CI=true ./test.sh    nothing may be missing and nothing may be skipped
#
# Needs the .NET SDK 10 and Node 20.19 or later. CHROMIUM_PATH names a Chromium when it is not /usr/bin/chromium.
# The log of every step lies in artifacts/test/.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1

# Debug: `dotnet run` and the editors use the same output, so that a second run here has almost nothing to build.
configuration=Debug
logs=$PWD/artifacts/test
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1
# No build servers are left behind to hold this shell's output open.
export MSBUILDDISABLENODEREUSE=1

strict=false
[ -n "${CI:-}" ] && [ "${CI,,}" != false ] && strict=true

rm -rf "$logs" && mkdir -p "$logs"
passed=0 failed=0 skipped=0
rows=()

say() { printf '%s\n' "$*"; }

# record NAME PASSED FAILED SKIPPED SECONDS LOG: one line now, one row of the table at the end.
record() {
  passed=$((passed + $2)) failed=$((failed + $3)) skipped=$((skipped + $4))
  rows+=("$(printf '%-34s %7d %7d %8d %6ds' "$1" "$2" "$3" "$4" "$5")")
  if [ "$3" -eq 0 ]; then
    printf '  ok    %-34s %4ds\n' "$1" "$5"
  else
    printf '  FAIL  %-34s %4ds  %s\n' "$1" "$5" "${6#"$PWD"/}"
    # A suite names what failed; of anything else the end of the log must do.
    if [ -s "$6.failed" ]; then sed 's/^/        | /' "$6.failed"; else tail -n "${TAIL_LINES:-40}" "$6" 2>/dev/null | sed 's/^/        | /'; fi
  fi
}

limited() { # limited SECONDS COMMAND…: no step may hang for ever
  local seconds=$1
  shift
  if command -v timeout >/dev/null; then timeout -k 15 "$seconds" "$@"; else "$@"; fi
}

# check NAME COMMAND…: counts as one, passed when the command succeeds.
check() {
  local name=$1 log=$logs/${1//[^a-zA-Z0-9.-]/-}.log start=$SECONDS
  shift
  if limited 600 "$@" >"$log" 2>&1 </dev/null; then
    record "$name" 1 0 0 $((SECONDS - start)) "$log"
  else
    record "$name" 0 1 0 $((SECONDS - start)) "$log"
    return 1
  fi
}

# failures REPORT: every failed test with the beginning of what it said, from CTRF (xUnit) or vitest's JSON.
failures() {
  node -e '
    const r = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    const tests = r.results ? r.results.tests.map((t) => [t.status, t.name, t.message])
      : r.testResults.flatMap((f) => f.assertionResults.map((t) => [t.status, t.fullName, t.failureMessages[0]]));
    for (const [status, name, message] of tests) if (status === "failed") {
      console.log(name);
      console.log((message ?? "").split("\n").slice(0, 4).map((line) => "    " + line.trim().slice(0, 200)).join("\n"));
    }' "$1"
}

# suite NAME REPORT COMMAND…: counts what the report says. A crash, an unreadable report or no test at all is a failure.
suite() {
  local name=$1 report=$2 log=$logs/${1//[^a-zA-Z0-9.-]/-}.log start=$SECONDS code=0 counts p f s
  shift 2
  rm -f "$report"
  limited 720 "$@" >"$log" 2>&1 </dev/null || code=$?
  # CTRF (xUnit) or vitest's JSON.
  counts=$(node -e '
    const r = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")), c = r.results?.summary;
    const n = c ? [c.passed, c.failed, c.tests - c.passed - c.failed]
                : [r.numPassedTests, r.numFailedTests, r.numTotalTests - r.numPassedTests - r.numFailedTests];
    if (!n.every(Number.isInteger)) process.exit(1);
    console.log(n.join(" "));' "$report" 2>/dev/null) || counts="0 0 0"
  read -r p f s <<<"$counts"
  if [ $((p + f + s)) -eq 0 ]; then say "No test was run, or no report was written (exit code $code)." >>"$log"; f=1; fi
  failures "$report" >"$log.failed" 2>/dev/null
  if $strict && [ "$s" -gt 0 ]; then say "$s skipped: on the build server that is a failure." >>"$log"; f=$((f + s)) s=0; fi
  if [ "$code" -ne 0 ] && [ "$f" -eq 0 ]; then say "The run ended with exit code $code." >>"$log"; f=1; fi
  record "$name" "$p" "$f" "$s" $((SECONDS - start)) "$log"
  [ "$s" -eq 0 ] || grep -A1 '^skipped ' "$log" | sed '/^--$/d; s/^/        | /'
}

dotnet_suite() { # dotnet_suite FOLDER: runs the built test program itself
  local program=$PWD/tests/$1/bin/$configuration/net10.0/$1 options=()
  $strict && options+=(--fail-skips on)
  suite "$1" "$logs/$1.json" "$program" --no-progress --no-ansi --results-directory "$logs" \
    --report-ctrf --report-ctrf-filename "$1.json" "${options[@]}"
}

finish() {
  say ""
  printf '%-34s %7s %7s %8s %7s\n' "check or suite" passed failed skipped time
  printf '%s\n' "${rows[@]}"
  printf '%-34s %7d %7d %8d %6ds\n' total "$passed" "$failed" "$skipped" "$SECONDS"
  say "$passed passed, $failed failed" >"$logs/total.txt"
  [ "$failed" -eq 0 ]
  exit
}

# --- What the machine must have -------------------------------------------------------------------------------------

stop_for() { record "prerequisites: $1" 0 1 0 0 /dev/null; say ""; say "$2"; finish; }

dotnet --version >/dev/null 2>&1 ||
  stop_for ".NET SDK" "The .NET SDK 10 is missing (dotnet --version fails here). Install it, then run ./test.sh again."
node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null ||
  stop_for "Node" "Node 20.19 or later is missing ($(node --version 2>/dev/null || echo none found)). Install it, then run ./test.sh again."

chromium() { [ -x "${CHROMIUM_PATH:-/usr/bin/chromium}" ]; }
postgres() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
redis() { command -v redis-server >/dev/null; }
chinese_font() { [ -n "$(fc-list :lang=zh 2>/dev/null)" ] || compgen -G '/usr/share/fonts/*/noto/Noto*CJK*' >/dev/null; }

missing() { # prints "package what-it-is-for" for everything that is not there
  postgres || say "postgresql PostgreSQL 15 or later"
  redis || say "redis-server Redis"
  chromium || say "chromium Chromium for the browser tests (or name yours in CHROMIUM_PATH)"
  chinese_font || say "fonts-noto-cjk Chinese glyphs for the browser tests"
}

install_missing() { # install_missing PACKAGE…
  local as=()
  [ "$(id -u)" -eq 0 ] || as=(sudo -n)
  "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q update &&
    "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@"
}

say "Engagement: all checks and tests ($configuration)"
if [ -n "$(missing)" ]; then
  if grep -q '^ID=debian' /etc/os-release 2>/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }; then
    mapfile -t packages < <(missing | cut -d' ' -f1)
    say "Installing: ${packages[*]}"
    export -f install_missing
    check "install packages" bash -c 'install_missing "$@"' install "${packages[@]}"
  fi
  if [ -n "$(missing)" ]; then
    say "This machine has no:" && missing | cut -d' ' -f2- | sed 's/^/  - /'
    if $strict; then
      record "prerequisites" 0 1 0 0 /dev/null
    else
      say "Tests that need it are skipped by name. On Debian, root or sudo without a password lets this script install it."
    fi
  fi
fi

# --- Build once -------------------------------------------------------------------------------------------------------

check "tools" dotnet tool restore
check "restore (locked)" dotnet restore Engagement.sln --locked-mode
check "format" bash -c 'dotnet format whitespace Engagement.sln --verify-no-changes --no-restore &&
  dotnet format style Engagement.sln --verify-no-changes --no-restore'
# Warnings are errors (Directory.Build.props); the staff console is built on the way.
check "build" dotnet build Engagement.sln --no-restore --configuration "$configuration" -v minimal -clp:NoSummary || finish

# --- Checks and suites -------------------------------------------------------------------------------------------------

for context in SqliteEngagementDbContext PostgresEngagementDbContext; do
  if grep -rqs "class $context" core --include='*.cs'; then
    check "migrations ${context%EngagementDbContext}" dotnet ef migrations has-pending-model-changes \
      --project core --context "$context" --no-build --configuration "$configuration"
  fi
done

dotnet_suite Engagement.Tests

if [ -f admin-web/package.json ]; then
  # The build has installed the packages, unless nothing had to be built.
  [ -d admin-web/node_modules ] || check "admin-web packages" npm --prefix admin-web ci --no-audit --no-fund
  check "admin-web lint" npm --prefix admin-web run lint
  check "admin-web types" npm --prefix admin-web run types
  suite "admin-web tests" "$logs/admin-web.json" \
    npm --prefix admin-web run test -- --reporter=default --reporter=json --outputFile.json="$logs/admin-web.json"
fi

dotnet_suite Engagement.BrowserTests

if grep -qs '"smoke"' tests/Engagement.Benchmarks/*.cs; then
  check "benchmarks (smoke)" dotnet run --project tests/Engagement.Benchmarks --no-build --configuration "$configuration" -- smoke
fi

finish
