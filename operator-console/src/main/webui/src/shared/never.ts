/** Closes a switch over a union: a new member must get its branch to compile. */
export function never(value: never): never {
  throw new Error(`No branch for ${JSON.stringify(value)}`);
}
