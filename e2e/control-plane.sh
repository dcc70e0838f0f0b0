#!/usr/bin/env bash
# The real control plane of the tests. The one place that knows how it is built.
#
#   control-plane.sh build     builds what is missing and prints the folder that holds
#                              etcd, kube-apiserver and kube-controller-manager
#   control-plane.sh path      prints that folder, whether it exists or not
#
# The binaries live outside the source tree, keyed by what they are built from, and are
# shared by all work trees of this machine. GUIDON_CACHE moves the folder.
# Exit code 3 of `build`: there is no Go toolchain.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
building=
trap '[[ -z "$building" ]] || rm -rf "$building"' EXIT
cache="${GUIDON_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/guidon}/control-plane"

checksum() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi
}

path() {
  local key
  key="$(cat "$here/go.mod" "$here/go.sum" | checksum | cut -c1-16)"
  printf '%s/%s\n' "$cache" "$key"
}

go_toolchain() {
  local candidate
  for candidate in "$(command -v go || true)" /usr/local/go/bin/go /usr/lib/go/bin/go \
    /opt/homebrew/bin/go "$HOME/go/bin/go" "$HOME/sdk/go/bin/go"; do
    if [[ -n "$candidate" && -x "$candidate" ]]; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  echo "No Go toolchain found: the control plane is built from Go modules. Install Go ($(sed -n 's/^go //p' "$here/go.mod") or newer, https://go.dev/dl) and try again." >&2
  exit 3
}

build() {
  local target go kubernetes minor version=k8s.io/component-base/version
  target="$(path)"
  if [[ ! -d "$target" ]]; then
    go="$(go_toolchain)"
    mkdir -p "$cache"
    # Into a folder of our own and renamed when complete: builders may run side by side.
    building="$(mktemp -d "$cache/building.XXXXXX")"
    kubernetes="$(cd "$here" && "$go" list -m -f '{{.Version}}' k8s.io/kubernetes)"
    kubernetes="${kubernetes#v}"
    minor="${kubernetes#*.}"
    echo "Building etcd, kube-apiserver and kube-controller-manager, once: about 5 minutes." >&2
    # Without a stamped version the API server calls itself v0.0.0 and clients refuse it.
    (cd "$here" && CGO_ENABLED=0 nice "$go" build -trimpath -o "$building/" -ldflags "-s -w
      -X $version.gitVersion=v$kubernetes
      -X $version.gitMajor=${kubernetes%%.*}
      -X $version.gitMinor=${minor%%.*}" tool) >&2
    # Go names a binary after its package.
    mv "$building/server" "$building/etcd"
    chmod 755 "$building"
    # Whoever is first wins; a folder that is there already is as good as ours, which then
    # lands inside it.
    mv "$building" "$target"
    rm -rf "${target:?}/${building##*/}"
  fi
  printf '%s\n' "$target"
}

case "${1:-}" in
  build) build ;;
  path) path ;;
  *) sed -nE '2,10s/^# ?//p' "$0" >&2; exit 2 ;;
esac
