import { describe, expect, it } from "vitest";
import { vehicle } from "./api";
import { entries, list, maybe, number, record, text, UnexpectedBody } from "./json";
import { aVehicle } from "./samples";

describe("what comes over the wire", () => {
  it("is read member by member, and unknown members are left out", () => {
    const reader = record({ name: text, wheels: maybe(number) });
    expect(reader({ name: "car", colour: "red" }, "body")).toEqual({ name: "car", wheels: null });
  });

  it("is refused with the path to what is wrong", () => {
    expect(() => list(record({ at: number }))([{ at: 1 }, { at: "2" }], "body")).toThrow('body[1].at should be a number but is "2"');
    expect(() => record({ a: text })(null, "body")).toThrow(UnexpectedBody);
    expect(() => number(Number.NaN, "body")).toThrow("a number");
  });

  it("keeps maps", () => {
    expect(entries(number)({ committed: 2 }, "counts")).toEqual({ committed: 2 });
  });

  it("takes a vehicle without a place or a ride", () => {
    const { position: _, rideId: __, ...rest } = aVehicle({});
    expect(vehicle(rest, "vehicle")).toMatchObject({ position: null, rideId: null });
  });
});
