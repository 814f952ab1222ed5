#!/usr/bin/env bash
# All tests, called by ./robotaxi test: every module's own, the training's, and the system test against a real stack.
# The last line is "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
home=$PWD
work=$home/target/test
passed=0 failed=0 skipped=0
launcher=''
cars=12

usage() {
  cat <<'TEXT'
Runs all tests and prints their number.

  ./robotaxi test                the modules' tests, the training's, the system test
  ./robotaxi test --containers   the same, then the container tests (they need a Docker engine)
  ./robotaxi test --system       the system test alone, on what the last build made

The system test starts a stack of its own on free ports, with its state in target/test, plays the loop, opens the
console in Chromium, and kills dispatch, gateway, Kafka and PostgreSQL in the middle of rides. Then the benchmarks
link-faults, overload and webhook-kills run at their quick size.
Exit code 0 if all that ran passed, 1 if something failed or nothing ran, 2 for a wrong command line.
TEXT
}

units=yes containers=no
for word in "$@"; do
  case "$word" in
    -h|--help) usage; exit 0 ;;
    --containers) containers=yes ;;
    --system) units=no ;;
    *) echo "robotaxi test: unknown option $word. See ./robotaxi test --help" >&2; exit 2 ;;
  esac
done
[ -x "${JAVA_HOME:-}/bin/java" ] || { echo "robotaxi test: JAVA_HOME names no JDK. Use ./robotaxi test" >&2; exit 2; }

say() { printf '%s\n' "$*"; }
headline() { printf '\n== %s\n' "$*"; }
ok() { passed=$((passed + 1)); say "  ok    $*"; }
bad() { failed=$((failed + 1)); say "  FAIL  $*"; }
skip() { skipped=$((skipped + 1)); say "  skip  $*"; }

# The value of a number in the first line of a text that names it, or 0.
number_before() { grep -oE "[0-9]+ $1" | head -n 1 | grep -oE '^[0-9]+' || echo 0; }

# --- the modules' own tests -------------------------------------------------------------------------------------------

attribute() { sed -E "s/.* $1=\"([0-9]+)\".*/\1/;t;s/.*/0/"; }

count_surefire() {
  local suite tests bad_ones idle
  while IFS= read -r suite; do
    tests=$(attribute tests <<<"$suite")
    idle=$(attribute skipped <<<"$suite")
    bad_ones=$(($(attribute failures <<<"$suite") + $(attribute errors <<<"$suite")))
    passed=$((passed + tests - idle - bad_ones)) failed=$((failed + bad_ones)) skipped=$((skipped + idle))
  done < <(find . -path ./target -prune -o -path '*/node_modules' -prune -o -path '*/surefire-reports/TEST-*.xml' -print0 |
    xargs -0r cat | tr '\n' ' ' | grep -oE '<testsuite [^>]*>')
}

count_vitest() {
  local line
  while IFS= read -r line; do
    passed=$((passed + $(number_before passed <<<"$line")))
    failed=$((failed + $(number_before failed <<<"$line")))
    skipped=$((skipped + $(number_before skipped <<<"$line")))
  done < <(sed -E 's/\x1b\[[0-9;]*m//g' "$work/maven.log" | grep -E '^ +Tests +([0-9]+ [a-z]+)')
}

modules() {
  headline "the modules' tests (log: target/test/maven.log)"
  find . -name surefire-reports -not -path '*/node_modules/*' -prune -exec rm -rf {} +
  local before=$failed
  # A test that fails must not hide what comes after it: every module is built and tested, and the failures are counted.
  ./mvnw -B -ntp -fae -Dmaven.test.failure.ignore=true verify 2>&1 | tee "$work/maven.log" |
    grep --line-buffered -E '^\[INFO\] Building (jar: )?[A-Za-z].* \[|Tests run: .*(FAIL|ERR)|^\[ERROR\]'
  local exit=${PIPESTATUS[0]}
  count_surefire
  count_vitest
  if [ "$exit" -ne 0 ]; then
    bad "the build stopped: see target/test/maven.log"
  elif [ "$failed" -eq "$before" ]; then
    say "  ok    the build with all its gates"
  fi
  say "  so far $passed passed, $failed failed, $skipped skipped"
}

