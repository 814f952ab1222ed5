#!/usr/bin/env bash
# The container tests: builds the images and starts them against each other. Called by ./robotaxi test --containers with JAVA_HOME set.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if ! docker info >/dev/null 2>&1; then
  echo "container tests skipped: no Docker engine answers (on Debian: apt-get install docker.io, then run dockerd)" >&2
  exit 0
fi
bash infra/containers/build-images.sh
./mvnw -B -ntp -o -Pcontainers -pl infra/containers surefire:test@default-test || ./mvnw -B -ntp -Pcontainers -pl infra/containers test
