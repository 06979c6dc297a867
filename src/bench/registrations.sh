#!/usr/bin/env bash
# Many accounts kept registered at Kamailio by one process: what it costs, how it starts, and how it leaves.
# Needs kamailio, kamcmd, curl, jcmd and `mvn test-compile` first. Usage: src/bench/registrations.sh [accounts] [seconds] [transport]
set -euo pipefail
cd "$(dirname "$0")/../.."
accounts=${1:-2000} seconds=${2:-600} transport=${3:-udp}
classes=${CLASSES:-target/classes}
classpath="$classes:$(cat "${CPFILE:-target/classpath.txt}")"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java jcmd=${JAVA_HOME:+$JAVA_HOME/bin/}jcmd
work=$(mktemp -d)
registrar=0 server=0
finish() { for pid in $server $registrar; do [ "$pid" = 0 ] || kill "$pid" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"; }
trap finish EXIT
hertz=$(getconf CLK_TCK)
base=${BASE_PORT:-26060} port=$base http=$((base + 20))
export CHORUS_DATA=$work/data CHORUS_BIND=127.0.0.1 CHORUS_HTTP_PORT=$http CHORUS_SIP_PORT=$((base + 10)) CHORUS_SIP_TLS_PORT=$((base + 11)) \
  CHORUS_ADMIN_KEY=a-key-for-measuring-only CHORUS_DEMO=off CHORUS_LOG_LEVEL=warn CHORUS_RTP_PORTS=30000-30999

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
  -addext subjectAltName=IP:127.0.0.1 -keyout "$work/key.pem" -out "$work/certificate.pem" 2>/dev/null
export CHORUS_TLS_TRUST=$work/certificate.pem
sed -e "s|@HOME@|$work|g; s|@TLS_PORT@|$((port + 1))|g; s|@TRUNK_PORT@|0|g; s|@PORT@|$port|g; s|@REALM@|pbx.example|g" \
  -e "s|@PASSWORD@|correct-horse|g; s|@ALGORITHM@|MD5|g; s|@ONE_TIME_NONCE@|0|g; s|@NONCE_SECONDS@|300|g" \
  -e "s|@MIN_EXPIRES@|1|g; s|@RECORD_ROUTE@|0|g; s|loadmodule \"ctl.so\"|&\nloadmodule \"kex.so\"|" src/test/resources/kamailio/registrar.cfg >"$work/kamailio.cfg"
kamailio -f "$work/kamailio.cfg" -DD -E -m 128 -M 8 -Y "$work" >"$work/kamailio.log" 2>&1 & registrar=$!

start() { "$java" -XX:+UseSerialGC ${JAVA_OPTS:--Xmx512m} -cp "$classpath" chorus.Main serve >>"$work/chorus.log" 2>&1 & server=$!; }
api() { curl -sS -H "Authorization: Bearer $CHORUS_ADMIN_KEY" "$@"; }
metric() { curl -sS "http://127.0.0.1:$http/metrics" | awk -v name="$1" '$1 == name {printf "%d", $2}'; }
ready() { metric 'chorus_registrations{status="ready"}'; }
attempts() { metric "chorus_registration_attempts_total{outcome=\"$1\"}"; }
repeats() { metric 'chorus_sip_messages_total{event="retransmission_sent"}'; }
bound() { kamcmd -s "unix:$work/ctl" stats.get_statistics usrloc: | awk '/location_contacts/ {print $3}'; }
heard() { grep -c 'heard REGISTER' "$work/kamailio.log" || true; }
ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; }
status() { awk -v name="$1:" '$1 == name {print $2}' "/proc/$server/status"; }
heap() { "$jcmd" "$server" GC.run >/dev/null; "$jcmd" "$server" GC.heap_info | awk '/ total / {sub(/.*used /, ""); sum += $1 + 0} END {print sum}'; }
await() { # seconds command expected
  local end=$((SECONDS + $1)); while [ "$($2 2>/dev/null || echo -1)" != "$3" ]; do
    [ $SECONDS -lt $end ] || { echo "waited $1 s in vain for $2 to be $3"; tail -5 "$work/chorus.log"; exit 1; }; sleep 1; done; }

start; await 120 ready 0
empty=$(heap) bare=$(status VmRSS)
echo "without accounts: heap $empty kB, resident $bare kB, $(status Threads) threads"

sip=$port; [ "$transport" != tls ] || sip=$((port + 1))
for i in $(seq "$accounts"); do
  [ "$i" = 1 ] || echo next
  printf 'url = "http://127.0.0.1:%s/v1/phone-numbers"\nheader = "Authorization: Bearer %s"\nheader = "Content-Type: application/json"\noutput = /dev/null\n' \
    $http "$CHORUS_ADMIN_KEY"
  printf 'data = "{\\"number\\":\\"+1202%07d\\",\\"provider\\":\\"sip\\",\\"sipUsername\\":\\"u%d\\",\\"sipPassword\\":\\"correct-horse\\",\\"sipProxy\\":\\"127.0.0.1\\",\\"sipPort\\":%d,\\"sipRegisterTransport\\":\\"%s\\"}"\n' \
    "$i" "$i" "$sip" "$transport"
done >"$work/numbers.curl"
began=$SECONDS; curl -sS -K "$work/numbers.curl"; echo "$accounts numbers made in $((SECONDS - began)) s by one client"
await 180 ready "$accounts"

echo "restarting with $accounts accounts"
before=$(bound); began=$SECONDS
kill "$server"; wait "$server" || true
echo "stopped after $((SECONDS - began)) s: of $before bindings $(bound) are left"
known=$(heard); began=$SECONDS; start; await 180 ready "$accounts"
echo "all ready $((SECONDS - began)) s after the start, $(($(heard) - known)) REGISTERs heard for it, $(repeats) repeats sent, $(($(ticks "$server") / hertz)) s of CPU since its start"

sleep 5; known=$(heard) used=$(ticks "$server") began=$SECONDS
again=$(repeats)
for outcome in refused unanswered broken; do declare "$outcome=$(attempts $outcome)"; done
end=$((SECONDS + seconds)) least=$accounts
while [ $SECONDS -lt $end ]; do
  sleep 15; now=$(bound); [ "$now" -ge "$least" ] || least=$now
done
taken=$((SECONDS - began))
awk -v n="$accounts" -v s=$taken -v r=$(($(heard) - known)) -v t=$(($(ticks "$server") - used)) -v hz="$hertz" -v least="$least" -v by="$transport" \
  'BEGIN {printf "%d accounts over %s for %d s: never fewer than %d bound, %.1f REGISTER/s heard, %.2f %% of a core\n", n, by, s, least, r / s, t / hz / s * 100}'
echo "refused $(($(attempts refused) - refused)), unanswered $(($(attempts unanswered) - unanswered)), ways broken $(($(attempts broken) - broken)), repeats sent $(($(repeats) - again))"
full=$(heap) resident=$(status VmRSS)
echo "heap $full kB, resident $resident kB, $(status Threads) threads; by account: heap $(((full - empty) / accounts)) kB, resident $(((resident - bare) / accounts)) kB"
