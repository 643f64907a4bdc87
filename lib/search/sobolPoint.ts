/**
 * Primitive polynomials (as bits, the highest power's first) and first direction numbers of
 * dimensions 2 to 32.
 *
 * @see Joe and Kuo (2008), Constructing Sobol sequences with better two-dimensional projections,
 *   doi:10.1137/070709359, table new-joe-kuo-6
 */
const JOE_KUO: readonly (readonly [polynomial: number, first: readonly number[]])[] = [
  [3, [1]],
  [7, [1, 3]],
  [11, [1, 3, 1]],
  [13, [1, 1, 1]],
  [19, [1, 1, 3, 3]],
  [25, [1, 3, 5, 13]],
  [37, [1, 1, 5, 5, 17]],
  [41, [1, 1, 5, 5, 5]],
  [47, [1, 1, 7, 11, 19]],
  [55, [1, 1, 5, 1, 1]],
  [59, [1, 1, 1, 3, 11]],
  [61, [1, 3, 5, 5, 31]],
  [67, [1, 3, 3, 9, 7, 49]],
  [91, [1, 1, 1, 15, 21, 21]],
  [97, [1, 3, 1, 13, 27, 49]],
  [103, [1, 1, 1, 15, 7, 5]],
  [109, [1, 3, 1, 15, 13, 25]],
  [115, [1, 1, 5, 5, 19, 61]],
  [131, [1, 3, 7, 11, 23, 15, 103]],
  [137, [1, 3, 7, 13, 13, 15, 69]],
  [143, [1, 1, 3, 13, 7, 35, 63]],
  [145, [1, 3, 5, 9, 1, 25, 53]],
  [157, [1, 3, 1, 13, 9, 35, 107]],
  [167, [1, 3, 1, 5, 27, 61, 31]],
  [171, [1, 1, 5, 11, 19, 41, 61]],
  [185, [1, 3, 5, 3, 3, 13, 69]],
  [191, [1, 1, 7, 13, 1, 19, 1]],
  [193, [1, 3, 7, 5, 13, 19, 59]],
  [203, [1, 1, 3, 9, 25, 29, 41]],
  [211, [1, 3, 5, 13, 23, 1, 55]],
  [213, [1, 3, 7, 3, 13, 59, 17]],
];

/** Dimensions that `sobolPoint` has numbers for. */
export const SOBOL_DIMENSIONS: number = JOE_KUO.length + 1;

const BITS = 32;
const directions: Uint32Array[] = [];

/**
 * The index-th point of the Sobol sequence in Gray code order: a quasi-random sequence that fills
 * the unit cube more evenly than random points do.
 *
 * @param index - 0, 1, 2, ...; point 0 is the origin
 * @param dimensionCount - at most 32
 * @param shift - 32-bit integers, shape [dimensions], taken by exclusive or: a random shift moves
 *   the points and keeps how even they are. Default none
 * @returns shape [dimensions], in [0, 1)
 * @throws RangeError if the index or the dimensions are out of range
 * @see Sobol (1967), doi:10.1016/0041-5553(67)90144-9; Antonov and Saleev (1979) for the order
 */
export function sobolPoint(
  index: number,
  dimensionCount: number,
  shift?: ArrayLike<number>,
): Float64Array {
  if (!(Number.isInteger(index) && index >= 0 && index < 2 ** 31)) {
    throw new RangeError(`sobolPoint requires an index in [0, 2^31), got ${index}`);
  }
  if (!(Number.isInteger(dimensionCount) && dimensionCount <= SOBOL_DIMENSIONS)) {
    throw new RangeError(
      `sobolPoint requires at most ${SOBOL_DIMENSIONS} dimensions, got ${dimensionCount}`,
    );
  }
  const gray = index ^ (index >>> 1);
  return Float64Array.from({ length: dimensionCount }, (_, dimension) => {
    const numbers = (directions[dimension] ??= directionNumbers(dimension));
    let bits = shift?.[dimension] ?? 0;
    for (let bit = 0; bit < BITS; bit++) if ((gray >>> bit) & 1) bits ^= numbers[bit];
    return (bits >>> 0) / 2 ** BITS;
  });
}

/** v_1 .. v_32 of a dimension, the leading bit first. */
function directionNumbers(dimension: number): Uint32Array {
  const numbers = new Uint32Array(BITS);
  if (dimension === 0) return numbers.map((_, bit) => 2 ** (BITS - 1 - bit));
  const [polynomial, first] = JOE_KUO[dimension - 1];
  const degree = first.length;
  for (let bit = 0; bit < BITS; bit++) {
    if (bit < degree) {
      numbers[bit] = first[bit] << (BITS - 1 - bit);
      continue;
    }
    let number = numbers[bit - degree] ^ (numbers[bit - degree] >>> degree);
    for (let power = 1; power < degree; power++) {
      if ((polynomial >>> (degree - power)) & 1) number ^= numbers[bit - power];
    }
    numbers[bit] = number;
  }
  return numbers;
}
