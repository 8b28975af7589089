import { scanJson } from './json-scan.ts';
import type { JsonProblem } from './json-scan.ts';

/** Counted from 1, columns in characters as an editor shows them. */
export type JsonPlace = { line: number; column: number };
type Segment = string | number;

export type JsonText =
  | {
      ok: true;
      value: unknown;
      /** Keys that stand twice in one object: JSON.parse keeps the last without a word. */
      duplicates: { path: Segment[]; key: string }[];
    }
  | { ok: false; place: JsonPlace; problem: JsonProblem };

/** Reads a JSON text of any origin: never throws, whatever its size or depth. A byte order mark is ignored. */
export function readJsonText(text: string): JsonText {
  const json = withoutMark(text);
  const fault = scanJson(json);
  if (fault) return { ok: false, place: placeFinder(json)(fault.offset), problem: fault.problem };
  const value: unknown = JSON.parse(json);
  return { ok: true, value, duplicates: duplicateKeys(json) };
}

/** Where values stand in the text, for each path; of a missing one, where its nearest holder stands. One walk for all. */
export function placesOf(text: string, paths: readonly (readonly Segment[])[]): JsonPlace[] {
  const json = withoutMark(text);
  const root = wantedPaths(paths);
  const walk = walker<Wanted | undefined>(
    root,
    (node, segment) => node?.inside.get(segment),
    (node, offset) => {
      if (node) node.offset = offset;
    },
  );
  scanJson(json, walk);
  const placeOf = placeFinder(json);
  return paths.map((path) => placeOf(nearestOffset(root, path)));
}

type Wanted = { offset: number | undefined; inside: Map<Segment, Wanted> };

function wantedPaths(paths: readonly (readonly Segment[])[]): Wanted {
  const root: Wanted = { offset: undefined, inside: new Map() };
  for (const path of paths) {
    let node = root;
    for (const segment of path) {
      const inner: Wanted = node.inside.get(segment) ?? { offset: undefined, inside: new Map() };
      node.inside.set(segment, inner);
      node = inner;
    }
  }
  return root;
}

function nearestOffset(root: Wanted, path: readonly Segment[]): number {
  let node: Wanted | undefined = root;
  let offset = root.offset ?? 0;
  for (const segment of path) {
    node = node?.inside.get(segment);
    offset = node?.offset ?? offset;
  }
  return offset;
}

/** A visitor that carries a node along the tree: `inner` names the node of a member, `found` is told where each begins. */
function walker<Node>(
  root: Node,
  inner: (node: Node, segment: Segment) => Node,
  found: (node: Node, offset: number) => void,
) {
  const open: { node: Node; index: number | undefined }[] = [];
  let current = root;
  let keyOffset: number | undefined;
  return {
    key(name: string, offset: number) {
      current = inner(open.at(-1)!.node, name);
      keyOffset = offset;
    },
    value(offset: number) {
      const holder = open.at(-1);
      if (holder?.index !== undefined) {
        current = inner(holder.node, holder.index);
        holder.index += 1;
      }
      found(current, keyOffset ?? offset);
      keyOffset = undefined;
    },
    open(kind: 'object' | 'array') {
      open.push({ node: current, index: kind === 'array' ? 0 : undefined });
    },
    close() {
      open.pop();
    },
  };
}

/** Deeper and later ones are left out: a hostile text could hold more of them than memory. */
const [deepestDuplicate, mostDuplicates] = [20, 100];

function duplicateKeys(text: string): { path: Segment[]; key: string }[] {
  const duplicates: { path: Segment[]; key: string }[] = [];
  const open: { keys: Set<string>; segment: Segment }[] = [];
  scanJson(text, {
    key(name) {
      const holder = open.at(-1)!;
      const told = open.length <= deepestDuplicate && duplicates.length < mostDuplicates;
      if (told && holder.keys.has(name)) {
        duplicates.push({ path: [...open.slice(0, -1).map(({ segment }) => segment), name], key: name });
      }
      if (told) holder.keys.add(name);
      holder.segment = name;
    },
    value() {
      const holder = open.at(-1);
      if (typeof holder?.segment === 'number') holder.segment += 1;
    },
    open(kind) {
      open.push({ keys: new Set(), segment: kind === 'array' ? -1 : '' });
    },
    close() {
      open.pop();
    },
  });
  return duplicates;
}

/** Line starts are looked up by halving: a long document may have as many faults as lines. */
function placeFinder(text: string): (offset: number) => JsonPlace {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    // A minified document is one line: only a column near its start is worth counting in characters.
    const before = text.slice(starts[low], offset);
    return { line: low + 1, column: (before.length > 1000 ? before.length : Array.from(before).length) + 1 };
  };
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
