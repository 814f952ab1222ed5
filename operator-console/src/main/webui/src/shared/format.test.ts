import { describe, expect, it } from "vitest";
import { distance, kilometresPerHour, money, secondsBetween, shortId, span, words } from "./format";

describe("format", () => {
  it("writes money by the currency's own digits", () => {
    expect(money(1234, "EUR")).toBe("€12.34");
    expect(money(1234, "JPY")).toBe("JP¥1,234");
  });

  it.each([
    [0.4, "0 s"],
    [59.4, "59 s"],
    [60, "1 min"],
    [200, "3 min 20 s"],
    [7500, "2 h 5 min"],
    [-3, "0 s"],
  ])("says %d seconds as %s", (seconds, said) => expect(span(seconds)).toBe(said));

  it("counts from an ISO time", () => {
    expect(secondsBetween("2026-11-22T08:00:00Z", Date.parse("2026-11-22T08:01:30Z"))).toBe(90);
  });

  it("turns units into those of people", () => {
    expect(kilometresPerHour(10)).toBe("36 km/h");
    expect(distance(940)).toBe("940 m");
    expect(distance(1549)).toBe("1.5 km");
  });

  it("reads wire names and long ids", () => {
    expect(words("waiting-for-safe-moment")).toBe("Waiting for safe moment");
    expect(words("stopped_itself")).toBe("Stopped itself");
    expect(shortId("0193f2aa-bbbb-cccc-dddd-eeee12345678")).toBe("…12345678");
    expect(shortId("car-1")).toBe("car-1");
  });
});
