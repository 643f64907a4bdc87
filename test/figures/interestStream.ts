import assert from "node:assert/strict";
import { test } from "node:test";
import { interestStream, type StreamData } from "../../lib/figures/interestStream";

const data: StreamData = {
  user: "u1",
  interests: ["a", "b", "c"],
  windows: ["1", "2", "3"],
  shares: [
    [0.5, 0.3, 0.2],
    [0.4, 0.4, 0.2],
    [0.3, 0.5, 0.2],
  ],
  knownCount: 2,
  low: [[0.1, 0.2, 0.1]],
  high: [[0.5, 0.7, 0.3]],
  level: 0.9,
};

test("the bands of the stream sum to 1 in every window, small interests as one", () => {
  const { data: traces } = interestStream(data, { k: 1, fanCount: 1 });
  const bands = traces.filter((trace) => trace.stackgroup === "shares");
  assert.equal(bands.at(-1)!.name, "others");
  data.windows.forEach((_, window) => {
    const sum = bands.reduce((total, { y }) => total + (y![window] as number), 0);
    assert.ok(Math.abs(sum - 1) < 1e-9);
  });
});

test("the fan opens at the last known window and spans the forecast's interval", () => {
  const fan = interestStream(data, { fanCount: 1 }).data.find((trace) => trace.fill === "toself")!;
  assert.deepEqual(fan.x, ["2", "3", "3", "2"]);
  assert.deepEqual(fan.y, [0.4, 0.7, 0.2, 0.4]);
});

test("the title names the interest that is forecast to lead, in English or Chinese", () => {
  const title = (language?: "zh") => interestStream(data, { language }).layout.title.text;
  assert.match(title(), /User u1: b is forecast to lead, from 40% now/);
  assert.match(title("zh"), /用户 u1：b 最可能领先/);
});

test("windows without a forecast are refused", () => {
  assert.throws(
    () => interestStream({ ...data, knownCount: 3 }),
    /interestStream requires past and forecast windows/,
  );
});
