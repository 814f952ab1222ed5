import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, it } from "vitest";
import { Refusal } from "./http";
import { ReasonDialog } from "./ReasonDialog";

beforeAll(() => {
  // jsdom knows the element but not its modal side.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
});
afterEach(cleanup);

function dialog(act: (reason: string) => Promise<unknown>, onClose = () => {}) {
  render(<ReasonDialog title="Pause?" reach="Reaches 3 vehicles." confirm="Pause rollout" act={act} onClose={onClose} />);
}

it("does nothing without a reason, and says what it reaches", () => {
  dialog(() => Promise.resolve());
  expect(screen.getByText("Reaches 3 vehicles.")).toBeDefined();
  expect(screen.getByRole("button", { name: "Pause rollout" })).toHaveProperty("disabled", true);
});

it("acts with the reason and closes", async () => {
  const reasons: string[] = [];
  const closed = new Promise<void>((resolve) =>
    dialog((reason) => Promise.resolve(reasons.push(reason)), resolve),
  );
  fireEvent.change(screen.getByLabelText("Reason"), { target: { value: " smoke in the tunnel " } });
  fireEvent.click(screen.getByRole("button", { name: "Pause rollout" }));
  await closed;
  expect(reasons).toEqual(["smoke in the tunnel"]);
});

it("stays open and shows the refusal that it got", async () => {
  const problem = { title: "The rollout's state does not allow that", code: "rollout.illegal-act", detail: null, currentState: "finished" };
  dialog(() => Promise.reject(new Refusal(409, problem)));
  fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "why" } });
  fireEvent.click(screen.getByRole("button", { name: "Pause rollout" }));
  expect((await screen.findByRole("alert")).textContent).toContain("(it is finished now) rollout.illegal-act");
});
