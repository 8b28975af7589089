/**
 * One small mistake of till, hub or protocol: the text stands once in the file (from the root of the project), and another is put in its
 * place. `seeds`: all, unless only a second life shows it (even ones have those).
 */
export type Mutant = { name: string; file: string; from: string; to: string; seeds?: 'even' };

export const mutants: readonly Mutant[] = [
  // The till's journal
  {
    name: 'the open sale is not written',
    file: 'main/sale/desk.ts',
    from: 'if (after.counter !== this.#counter) this.seat.save(tx, counterText(after.counter));',
    to: '',
  },
  {
    name: 'the open sale is not restored',
    file: 'main/sale/desk.ts',
    from: 'readCounter(seat.load())',
    to: 'readCounter(null)',
  },
  {
    name: 'a receipt number is given twice',
    file: 'main/store/writing.ts',
    from: 'state.set(keys.receiptNumber, String(number));',
    to: '',
  },
  {
    name: 'a parked receipt is not kept',
    file: 'main/store/writing.ts',
    from: 'park: (receipt, text) => parked.park(receipt, text),',
    to: 'park: () => undefined,',
  },
  {
    name: 'a sale does not close its leases',
    file: 'main/store/leases.ts',
    from: "debiting(body);\n    for (const lease of body.leasesClosed) closeLease(lease, body.facts.member?.id ?? '');",
    to: 'debiting(body);',
  },
  {
    name: 'seq goes on through an epoch',
    file: 'main/store/records.ts',
    from: 'const seq = head?.epoch === epoch ? head.seq + 1 : 1;',
    to: 'const seq = (head?.seq ?? 0) + 1;',
    seeds: 'even',
  },
  // The counter
  {
    name: 'a lease is used and not in the journal',
    file: 'main/sale/redeem.ts',
    from: "desk.write({ records: [{ kind: 'lease.accepted', grant, signature }] });",
    to: '',
  },
  {
    name: 'a start keeps leases that no receipt holds',
    file: 'main/sale/start.ts',
    from: 'if (records.length > 0) desk.write({ records });',
    to: 'void records;',
  },
  {
    name: 'what lies at hand is never given back',
    file: 'main/sale/holding.ts',
    from: 'if (idle.length === 0) return;',
    to: 'if (idle.length >= 0) return;',
  },
  {
    name: 'a card is charged before it is meant',
    file: 'main/sale/pay.ts',
    from: "records: [{ kind: 'payment.intent', intent, receipt, direction: 'charge', amountMinor }],",
    to: '',
  },
  {
    name: 'an unknown payment counts as declined',
    file: 'main/sale/pay.ts',
    from: "if (result.kind === 'unknown') return withPayment(sale, { ...payment, state: 'unknown' });",
    to: "if (result.kind === 'unknown') return withoutPayment(sale, payment.id);",
  },
  {
    name: 'own records are not folded over the feed',
    file: 'main/sale/member-view.ts',
    from: 'for (const record of records) {\n    const happened',
    to: 'for (const record of [] as typeof records) {\n    const happened',
  },
  {
    name: 'own records are folded that the feed has told',
    file: 'main/sale/member-view.ts',
    from: 'journal.recordsOfMember(member, applied)',
    to: 'journal.recordsOfMember(member, null)',
  },
  {
    name: 'the replica moves under an open receipt',
    file: 'main/sale/held-replica.ts',
    from: 'waiting.length > 0 || (isBusy() && replica.checkpoint() !== null)',
    to: 'false',
  },
  // Between them
  {
    name: 'the till counts one more as kept than the hub said',
    file: 'main/sync/push.ts',
    from: 'seq: Math.min(ack.seq, last.seq) }',
    to: 'seq: ack.seq + 1 }',
  },
  {
    name: 'a record of another life is taken for its own',
    file: 'main/sync/push.ts',
    from: 'return journal.hashAt({ epoch, seq }) === hash;',
    to: 'return true;',
    seeds: 'even',
  },
  {
    name: 'what a restored hub has lost is not pushed again',
    file: 'main/sync/session.ts',
    from: 'journal.setAck(null);',
    to: '',
    seeds: 'even',
  },
  {
    name: 'a position that comes next is passed over',
    file: 'main/store/replica.ts',
    from: 'at === null || position > at.position)',
    to: 'at === null || position > at.position + 1)',
  },
  {
    name: 'the checkpoint moves before its documents',
    file: 'main/sale/held-replica.ts',
    from: 'if (isHeld()) waiting.push(arrival);',
    to: 'if (isHeld()) {\n      waiting.push(arrival);\n      replica.applyChanges([], arrival.checkpoint, null);\n    }',
  },
  // The hub takes records in
  {
    name: 'the hub answers before it has committed',
    file: 'hub/ingest/ingest.ts',
    from: 'const ack = await deps.store.write((tx) => takeBatch(deps, tx, pusher, batch));',
    to: `const ack = { ...(batch.place ?? { epoch: '', seq: 0 }), hash: signed.hash };
  ack.seq += records.length - 1;
  setTimeout(() => void deps.store.write((tx) => takeBatch(deps, tx, pusher, batch)).catch(() => undefined), 5);`,
  },
  {
    name: 'the hub acknowledges one more',
    file: 'hub/enrol/ack.ts',
    from: 'return head ? { epoch, seq: head.seq, hash: head.hash } : { epoch, seq: 0 };',
    to: 'return head ? { epoch, seq: head.seq + 1, hash: head.hash } : { epoch, seq: 0 };',
  },
  {
    name: 'a record that is known is taken again',
    file: 'hub/ingest/place.ts',
    from: "if (known.some((each) => each.hash === hash)) return { place: 'known' };",
    to: '',
  },
  {
    name: 'a second record at a place is dropped',
    file: 'hub/ingest/place.ts',
    from: "if (seq <= headSeq) return { place: 'branch', alarm: 'branch' };",
    to: "if (seq <= headSeq) return { place: 'known' };",
    seeds: 'even',
  },
  {
    name: 'the hash of the record before is not looked at',
    file: 'hub/ingest/place.ts',
    from: 'prev !== null && prev === (head ? head.hash : startOf(incoming))',
    to: 'prev !== null',
    seeds: 'even',
  },
  {
    name: 'a batch that does not follow is taken',
    file: 'hub/ingest/ingest.ts',
    from: 'if (!batch.afterHole && first.seq > (head?.seq ?? 0) + 1) return ackOf(epoch, head);',
    to: '',
    seeds: 'even',
  },
  {
    name: 'what the feed says is applied is one record more',
    file: 'hub/ingest/ingest.ts',
    from: 'const applied: Applied = { till, epoch: head.epoch, seq: head.seq };',
    to: 'const applied: Applied = { till, epoch: head.epoch, seq: head.seq + 1 };',
  },
  {
    name: 'the feed does not say what is applied',
    file: 'hub/ingest/ingest.ts',
    from: "await tx.addChange(shop, 'applied', till, JSON.stringify(applied));",
    to: 'void applied;',
  },
  {
    name: 'events are ordered by the clock of the till alone',
    file: 'hub/ingest/ingest.ts',
    from: 'taking.atMs = Math.max(lastMs, correctedMs, grantedMs);',
    to: 'taking.atMs = Date.parse(at);',
  },
  // Books
  {
    name: 'a posting is made twice',
    file: 'hub/ledger/books.ts',
    from: 'await this.#post(row.member, txnOf(key), postings);',
    to: 'await this.#post(row.member, txnOf(key), postings); await this.#post(row.member, `${txnOf(key)}/again`, postings);',
  },
  {
    name: 'one side of a posting is left out',
    file: 'hub/ledger/entries.ts',
    from: 'this.add({ wallet, side: from, points: -points });',
    to: "if (from !== 'redeemed') this.add({ wallet, side: from, points: -points });",
  },
  {
    name: 'late events are folded as they come',
    file: 'hub/ledger/books.ts',
    from: '(row.last !== null && compareKeys(key, row.last) < 0)',
    to: 'false',
  },
  {
    name: 'a late event posts no correction',
    file: 'hub/ledger/refold.ts',
    from: 'if (corrections.length === 0) return;',
    to: 'return;',
  },
  {
    name: 'the hub does not see that a return was of all',
    file: 'hub/ledger/events.ts',
    from: "const wholeReturn = body.kind === 'return' && (await takesAllBack(reader, till, body));",
    to: 'const wholeReturn = false;',
  },
  {
    name: 'the hub forgets the postings of a return',
    file: 'hub/ledger/events.ts',
    from: "return event?.kind === 'sale' ? withOwnLeases(reader, till, event) : event;",
    to: "return event?.kind === 'sale' ? withOwnLeases(reader, till, event) : null;",
  },
  // Leases
  {
    name: 'a request that comes twice has two leases',
    file: 'hub/leases/grant.ts',
    from: 'if (known) return reply(known);',
    to: '',
  },
  {
    name: 'more is granted than was asked',
    file: 'hub/leases/grant.ts',
    from: 'const taken = Math.min(left, lot.points);',
    to: 'const taken = lot.points;',
  },
  {
    name: 'points under a lease are granted again',
    file: 'hub/leases/grant.ts',
    from: 'lotsFor(account, request)',
    to: 'lotsFor({ ...account, leases: [] }, request)',
  },
  {
    name: 'a clock frees a lease',
    file: 'hub/leases/grant.ts',
    from: 'const lots = lotsFor(account, request);',
    to: `for (const { id } of book.row.account.leases) {
      if (deps.ports.clock.nowMs() - (book.row.last?.atMs ?? 0) > 5_000) {
        await books.ofHub(book, deps.ports.clock.nowMs(), () => ({ kind: 'leaseClosed', lease: id }));
      }
    }
    const lots = lotsFor(book.row.account, request);`,
  },
  {
    name: 'the hub does not close what a sale closed',
    file: 'hub/ingest/book.ts',
    from: 'if (await tx.grant(record.till, lease)) await tx.closeGrant(record.till, lease);',
    to: 'if (await tx.grant(record.till, lease)) continue;',
  },
  {
    name: 'leases the till never took are not listed',
    file: 'hub/enrol/sessions.ts',
    from: '.filter(({ lease }) => !held.has(lease))',
    to: '.filter(({ lease }) => held.has(lease))',
  },
  {
    name: 'a restored hub grants before all tills have reported',
    file: 'hub/enrol/generation.ts',
    from: 'if ((await tx.meta(metas.awaiting)) !== generation) return;\n  const silent',
    to: "if ((await tx.meta(metas.awaiting)) !== '-') return;\n  const silent",
    seeds: 'even',
  },
  // Sessions and the feed
  {
    name: 'the token of a session is not looked at',
    file: 'hub/enrol/sessions.ts',
    from: 'known: isIssued || isConfirmed || tokenIssued === null,',
    to: 'known: true,',
    seeds: 'even',
  },
  {
    name: 'positions do not move on',
    file: 'hub/store/sqlite/documents.ts',
    from: 'take.run(position, shop, position - 1)',
    to: 'take.run(position - 1, shop, position - 1)',
  },
  {
    name: 'a transaction that failed keeps its positions',
    file: 'hub/store/sqlite/store.ts',
    from: 'documents.reset();',
    to: '',
  },
  {
    name: 'the hub commits what failed half way',
    file: 'hub/store/sqlite/store.ts',
    from: "if (db.inTransaction) db.exec('rollback');",
    to: "if (db.inTransaction) db.exec('commit');",
  },
  {
    name: 'a page ends within a position',
    file: 'hub/feed/page.ts',
    from: 'if (rows.length <= limit) return',
    to: 'if (rows.length > 3) return { ...reply, changes: grouped(rows.slice(0, 3)), position: rows[2]!.position };\n  if (rows.length <= limit) return',
  },
  {
    name: 'a page is one position ahead',
    file: 'hub/feed/page.ts',
    from: 'return { ...reply, changes: await grouped(reader, rows), position: head };',
    to: 'return { ...reply, changes: await grouped(reader, rows), position: head + 1 };',
  },
  {
    name: 'a return right is given while another till has it',
    file: 'hub/leases/returns.ts',
    from: 'if (row ? !row.closed : seller?.publicKey) {',
    to: 'if (row?.closed === undefined && seller === undefined) {',
  },
];
