/** Fails to compile where a union gained a member that a reader does not handle. */
export function unreachable(value: never): never {
  throw new Error(`Unhandled case of type ${typeof value}`);
}
