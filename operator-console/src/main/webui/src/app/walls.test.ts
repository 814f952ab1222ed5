import { expect, it } from "vitest";

/** app -> features -> shared; features never import each other. */
function trespass(file: string, source: string): string[] {
  const [, layer, feature] = /src\/(app|features|shared)\/(?:([\w-]+)\/)?/.exec(file) ?? [];
  return [...source.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)]
    .map(([, path = ""]) => new URL(path, `file:///${file}`).pathname.slice(1))
    .filter((target) => {
      if (layer === "shared") return !target.startsWith("src/shared/");
      if (layer === "features") return !target.startsWith(`src/features/${feature}/`) && !target.startsWith("src/shared/");
      return false;
    })
    .map((target) => `${file} uses ${target}`);
}

it("holds in every file", () => {
  const sources: Record<string, string> = import.meta.glob("/src/**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
  expect(Object.keys(sources).length).toBeGreaterThan(30);
  expect(Object.entries(sources).flatMap(([file, source]) => trespass(file.slice(1), source))).toEqual([]);
});

it("catches a feature that uses another, and a shared file that uses a feature", () => {
  expect(trespass("src/features/city/A.ts", 'import { b } from "../rides/b";')).toHaveLength(1);
  expect(trespass("src/shared/a.ts", 'const b = import("../features/rides/b");')).toHaveLength(1);
  expect(trespass("src/features/city/A.ts", 'import { b } from "./b"; import { c } from "../../shared/c";')).toEqual([]);
});
