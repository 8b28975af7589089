import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/store/journals.ts';
import { nodePorts } from '../ports.node.ts';
import { sha256 } from './hash.ts';
import { fingerprintOf, isSignedByHub } from './hub-key.ts';
import { identityOf, openIdentity } from './till-key.ts';

const root = temporaryFolder('identity');
const { random } = nodePorts;

describe('the identity of a till', () => {
  it('is made once, kept in a file for its user alone, and the same ever after', () => {
    const keyDir = join(root, 'keys');
    const first = openIdentity({ keyDir, random });
    expect(statSync(join(keyDir, 'till.key')).mode & 0o777).toBe(0o600);
    expect(statSync(keyDir).mode & 0o777).toBe(0o700);
    const second = openIdentity({ keyDir, random: { bytes: () => new Uint8Array(32) } });
    expect(second.publicKey).toBe(first.publicKey);
    expect(readFileSync(join(keyDir, 'till.key'), 'utf8')).not.toContain(first.publicKey);
  });

  it('is not made anew over a file that holds no key', () => {
    const keyDir = join(root, 'broken');
    openIdentity({ keyDir, random });
    writeFileSync(join(keyDir, 'till.key'), 'rust');
    expect(() => openIdentity({ keyDir, random })).toThrow('holds no key');
  });

  it('signs as RFC 8032 does (7.1, tests 1 and 2)', () => {
    const seed = (hex: string) => identityOf(Buffer.from(hex, 'hex'));
    const base64url = (hex: string) => Buffer.from(hex, 'hex').toString('base64url');
    const one = seed('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60');
    expect(one.publicKey).toBe(base64url('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'));
    expect(one.sign('')).toBe(
      base64url(
        'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
      ),
    );
    const two = seed('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb');
    expect(two.sign('r')).toBe(
      base64url(
        '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
      ),
    );
  });

  it('is told from others: a signature holds for its text and its key only', () => {
    const [own, other] = [identityOf(random.bytes(32)), identityOf(random.bytes(32))];
    const signature = own.sign('kopilka/lease/1\nabc');
    expect(isSignedByHub(own.publicKey, 'kopilka/lease/1\nabc', signature)).toBe(true);
    expect(isSignedByHub(own.publicKey, 'kopilka/batch/1\nabc', signature)).toBe(false);
    expect(isSignedByHub(other.publicKey, 'kopilka/lease/1\nabc', signature)).toBe(false);
    expect(isSignedByHub(own.publicKey, 'kopilka/lease/1\nabc', 'no signature')).toBe(false);
    expect(fingerprintOf(own.publicKey)).toBe(sha256(Buffer.from(own.publicKey, 'base64url')));
  });
});
