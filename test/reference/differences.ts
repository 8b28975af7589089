export type Difference = { path: string; engine: unknown; reference: unknown };

/** Every place where two plain values differ, deepest paths. */
export function differences(engine: unknown, reference: unknown, path = ''): Difference[] {
  if (isObject(engine) && isObject(reference) && Array.isArray(engine) === Array.isArray(reference)) {
    const keys = new Set([...Object.keys(engine), ...Object.keys(reference)]);
    return [...keys].flatMap((key) => differences(engine[key], reference[key], path === '' ? key : `${path}.${key}`));
  }
  return engine === reference ? [] : [{ path, engine, reference }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
