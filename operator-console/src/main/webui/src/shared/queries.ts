import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { me, type Me } from "./api";
import { read, Refusal } from "./http";
import type { Reader } from "./json";

/** One thing from the API, read again every so often. */
export function useApi<T>(path: string, reader: Reader<T>, everySeconds: number | false = 5): UseQueryResult<T> {
  return useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => read(path, reader, signal),
    refetchInterval: everySeconds === false ? false : everySeconds * 1_000,
    retry: (times, fault) => !(fault instanceof Refusal && fault.status < 500) && times < 2,
  });
}

export function useMe(): UseQueryResult<Me> {
  return useApi("/api/me", me, 60);
}

/** Whether the person who is there has one of these roles; nothing is offered before that is known. */
export function useHasRole(...roles: readonly string[]): boolean {
  return useMe().data?.roles.some((role) => roles.includes(role)) ?? false;
}
