#!/usr/bin/env bash
# The real Prometheus of the tests. The one place that knows where it comes from.
#
#   prometheus.sh build     finds it, or else unpacks Debian's package, and prints its path
#   prometheus.sh path      prints where an unpacked one is, whether it exists or not
#
# The rules that sim follows are those of 2.42 (Debian 12); other versions compute rates or the
# ends of ranges differently, so a program of another version is left alone.
# The package is only unpacked: nothing is installed and no service is started.
# GUIDON_CACHE moves the folder.
# Exit code 3 of `build`: there is none, and no Debian package of that version.
set -euo pipefail

version=2.42
unpacking=
trap '[[ -z "$unpacking" ]] || rm -rf "$unpacking"' EXIT
target="${GUIDON_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/guidon}/prometheus-$version"

path() {
  printf '%s/usr/bin/prometheus\n' "$target"
}

is_ours() {
  [[ -n "$1" && -x "$1" && "$("$1" --version 2>&1)" == "prometheus, version $version."* ]]
}

none() {
  printf '%s\n' "No Prometheus $version found: not on the PATH, not in /usr/bin, not in $target, and $1" >&2
  exit 3
}

download() {
  local package
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null ||
    none "there is no apt-get to fetch Debian 12's package with. Put that version on the PATH and try again."
  package="$(apt-cache madison prometheus | awk -v wanted="$version." '{ if (index($3, wanted) == 1) { print $3; exit } }')"
  [[ -n "$package" ]] ||
    none "apt knows no package prometheus of that version. Run 'apt-get update' on Debian 12, or put that version on the PATH."
  mkdir -p "$(dirname "$target")"
  # Into a folder of our own and renamed when complete: several may run side by side.
  unpacking="$(mktemp -d "$target.XXXXXX")"
  echo "Fetching Debian's Prometheus, once." >&2
  # apt's own user cannot write here, of which it warns.
  (cd "$unpacking" && apt-get -q download "prometheus=$package") >&2 ||
    none "apt-get could not download prometheus=$package. Run 'apt-get update' and try again."
  dpkg-deb -x "$unpacking"/prometheus_*.deb "$unpacking"
  rm "$unpacking"/prometheus_*.deb
  is_ours "$unpacking/usr/bin/prometheus" || none "Debian's package does not run here: $("$unpacking/usr/bin/prometheus" --version 2>&1 | head -1)"
  chmod 755 "$unpacking"
  # Whoever is first wins; a folder that is there already is as good as ours, which then
  # lands inside it.
  mv "$unpacking" "$target"
  rm -rf "${target:?}/${unpacking##*/}"
}

build() {
  local candidate
  for candidate in "$(command -v prometheus || true)" /usr/bin/prometheus "$(path)"; do
    if is_ours "$candidate"; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  download
  path
}

case "${1:-}" in
  build) build ;;
  path) path ;;
  *) sed -nE '2,12s/^# ?//p' "$0" >&2; exit 2 ;;
esac
