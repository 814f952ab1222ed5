/** The edge: what came over the wire is unknown until it has been read here, member by member. */
export type Reader<T> = (value: unknown, path: string) => T;

/** A body that is not what the API promises. */
export class UnexpectedBody extends Error {
  constructor(path: string, wanted: string, value: unknown) {
    super(`${path} should be ${wanted} but is ${JSON.stringify(value)?.slice(0, 80) ?? "missing"}`);
  }
}

export const text: Reader<string> = (value, path) => {
  if (typeof value === "string") return value;
  throw new UnexpectedBody(path, "a text", value);
};

export const number: Reader<number> = (value, path) => {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new UnexpectedBody(path, "a number", value);
};

export const flag: Reader<boolean> = (value, path) => {
  if (typeof value === "boolean") return value;
  throw new UnexpectedBody(path, "true or false", value);
};

export function list<T>(item: Reader<T>): Reader<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new UnexpectedBody(path, "a list", value);
    return value.map((entry: unknown, index) => item(entry, `${path}[${index}]`));
  };
}

/** Absent and null are the same: there is none. */
export function maybe<T>(inner: Reader<T>): Reader<T | null> {
  return (value, path) => (value === undefined || value === null ? null : inner(value, path));
}

export function entries<T>(inner: Reader<T>): Reader<Record<string, T>> {
  return (value, path) => {
    const result: Record<string, T> = {};
    for (const [key, entry] of Object.entries(members(value, path))) result[key] = inner(entry, `${path}.${key}`);
    return result;
  };
}

type Shape = Record<string, Reader<unknown>>;
type Shaped<S extends Shape> = { [K in keyof S]: ReturnType<S[K]> };

export function record<S extends Shape>(shape: S): Reader<Shaped<S>> {
  return (value, path) => {
    const from = members(value, path);
    const result: Record<string, unknown> = {};
    for (const [key, reader] of Object.entries(shape)) result[key] = reader(from[key], `${path}.${key}`);
    return result as Shaped<S>;
  };
}

function members(value: unknown, path: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new UnexpectedBody(path, "an object", value);
}
