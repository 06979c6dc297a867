#!/usr/bin/env bash
# CPU of a server per call that talks, over Twilio Media Streams, Voximplant and SIP, in turns, the callers and their agent in another process.
# Needs `mvn test-compile` first, and target/classpath.txt (mvn dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
# -Dmdep.includeScope=test). Usage: src/bench/media-load.sh [calls] [seconds] [rounds] [providers]
set -euo pipefail
cd "$(dirname "$0")/../.."
calls=${1:-200} seconds=${2:-30} rounds=${3:-1} providers=${4:-twilio voximplant sip}
work=$(mktemp -d)
trap 'kill ${server:-} ${load:-} 2>/dev/null || true; rm -rf "$work"' EXIT
classpath="${CLASSES:-target/test-classes:target/classes}:$(cat "${CPFILE:-target/classpath.txt}")"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
hertz=$(getconf CLK_TCK)
http=${HTTP_PORT:-27080} sip=${SIP_PORT:-27060} rest=${REST_PORT:-27081} key=a-key-for-the-bench

ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; }

measure() { # twilio|voximplant|sip
  rm -rf "$work/data-$1"
  CHORUS_DATA="$work/data-$1" CHORUS_BIND=127.0.0.1 CHORUS_HTTP_PORT=$http CHORUS_SIP_PORT=$sip CHORUS_SIP_TLS_PORT=0 \
    CHORUS_RTP_PORTS=40000-49999 CHORUS_DEMO=off CHORUS_ADMIN_KEY=$key CHORUS_TWILIO_API_URL=http://127.0.0.1:$rest \
    CHORUS_VOXIMPLANT_API_URL=http://127.0.0.1:$rest \
    CHORUS_PUBLIC_URL=http://127.0.0.1:$http "$java" --enable-native-access=ALL-UNNAMED -Xmx512m -cp "$classpath" \
    chorus.Main serve >"$work/server" 2>&1 & server=$!
  for _ in $(seq 120); do kill -0 "$server" 2>/dev/null || { cat "$work/server"; exit 1; }; curl -fs -o "$work/health" "http://127.0.0.1:$http/health" && break; sleep 0.5; done
  rm -f "$work/stop"; mkfifo "$work/stop"
  "$java" --enable-native-access=ALL-UNNAMED -Xmx4g -cp "$classpath" chorus.system.MediaLoad "$1" "$calls" $http $sip $rest $key \
    <"$work/stop" >"$work/load" 2>&1 & load=$!
  exec 9>"$work/stop"
  for _ in $(seq 180); do grep -q ready "$work/load" && break; kill -0 "$load" || break; sleep 1; done
  grep -q ready "$work/load" || { cat "$work/load"; exit 1; }
  sleep 10 # the JIT
  local before after
  before=$(ticks "$server"); sleep "$seconds"; after=$(ticks "$server")
  exec 9>&-
  wait "$load" || true
  awk -v name="$1" -v n="$calls" -v t=$((after - before)) -v hz="$hertz" -v s="$seconds" \
    'BEGIN {printf "%s: %d calls, %.3f %% of one core per call\n", name, n, 100 * t / hz / s / n}'
  grep -v ready "$work/load"
  kill "$server"; wait "$server" 2>/dev/null || true
}

for _ in $(seq "$rounds"); do
  for provider in $providers; do measure "$provider"; done
done
