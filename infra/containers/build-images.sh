#!/usr/bin/env bash
# Builds the images that we ship, and those that their tests need, from Debian packages and the JDK of the build: no image registry is
# asked. Needs root (debootstrap) and a Docker engine. Usage: build-images.sh [SERVICE...]; JAVA_HOME names a JDK 25.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$(cd ../.. && pwd)
work=$PWD/target/images
mkdir -p "$work"
services=("$@")
[ ${#services[@]} -gt 0 ] || services=(vehicle-gateway dispatch-service ota-service incident-service operator-console)

have() { docker image inspect "$1" >/dev/null 2>&1; }

debian() { # image, extra packages
  have "$1" && return
  command -v debootstrap >/dev/null || { echo "debootstrap is missing: apt-get install debootstrap" >&2; exit 1; }
  local folder; folder=$(mktemp -d)
  debootstrap --variant=minbase ${2:+--include="$2"} bookworm "$folder" >"$work/debootstrap.log" 2>&1 \
    || { tail -n 5 "$work/debootstrap.log" >&2; exit 1; }
  rm -rf "$folder"/var/cache/apt/archives/*.deb "$folder"/var/lib/apt/lists/*
  tar -C "$folder" -c . | docker import - "$1" >/dev/null
  rm -rf "$folder"
}

echo "  base images" >&2
debian robotaxi/debian:local ca-certificates
debian robotaxi/debian-postgres:local postgresql

if ! have robotaxi/runtime:local; then
  rm -rf "$work/runtime" && mkdir -p "$work/runtime"
  "$JAVA_HOME/bin/jlink" --add-modules java.se,jdk.unsupported,jdk.crypto.ec,jdk.management,jdk.zipfs,jdk.naming.dns,jdk.net,jdk.httpserver \
    --strip-debug --no-man-pages --no-header-files --output "$work/runtime/java"
  docker build -q -t robotaxi/runtime:local -f Dockerfile.runtime "$work/runtime" >/dev/null
fi

rm -rf "$work/kafka" && mkdir -p "$work/kafka/jars"
tr ':' '\n' <"$root/infra/embedded/target/classes/robotaxi/embedded/kafka.classpath" | grep '\.jar$' | grep -v embedded-postgres-binaries | xargs -I{} cp {} "$work/kafka/jars/"
cp "$root"/infra/embedded/target/infra-embedded-*.jar "$work/kafka/jars/"
cp kafka.sh "$work/kafka/"
docker build -q -t robotaxi/kafka:local -f Dockerfile.kafka "$work/kafka" >/dev/null
mkdir -p "$work/postgres" && cp postgres.sh "$work/postgres/"
docker build -q -t robotaxi/postgres:local -f Dockerfile.postgres "$work/postgres" >/dev/null

for service in "${services[@]}"; do
  echo "  $service" >&2
  rm -rf "$work/$service" && mkdir -p "$work/$service"
  cp -r "$root/$service/target/quarkus-app" "$work/$service/quarkus-app"
  docker build -q -t "robotaxi/$service:local" -f Dockerfile.service "$work/$service" >/dev/null
done
docker image ls --filter 'reference=robotaxi/*' --format '  {{.Repository}}:{{.Tag}} {{.Size}}' >&2
