#!/usr/bin/env bash
# CPU per INVITE-BYE call of the SIP package alone beside SIPp's own UAS, in turns, each on one core.
# Needs `./chorus build` or `mvn test-compile` first, sipp, taskset. Usage: src/bench/sip-rate.sh [rate] [seconds] [rounds]
set -euo pipefail
cd "$(dirname "$0")/../.."
rate=${1:-1000} seconds=${2:-20} rounds=${3:-3}
work=$(mktemp -d); trap 'rm -rf "$work"; kill $(jobs -p) 2>/dev/null || true' EXIT
classpath="target/classes:target/test-classes:$(cat "${CPFILE:-target/classpath.txt}")"
hertz=$(getconf CLK_TCK)

ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; }

load() { # port seconds -> calls completed, retransmissions
  local stats="$work/stats.csv"; rm -f "$stats"
  taskset -c 1 sipp -sn uac "127.0.0.1:$1" -r "$rate" -m $((rate * $2)) -d 0 -l 20000 -nostdin -trace_stat -stf "$stats" \
    -fd 1 -buff_size 4000000 >/dev/null 2>&1 || true
  awk -F';' 'NR==1 {for (i = 1; i <= NF; i++) column[$i] = i} END {print $column["SuccessfulCall(C)"], $column["FailedCall(C)"], $column["Retransmissions(C)"]}' "$stats"
}

measure() { # name pid port
  load "$3" "${WARM:-8}" >/dev/null
  local before; before=$(ticks "$2")
  local outcome; outcome=$(load "$3" "$seconds")
  local after; after=$(ticks "$2")
  set -- "$1" $outcome "$before" "$after"
  awk -v name="$1" -v calls="$2" -v failed="$3" -v again="$4" -v ticks=$(($6 - $5)) -v hz="$hertz" \
    'BEGIN {printf "%s: %d calls, %d failed, %d retransmissions, %.1f us of CPU per call\n", name, calls, failed, again, ticks / hz * 1e6 / calls}'
}

for round in $(seq "$rounds"); do
  mkfifo "$work/stop$round"
  taskset -c 0 "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC ${JAVA_OPTS:--Xmx512m} -cp "$classpath" chorus.sip.CallRate 15071 \
    "$work/counted" <"$work/stop$round" >/dev/null 2>&1 & java=$!
  exec 9>"$work/stop$round"; sleep 2
  measure "chorus sip" "$java" 15071
  exec 9>&-; wait "$java" || true; cat "$work/counted"
  taskset -c 0 sipp -sn uas -i 127.0.0.1 -p 15072 -nostdin -buff_size 4000000 >/dev/null 2>&1 & uas=$!
  sleep 1
  measure "SIPp uas" "$uas" 15072
  kill "$uas"; wait "$uas" 2>/dev/null || true
done
