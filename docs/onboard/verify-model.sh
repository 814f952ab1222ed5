#!/bin/sh
# Tries a model package on every provider of this machine. Needs a Java 25 runtime and the agent's jars, and no network.
# Usage: verify-model.sh PACKAGE.zip JARS [--providers cuda,cpu], JARS being a folder with the agent's jar and lib/ of a build with -Pgpu.
set -eu
package=$1
jars=$2
shift 2
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" --enable-native-access=ALL-UNNAMED -cp "$jars/*:$jars/lib/*" robotaxi.onboard.Main --verify-model "$package" "$@"
