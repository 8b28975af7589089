import * as z from 'zod/mini';

/** A field with what it means, as documents made from the schema tell it. */
export function said<S extends z.ZodMiniType>(text: string, schema: S): S {
  return schema.check(z.describe(text));
}
