#!/usr/bin/env bash
# What ladders cost a call, and counting strangers a packet of a flood: with and without in turns within one process, which
# is what a noisy machine leaves to be measured. Needs `mvn test-compile` first, sipp, taskset, python3.
# Usage: src/bench/doctor-cost.sh ladders|strangers [rate] [rounds] [seconds]
set -euo pipefail
cd "$(dirname "$0")/../.."
what=$1 rate=${2:-500} rounds=${3:-20} seconds=${4:-2}
work=$(mktemp -d); trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT
classpath="${CP:-target/classes:target/test-classes:$(cat "${CPFILE:-target/classpath.txt}")}"
length=$(((rounds * 2 + 4) * seconds + 5))
taskset -c 0 "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -Xmx512m -cp "$classpath" \
  chorus.provider.sip.DoctorCost "$what" 15073 "$rounds" "$seconds" "$work/result" 2>"$work/errors" & java=$!
sleep 2
if [ "$what" = ladders ]; then
  taskset -c 1 sipp -sn uac 127.0.0.1:15073 -r "$rate" -m $((rate * length)) -d 0 -l 20000 -nostdin -buff_size 4000000 \
    >/dev/null 2>&1 &
else # INVITEs from 4,000 addresses, each as likely as the next
  taskset -c 1 timeout "$length" python3 - "$rate" <<'PYTHON' &
import random, resource, socket, sys, time
resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
phones = []
for i in range(4000):
    phone = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    phone.bind((f"127.1.{i // 250}.{1 + i % 250}", 0))
    phones.append(phone)
rest = b"Via: SIP/2.0/UDP 127.1.0.1\r\nFrom: <sip:100@x>;tag=1\r\nTo: <sip:1@x>\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\n" \
       b"User-Agent: friendly-scanner\r\nContent-Length: 0\r\n\r\n"
rate, started, sent = int(sys.argv[1]), time.monotonic(), 0
while True:
    for _ in range(max(0, int((time.monotonic() - started) * rate) - sent)):
        random.choice(phones).sendto(b"INVITE sip:90044%d@x SIP/2.0\r\n" % sent + rest, ("127.0.0.1", 15073))
        sent += 1
    time.sleep(0.002)
PYTHON
fi
wait "$java" || { cat "$work/errors"; exit 1; }
cat "$work/result"