python_tests() {
  headline "the training's tests (log: target/test/python.log)"
  local candidate python=''
  for candidate in /usr/bin/python3 python3; do
    if "$candidate" -c 'import numpy, torch' >/dev/null 2>&1; then python=$candidate; break; fi
  done
  if [ -z "$python" ]; then
    skip "the training's tests: no python3 here has torch and numpy (Debian: python3-torch python3-numpy)"
    return
  fi
  (cd training && "$python" -m unittest discover -s tests -v) >"$work/python.log" 2>&1
  local exit=$? ran lost idle
  ran=$(grep -oE '^Ran [0-9]+' "$work/python.log" | grep -oE '[0-9]+' || echo 0)
  lost=$(grep -E '^FAILED' "$work/python.log" | grep -oE '(failures|errors)=[0-9]+' | grep -oE '[0-9]+' | awk '{ sum += $1 } END { print sum + 0 }')
  idle=$(tail -n 1 "$work/python.log" | grep -oE 'skipped=[0-9]+' | grep -oE '[0-9]+' || echo 0)
  [ "$exit" -ne 0 ] && [ "$lost" -eq 0 ] && lost=1
  passed=$((passed + ran - $lost - idle)) failed=$((failed + $lost)) skipped=$((skipped + idle))
  if [ "$exit" -eq 0 ]; then say "  ok    $ran tests"; else tail -n 15 "$work/python.log"; fi
}

# --- the system test --------------------------------------------------------------------------------------------------

java=("$JAVA_HOME/bin/java" -Xmx256m -XX:MaxHeapFreeRatio=20 -XX:MinHeapFreeRatio=10 -Xss512k -XX:+UseSerialGC
  -XX:TieredStopAtLevel=1 -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED
  --sun-misc-unsafe-memory-access=allow "-Drobotaxi.home=$home")
# As the script ./robotaxi, but without its look at the sources: the modules' tests have just built all there is.
robotaxi=("${java[@]}" -cp "infra/local/target/infra-local-0.1.0-SNAPSHOT.jar:infra/local/target/lib/*" robotaxi.local.Main)
bench=("${java[@]}" -cp "benchmarks/target/benchmarks-0.1.0-SNAPSHOT.jar:benchmarks/target/lib/*" robotaxi.benchmarks.Bench)

is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# A row of ports that nobody listens on, below the range that the kernel hands out.
choose_ports() {
  local names=(CONSOLE DISPATCH GATEWAY GATEWAY_LINK GATEWAY_ENROLMENT OTA OTA_VEHICLE INCIDENT INCIDENT_VEHICLE KEYCLOAK SIMULATOR AGENT KAFKA KAFKA_CONTROLLER POSTGRES)
  local base i
  for base in 21000 22000 23000 24000 25000; do
    for i in "${!names[@]}"; do
      if is_taken $((base + i)); then continue 2; fi
    done
    for i in "${!names[@]}"; do export "ROBOTAXI_PORT_${names[$i]}=$((base + i))"; done
    return 0
  done
  return 1
}

take_down() {
  if [ -n "$launcher" ]; then
    kill "$launcher" 2>/dev/null
    wait "$launcher" 2>/dev/null
    launcher=''
  fi
}
trap take_down EXIT
trap 'exit 130' INT TERM

bring_up() {
  "${robotaxi[@]}" up --cars "$cars" --rides-per-hour 0 --hard-brakes-per-hour 20 >>"$work/up.log" 2>&1 &
  launcher=$!
  local waited
  for ((waited = 0; waited < 300; waited++)); do
    if grep -q '^The operation is up' "$work/up.log"; then return 0; fi
    if ! kill -0 "$launcher" 2>/dev/null; then break; fi
    sleep 1
  done
  tail -n 5 "$work/up.log"
  return 1
}

field() { grep -oE "\"$1\":[^,}]+" <<<"$2" | head -n 1 | cut -d: -f2; }

play_loop() {
  local result
  result=$("${robotaxi[@]}" demo --json 2> >(tee "$work/demo.log" >&2) | tail -n 1)
  if [ "$(field ride_completed "$result")" = true ]; then ok "a ride from request to receipt"; else bad "a ride from request to receipt (log: target/test/demo.log)"; fi
  if [ "$(field incident_captured "$result")" = true ]; then ok "a hard brake becomes an incident with its clip"; else bad "a hard brake becomes an incident with its clip"; fi
  if [ "$(field release_installed "$result")" = 3 ]; then ok "a release is installed on three idle cars"; else bad "a release is installed on three idle cars"; fi
  local seconds; seconds=$(field seconds "$result")
  if [ -n "$seconds" ] && [ "${seconds%%.*}" -lt 300 ]; then ok "the loop takes ${seconds} s, 300 at most"; else bad "the loop takes 300 s at most: ${seconds:-it did not end}"; fi
}

find_chromium() {
  local candidate
  for candidate in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$candidate" ] && command -v "$candidate"; then return 0; fi
  done
  return 1
}

