import { describe } from 'vitest';

/** The hub itself on PostgreSQL at its worst (giving-way.ts): what is right here does not hang on a store that has one writer. */
process.env['KOPILKA_TEST_STORE'] = 'postgres';

describe('on PostgreSQL, where each statement has to give way once', () => {
  describe('records', async () => void (await import('../../hub/ingest/ingest.test.ts')));
  describe('leases', async () => void (await import('../../hub/leases/leases.test.ts')));
  describe('events', async () => void (await import('../../hub/events/events.test.ts')));
  describe('cashiers', async () => void (await import('../../hub/report/cashiers.test.ts')));
  describe('items', async () => void (await import('../../hub/items/items.test.ts')));
  describe('items at tills', async () => void (await import('../../hub/items/told.test.ts')));
  describe('clocks', async () => void (await import('../../hub/items/wrong-clock.test.ts')));
  describe('backlogs', async () => void (await import('../../hub/members/held-persons.test.ts')));
  describe('gifts to write off', async () => void (await import('../../hub/write-offs/write-offs.test.ts')));
  describe('wishes', async () => void (await import('../../hub/wishes/wishes.test.ts')));
  describe('points by hand', async () => void (await import('../../hub/events/by-hand.test.ts')));
  describe('forgotten cards', async () => void (await import('../../hub/ingest/attach.test.ts')));
  describe('cards', async () => void (await import('../../hub/members/cards-apart.test.ts')));
  describe('dates', async () => void (await import('../../hub/members/forget-dates.test.ts')));
  describe('snapshots', async () => void (await import('../../hub/snapshot/snapshots.test.ts')));
  describe('the past of the feed', async () => void (await import('../../hub/jobs/prune-feed.test.ts')));
  describe('members who leave', async () => void (await import('../../hub/jobs/leave-shops.test.ts')));
  describe('evidence', async () => void (await import('../../hub/jobs/signatures.test.ts')));
});
