#!/usr/bin/env bash
# Plays the conformance scenarios against the operator on a real API server and compares the traces.
#
#   conformance.sh [GLOB...]     scenarios by name; without any those of conformance/scenarios.txt
#
# Needs the shared conformance suite beside the project, Python 3.9 or newer with requests and PyYAML,
# and JAVA_HOME. Traces and the operator's log stay in e2e/target/conformance.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(dirname "$here")"
suite="$root/../shared/conformance"
out="$here/target/conformance"
java="$JAVA_HOME/bin/java"

[[ -d "$suite" ]] || { echo "The conformance suite is not beside the project: expected $suite" >&2; exit 1; }
python3 -c 'import requests, yaml' || { echo "The runner needs Python 3.9 or newer with requests and PyYAML." >&2; exit 1; }

patterns=("$@")
((${#patterns[@]})) || mapfile -t patterns < <(sed -E 's/#.*//; /^[[:space:]]*$/d; s/[[:space:]]+//g' "$here/conformance/scenarios.txt")
scenarios=()
for pattern in "${patterns[@]}"; do
  for file in "$suite/scenarios/"$pattern.yaml; do
    # Where the right outcome is another one than Flagger's, our own copy is played.
    own="$here/conformance/scenarios/$(basename "$file")"
    [[ -f "$own" ]] && file="$own"
    [[ -f "$file" ]] && scenarios+=("$file")
  done
done
((${#scenarios[@]})) || { echo "No scenario is called ${patterns[*]}." >&2; exit 1; }

rm -rf "$out"
mkdir -p "$out/expected" "$out/actual"
for file in "${scenarios[@]}"; do
  trace="$here/conformance/traces/$(basename "$file")"
  [[ -f "$trace" ]] || trace="$suite/traces/flagger-1.44/$(basename "$file")"
  cp "$trace" "$out/expected/"
done

coproc PLANE { exec "$java" -Dguidon.root="$root" "$here/src/test/java/io/guidon/e2e/ControlPlaneCommand.java" 2>"$out/control-plane.log"; }
plane=$PLANE_PID
trap 'kill "$plane" 2>/dev/null; wait "$plane" 2>/dev/null || true' EXIT
kubeconfig=
while [[ -z "$kubeconfig" ]] && read -r line <&"${PLANE[0]}"; do
  [[ "$line" == *"export KUBECONFIG="* ]] && kubeconfig="${line#*KUBECONFIG=}"
done
[[ -n "$kubeconfig" ]] || { cat "$out/control-plane.log" >&2; exit 1; }

operator="$java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp $root/operator/target/guidon-operator.jar:$root/operator/target/lib/* io.guidon.operator.Guidon
  -kubeconfig={kubeconfig} -metrics-server={prometheus} -event-webhook={hooks}/events -slack-url={hooks}/slack -slack-channel=general
  -mesh-provider={provider} -port={port} -control-loop-interval=1s -kubeconfig-qps=2000 -kubeconfig-burst=4000 -log-level=debug"
"$suite/run" --kubeconfig "$kubeconfig" --crds "$root/deploy/crds" --operator-cmd "$operator" \
  --operator-log "$out/operator.log" --scenario "${scenarios[@]}" --out "$out/actual" || true
"$suite/compare" --ignore "$here/conformance/differences.yaml" -- "$out/expected" "$out/actual"
