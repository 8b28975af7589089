import { KopilkaError } from '../../shared/protocol/errors.ts';
import { afterFailure, lockedForMs, noLockout } from '../../shared/protocol/lockout.ts';
import type { LoginReply, LoginRequest, User, UserRequest } from '../../shared/protocol/office.ts';
import { sha256 } from '../identity/hash.ts';
import type { Ports } from '../ports.ts';
import type { UserRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { writeDown } from './audit.ts';
import type { Actor } from './audit.ts';
import { isPassword, nobodysVerifier, passwordVerifier } from './password.ts';

export type UserDeps = { store: Store; ports: Pick<Ports, 'clock' | 'random'> };

const sessionMs = 12 * 3_600_000;
const tokenBytes = 32;

/** Throws `user.taken`. */
export async function addUser({ store, ports }: UserDeps, by: Actor, wish: UserRequest): Promise<void> {
  const { name, role, password } = wish;
  const verifier = await passwordVerifier(password, ports.random);
  await store.write(async (tx) => {
    if (await tx.user(name)) throw new KopilkaError('user.taken', { name });
    await tx.saveUser({ name, role, verifier, ...noLockout });
    await writeDown(tx, ports, by, { action: 'user.add', subject: `${name} ${role}` });
  });
}

/** Another password: unlocks, and ends what sessions there are. Throws `user.unknown`. */
export async function setPassword(
  { store, ports }: UserDeps,
  by: Actor,
  name: string,
  password: string,
): Promise<void> {
  const verifier = await passwordVerifier(password, ports.random);
  await store.write(async (tx) => {
    const row = await tx.user(name);
    if (!row) throw new KopilkaError('user.unknown', { name });
    await tx.saveUser({ ...row, verifier, ...noLockout });
    await tx.removeUserSessions(name);
    await writeDown(tx, ports, by, { action: 'user.password', subject: name });
  });
}

/** Throws `user.unknown`. */
export async function removeUser({ store, ports }: UserDeps, by: Actor, name: string): Promise<void> {
  await store.write(async (tx) => {
    if (!(await tx.user(name))) throw new KopilkaError('user.unknown', { name });
    await tx.removeUser(name);
    await tx.removeUserSessions(name);
    await writeDown(tx, ports, by, { action: 'user.remove', subject: name });
  });
}

export async function listUsers({ store, ports }: UserDeps): Promise<User[]> {
  const nowMs = ports.clock.nowMs();
  return (await store.reader.users()).map(({ name, role, ...lockout }) => {
    const leftMs = lockedForMs(lockout, nowMs);
    return { name, role, lockedUntil: leftMs === 0 ? null : new Date(nowMs + leftMs).toISOString() };
  });
}

/**
 * A session for who knows the password. Checked in this order: `login.locked`, `login.wrong` (no such person either). A wrong password is
 * counted before it is told; guesses made side by side are each counted, and none of them is let in through a lock.
 */
export async function login({ store, ports }: UserDeps, { name, password }: LoginRequest): Promise<LoginReply> {
  const { clock, random } = ports;
  const known = await store.reader.user(name);
  if (known) assertUnlocked(known, clock.nowMs());
  const isRight = await isPassword(password, known?.verifier ?? nobodysVerifier);
  const token = Buffer.from(random.bytes(tokenBytes)).toString('base64url');
  const expiresMs = clock.nowMs() + sessionMs;
  const role = await store.write(async (tx) => {
    const row = await tx.user(name);
    if (!row) return null;
    assertUnlocked(row, clock.nowMs());
    if (!isRight || row.verifier !== known?.verifier) {
      await tx.saveUser({ ...row, ...afterFailure(row, clock.nowMs()) });
      return null;
    }
    await tx.saveUser({ ...row, ...noLockout });
    await tx.dropUserSessions(clock.nowMs());
    await tx.addUserSession({ hash: sha256(token), name, expiresMs });
    await writeDown(tx, ports, row, { action: 'login', subject: name });
    return row.role;
  });
  if (role === null) throw new KopilkaError('login.wrong');
  return { token, name, role, expiresAt: new Date(expiresMs).toISOString() };
}

export async function logout({ store }: UserDeps, token: string): Promise<void> {
  await store.write(async (tx) => tx.removeUserSession(sha256(token)));
}

/** Whose session a token is of; undefined where it is of none, or over. */
export async function actorOf({ store, ports }: UserDeps, token: string): Promise<Actor | undefined> {
  const session = await store.reader.userSession(sha256(token));
  if (!session || session.expiresMs <= ports.clock.nowMs()) return undefined;
  const user = await store.reader.user(session.name);
  return user && { name: user.name, role: user.role };
}

function assertUnlocked(row: UserRow, nowMs: number): void {
  const leftMs = lockedForMs(row, nowMs);
  if (leftMs > 0) throw new KopilkaError('login.locked', { seconds: Math.ceil(leftMs / 1000) });
}
