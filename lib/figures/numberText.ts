/**
 * A number for people: whole numbers with thousands separators, others with `digits` significant
 * digits; very small and very large ones by powers of ten; "–" where missing.
 */
export function numberText(value: number, digits = 4): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return value.toLocaleString("en-US");
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e15) return value.toExponential(digits - 1);
  return value.toLocaleString("en-US", {
    maximumSignificantDigits: Math.max(digits, Math.ceil(Math.log10(size + 1))),
  });
}

/** A share of 1 as a percentage: 0.4213 is "42%"; below 10 % with one decimal: "4.2%". */
export function percentText(share: number): string {
  const percent = share * 100;
  const decimals = percent > 0 && percent < 9.95 ? 1 : percent > 99 && percent < 100 ? 2 : 0;
  return `${percent.toFixed(decimals)}%`;
}

/** A measured value with three significant digits, zeros kept: 0.29 is "0.290". */
export function measureText(value: number): string {
  const size = Math.abs(value);
  return size >= 0.001 && size < 999.5 ? value.toPrecision(3) : numberText(value, 3);
}
