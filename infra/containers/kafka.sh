#!/bin/sh
# Writes the broker's settings from the environment and becomes the broker.
set -eu
mkdir -p /tmp/kafka
cat >/tmp/kafka/server.properties <<TEXT
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:9093
listeners=INTERNAL://0.0.0.0:9092,EXTERNAL://0.0.0.0:29092,CONTROLLER://127.0.0.1:9093
advertised.listeners=INTERNAL://kafka:9092,EXTERNAL://127.0.0.1:${EXTERNAL_PORT}
listener.security.protocol.map=INTERNAL:PLAINTEXT,EXTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
inter.broker.listener.name=INTERNAL
log.dirs=/tmp/kafka/data
auto.create.topics.enable=false
offsets.topic.num.partitions=4
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
TEXT
exec java -Xmx320m -XX:+UseSerialGC -cp '/opt/kafka/*' robotaxi.embedded.KafkaBroker /tmp/kafka/server.properties /tmp/kafka/data cm9ib3RheGktbG9jYWwtMQ
