#!/usr/bin/env bash
# The container tests: builds the images from what the last build made and starts them against each other. Called by
# ./robotaxi test --containers with JAVA_HOME set; the last line is "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if ! docker info >/dev/null 2>&1; then
  echo "the container tests are skipped: no Docker engine answers (on Debian: apt-get install docker.io debootstrap, then run dockerd)" >&2
  echo "0 passed, 0 failed, 1 skipped"
  exit 0
fi
bash infra/containers/build-images.sh || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
./mvnw -B -ntp -Pcontainers -am -pl infra/containers -Dsurefire.failIfNoSpecifiedTests=false -Dtest=ServiceImagesTest test
status=$?
report=infra/containers/target/surefire-reports/TEST-robotaxi.containers.ServiceImagesTest.xml
count() { sed -nE "s/.*<testsuite [^>]*[[:space:]]$1=\"([0-9]+)\".*/\1/p" < <(tr '\n' ' ' <"$report") | head -n 1; }
tests=$(count tests) failures=$(($(count failures) + $(count errors))) idle=$(count skipped)
echo "$((tests - failures - idle)) passed, $failures failed, $idle skipped"
exit "$status"
