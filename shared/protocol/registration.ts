import * as z from 'zod/mini';
import { Id } from '../loyalty/basics.ts';
import { Person } from './person.ts';

/** How somebody becomes a member, whoever types it. `referrer`: card or id of the member who brought them. */
export const RegistrationForm = z.strictObject({
  card: z.string().check(z.minLength(4), z.maxLength(64)),
  link: z.optional(Id),
  referrer: z.optional(Id),
  /** What they tell of themselves; kept only with their consent. The phone as people write it. */
  person: z.optional(
    z.strictObject({
      name: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
      phone: z.optional(z.string().check(z.minLength(1), z.maxLength(40))),
      email: Person.shape.email,
      birthday: Person.shape.birthday,
      consent: z.boolean(),
    }),
  ),
});
