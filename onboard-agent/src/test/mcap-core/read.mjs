// A clip of ours, read by the format's own library: every record with its checksum, and by index, each message decoded by the schema that the clip carries.
import { readFile } from "node:fs/promises";
import { McapIndexedReader, McapStreamReader } from "@mcap/core";
import { protobufFromBinaryDescriptor } from "@mcap/support";

const bytes = await readFile(process.argv[2]);
try {
  const stream = new McapStreamReader({ validateCrcs: true });
  stream.append(bytes);
  let streamed = 0;
  for (let record = stream.nextRecord(); record; record = stream.nextRecord()) streamed += record.type === "Message" ? 1 : 0;

  const reader = await McapIndexedReader.Initialize({
    readable: {
      size: () => Promise.resolve(BigInt(bytes.length)),
      read: (offset, size) => Promise.resolve(new Uint8Array(bytes.buffer, bytes.byteOffset + Number(offset), Number(size))),
    },
  });
  const parsers = new Map();
  for (const channel of reader.channelsById.values()) {
    const schema = reader.schemasById.get(channel.schemaId);
    const type = protobufFromBinaryDescriptor(schema.data).lookupType(schema.name);
    parsers.set(channel.id, (data) => type.decode(data));
  }
  const topics = {};
  let text = "";
  let last = 0n;
  let sorted = true;
  for await (const message of reader.readMessages()) {
    const { topic } = reader.channelsById.get(message.channelId);
    const content = parsers.get(message.channelId)(message.data);
    topics[topic] = (topics[topic] ?? 0) + 1;
    if (topic === "/reasoning/log") text = content.message;
    sorted &&= message.logTime >= last;
    last = message.logTime;
  }
  const metadata = {};
  for await (const record of reader.readMetadata()) metadata[record.name] = Object.fromEntries(record.metadata);
  console.log(JSON.stringify({ done: stream.done(), streamed, topics, text, sorted, metadata, counted: Number(reader.statistics.messageCount) }));
} catch (fault) {
  console.log(JSON.stringify({ error: String(fault) }));
}