browser_tests() {
  local scripts=(operator-console/src/test/browser/*.test.mjs) script chromium user=operator
  if [ ! -e "${scripts[0]}" ]; then skip "the console in a browser: there is no browser test here"; return; fi
  if ! chromium=$(find_chromium); then skip "the console in a browser: no Chromium was found (Debian: chromium; or set CHROMIUM)"; return; fi
  mkdir -p "$work/screenshots"
  for script in "${scripts[@]}"; do
    CHROMIUM=$chromium CONSOLE_URL=http://127.0.0.1:$ROBOTAXI_PORT_CONSOLE CONSOLE_USER=$user \
      CONSOLE_PASSWORD=$(field_of_secrets "person.$user") CONSOLE_VEHICLES=$cars SCREENSHOTS=$work/screenshots \
      timeout 240 node "$script" >"$work/browser.log" 2>&1
    local exit=$?
    # Each step that worked is a line that begins with a plus sign.
    passed=$((passed + $(grep -c '^+ ' "$work/browser.log")))
    sed -nE 's/^\+ /  ok    the console: /p' "$work/browser.log"
    if [ "$exit" -ne 0 ]; then
      tail -n 15 "$work/browser.log"
      bad "the console in Chromium ($(basename "$script"); log: target/test/browser.log)"
    fi
  done
}

field_of_secrets() { sed -nE "s/^ *\"${1//./\\.}\" *: *\"([^\"]*)\".*/\1/p" "$ROBOTAXI_STATE/secrets.json"; }

kill_everything() {
  local file pids=("$launcher")
  for file in "$ROBOTAXI_STATE"/run/*; do pids+=("$(cut -d' ' -f1 "$file")"); done
  # One signal for all: nobody may have the time to notice that another one died.
  kill -9 "${pids[@]}" 2>/dev/null
  wait "$launcher" 2>/dev/null
  launcher=''
}

system_test() {
  headline "the system test (logs: target/test)"
  if [ ! -f infra/local/target/infra-local-0.1.0-SNAPSHOT.jar ] || [ ! -f benchmarks/target/benchmarks-0.1.0-SNAPSHOT.jar ]; then
    bad "the system test: nothing is built"
    return
  fi
  export ROBOTAXI_STATE=$work/state
  rm -rf "$ROBOTAXI_STATE" "$work/up.log"
  mkdir -p "$ROBOTAXI_STATE"
  if ! choose_ports; then bad "the system test: no free ports"; return; fi
  if bring_up; then ok "the stack comes up on an empty folder"; else bad "the stack comes up on an empty folder (log: target/test/up.log)"; return; fi
  play_loop
  browser_tests
  local size=(--with kills=4 --with rides=12 --with safety-events=8 --with riders=10 --with patience-seconds=60 --with end-seconds=600)
  if "${bench[@]}" loop-faults "${size[@]}" --out "$work/loop-faults.json" 2> >(tee "$work/loop-faults.log" >&2); then
    ok "nothing is lost when dispatch, gateway, Kafka and PostgreSQL are killed"
  else
    bad "nothing is lost when dispatch, gateway, Kafka and PostgreSQL are killed (log: target/test/loop-faults.log)"
  fi
  kill_everything
  : >"$work/up.log"
  if bring_up && "${robotaxi[@]}" status; then ok "after kill -9 of everything the next up goes on"; else bad "after kill -9 of everything the next up goes on (log: target/test/up.log)"; fi
  local held=$launcher
  take_down
  if ! kill -0 "$held" 2>/dev/null && [ -z "$(ls "$ROBOTAXI_STATE/run")" ]; then ok "the stack goes down and leaves no process"; else bad "the stack goes down and leaves no process"; fi
}

# A benchmark at its quick size, on a stack of its own.
quick_bench() {
  local name=$1 what=$2
  if "${bench[@]}" "$name" --quick 2> >(tee "$work/$name.log" >&2); then ok "$what"; else bad "$what (log: target/test/$name.log)"; fi
}

link_tests() {
  headline "the vehicle link (logs: target/test)"
  quick_bench link-faults "no record is lost, doubled or out of order when gateways, broker, links and cars fail"
  quick_bench overload "safety events pass a flood of telemetry, a stalled reader and malformed frames"
}

partner_tests() {
  headline "partners' webhooks (logs: target/test)"
  quick_bench webhook-kills "no webhook is lost or out of order when dispatch is killed while a partner takes it"
}

container_tests() {
  headline "the container tests"
  if [ ! -f infra/containers/test.sh ]; then skip "the container tests: infra/containers/test.sh is not there"; return; fi
  local last
  bash infra/containers/test.sh 2>&1 | tee "$work/containers.log"
  local exit=${PIPESTATUS[0]}
  last=$(tail -n 1 "$work/containers.log")
  passed=$((passed + $(number_before passed <<<"$last")))
  failed=$((failed + $(number_before failed <<<"$last")))
  skipped=$((skipped + $(number_before skipped <<<"$last")))
  if [ "$exit" -ne 0 ] && [ "$(number_before failed <<<"$last")" -eq 0 ]; then bad "the container tests ended with exit code $exit"; fi
}

mkdir -p "$work"
[ "$units" = yes ] && { modules; python_tests; }
system_test
link_tests
partner_tests
[ "$containers" = yes ] && container_tests
say ''
say "$passed passed, $failed failed$([ "$skipped" -gt 0 ] && echo ", $skipped skipped")"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
