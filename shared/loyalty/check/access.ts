import type { Programme } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding } from './finding.ts';

/** Goods that are sold to an audience are closed to somebody. */
export function checkAccess({ access = [] }: Programme): Finding[] {
  return access.flatMap(({ audience }, index) =>
    Object.values(audience).some((asked) => asked !== undefined)
      ? []
      : [finding('access.everybody', ['access', index, 'audience'])],
  );
}
