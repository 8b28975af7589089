import { describe, expect, it } from 'vitest';
import { openAgreement as hubAgreement } from '../../hub/identity/agreement.ts';
import { hubKey, isSignedBy, readPublicKey } from '../../hub/identity/keys.ts';
import { sha256 as hubSha256 } from '../../hub/identity/hash.ts';
import { openAgreement as tillAgreement } from '../../main/identity/agreement.ts';
import { sha256 } from '../../main/identity/hash.ts';
import { fingerprintOf, isSignedByHub } from '../../main/identity/hub-key.ts';
import { identityOf } from '../../main/identity/till-key.ts';
import { snapshotId } from '../../main/store/arrival.ts';
import { canonicalJson } from '../../shared/protocol/canonical.ts';
import { SessionOffer, requestText, sessionText, tillKeyText } from '../../shared/protocol/hub.ts';
import { JournalRecord, LeaseGrant, firstPrev, signatureTags } from '../../shared/protocol/journal.ts';
import { SnapshotManifest } from '../../shared/protocol/replica.ts';
import vectors from '../fixtures/protocol/vectors.json' with { type: 'json' };

/** Bytes that stand in journals and at hubs for ever: whoever changes one of these breaks them all. */

const till = identityOf(Buffer.from(vectors.till.seed, 'hex'));
const hub = hubKey(Buffer.from(vectors.hub.seed, 'hex'));
const tillKey = readPublicKey(vectors.till.publicKey);

describe('the protocol', () => {
  it('has the keys of its seeds, and one fingerprint for both sides', () => {
    expect([till.publicKey, hub.publicKey]).toEqual([vectors.till.publicKey, vectors.hub.publicKey]);
    expect(hub.fingerprint).toBe(vectors.hub.fingerprint);
    expect(fingerprintOf(vectors.hub.publicKey)).toBe(vectors.hub.fingerprint);
    expect(signatureTags).toEqual(vectors.tags);
  });

  it('hashes a record as its canonical bytes, each following the one before', () => {
    let prev = firstPrev;
    for (const { record, text, hash } of vectors.records) {
      expect(canonicalJson(JournalRecord.parse(record))).toBe(text);
      expect([sha256(text), hubSha256(Buffer.from(text))]).toEqual([hash, hash]);
      expect(record.prev).toBe(prev);
      prev = hash;
    }
  });

  it('signs a batch by its last hash', () => {
    const signed = signatureTags.batch + vectors.records.at(-1)!.hash;
    expect(signed).toBe(vectors.batch.signed);
    expect(till.sign(signed)).toBe(vectors.batch.signature);
    expect(isSignedBy(tillKey, signed, vectors.batch.signature)).toBe(true);
  });

  it('changes a key by the signature of the one before', () => {
    const { next, till: ofTill, hub: ofHub } = vectors.keys;
    const key = identityOf(Buffer.from(next.seed, 'hex'));
    expect(key.publicKey).toBe(next.publicKey);
    expect(signatureTags.tillKey + tillKeyText(ofTill.id, next.publicKey)).toBe(ofTill.signed);
    expect([till.sign(ofTill.signed), key.sign(ofTill.signed)]).toEqual([ofTill.signature, ofTill.proof]);
    expect(signatureTags.hubKey + next.publicKey).toBe(ofHub.signed);
    expect(hub.sign(ofHub.signed)).toBe(ofHub.signature);
  });

  it('opens a session by a key that both sides agree on, under the signature of the hub', () => {
    const { session } = vectors;
    const tillSide = tillAgreement(Buffer.from(session.till.seed, 'hex'));
    const hubSide = hubAgreement(Buffer.from(session.hub.seed, 'hex'));
    expect([tillSide.publicKey, hubSide.publicKey]).toEqual([session.till.publicKey, session.hub.publicKey]);
    const replyHash = sha256(canonicalJson(SessionOffer.parse(session.offer)));
    expect(sessionText({ till: 'till-1', agreement: tillSide.publicKey, replyHash })).toBe(session.text);
    const transcript = signatureTags.session + session.text;
    expect(hub.sign(transcript)).toBe(session.signature);
    expect(isSignedByHub(vectors.hub.publicKey, transcript, session.signature)).toBe(true);
    const { text, proof } = vectors.request;
    const proofs = [tillSide.with(hubSide.publicKey, transcript), hubSide.with(tillSide.publicKey, transcript)];
    expect(proofs.map((prove) => prove(signatureTags.request + text))).toEqual([proof, proof]);
  });

  it('signs a request before a session by what it asks, of whom and when', () => {
    const { parts, body, text, signature } = vectors.request;
    expect(sha256(body)).toBe(parts.bodyHash);
    expect(requestText(parts)).toBe(text);
    expect(till.sign(signatureTags.request + text)).toBe(signature);
    expect(isSignedBy(tillKey, signatureTags.request + text, signature)).toBe(true);
  });

  it('signs leases and snapshots with the key of the hub', () => {
    const { lease, snapshot, replica } = vectors;
    expect(canonicalJson(LeaseGrant.parse(lease.grant))).toBe(lease.text);
    expect(sha256(lease.text)).toBe(lease.hash);
    expect(hub.sign(signatureTags.lease + lease.hash)).toBe(lease.signature);
    expect(isSignedByHub(vectors.hub.publicKey, signatureTags.lease + lease.hash, lease.signature)).toBe(true);
    expect(canonicalJson(SnapshotManifest.parse(replica.manifest))).toBe(replica.text);
    expect(snapshotId(replica.manifest)).toBe(replica.id);
    expect(hub.sign(signatureTags.replica + replica.id)).toBe(replica.signature);
    expect(isSignedByHub(vectors.hub.publicKey, signatureTags.replica + replica.id, replica.signature)).toBe(true);
    expect(sha256(snapshot.lines)).toBe(snapshot.hash);
    expect(hub.sign(signatureTags.snapshot + snapshot.hash)).toBe(snapshot.signature);
    expect(isSignedByHub(vectors.hub.publicKey, signatureTags.snapshot + snapshot.hash, snapshot.signature)).toBe(true);
  });
});
