/**
 * One value's lead over another, user by user; users without a value in either are left out.
 *
 * @returns shape [users with both]
 * @throws RangeError if the lengths differ
 */
export function pairedDifferences(
  testName: string,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): Float64Array {
  if (a.length !== b.length) {
    throw new RangeError(
      `${testName} requires values of the same users, got ${a.length} and ${b.length}`,
    );
  }
  return Float64Array.from(a, (value, user) => value - b[user]).filter(
    (difference) => !Number.isNaN(difference),
  );
}
