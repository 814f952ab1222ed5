import { problem, type Problem } from "./api";
import type { Reader } from "./json";

/** An answer that is not what was asked for. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | null,
  ) {
    super(problem?.title ?? `The service answered ${status}`);
  }
}

export async function read<T>(path: string, reader: Reader<T>, signal?: AbortSignal): Promise<T> {
  const answer = await fetch(path, { headers: { Accept: "application/json, application/geo+json" }, signal: signal ?? null });
  return body(answer, path, reader);
}

/** The header is what tells the console's backend that this page, and no other, asks. */
export async function write<T>(path: string, content: unknown, reader: Reader<T>, how: { method?: "POST" | "PUT" | "DELETE"; ifMatch?: string } = {}): Promise<T> {
  const answer = await fetch(path, {
    method: how.method ?? "POST",
    headers: {
      Accept: "application/json",
      "Content-Type": "application/json",
      "X-Requested-With": "console",
      ...(how.ifMatch === undefined ? {} : { "If-Match": how.ifMatch }),
    },
    body: JSON.stringify(content),
  });
  return body(answer, path, reader);
}

/** A file, whole; what stands against it is a refusal like any other. */
export async function download(path: string): Promise<Blob> {
  const answer = await fetch(path, { headers: { "X-Requested-With": "console" } });
  return (await accepted(answer)).blob();
}

/** Files that come in one answer, by their names in it. */
export async function downloadSeveral(path: string, signal: AbortSignal): Promise<Map<string, Blob>> {
  const answer = await accepted(await fetch(path, { signal }));
  const files = new Map<string, Blob>();
  for (const [name, value] of await answer.formData()) {
    if (typeof value !== "string") files.set(name, value);
  }
  return files;
}

/** For acts whose answer nobody reads. */
export const ignored: Reader<null> = () => null;

async function body<T>(answer: Response, path: string, reader: Reader<T>): Promise<T> {
  const content: unknown = await answer.json().catch(() => null);
  if (answer.ok) return reader(content, path);
  throw new Refusal(answer.status, asProblem(content));
}

async function accepted(answer: Response): Promise<Response> {
  if (answer.ok) return answer;
  throw new Refusal(answer.status, asProblem(await answer.json().catch(() => null)));
}

function asProblem(content: unknown): Problem | null {
  try {
    return problem(content, "problem");
  } catch {
    return null;
  }
}
