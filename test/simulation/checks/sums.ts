/** Adds to a sum by name and answers it. */
export function addTo(sums: Map<string, number>, name: string, amount: number): number {
  const sum = (sums.get(name) ?? 0) + amount;
  sums.set(name, sum);
  return sum;
}
