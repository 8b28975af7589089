/** Bytes that come in at one end and are taken at the other; room grows by doubling, so that many small pieces cost no more than a large one. */
export class ByteQueue {
  #bytes = new Uint8Array(1024);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  /** What is in it; good until the next `push`. */
  view(): Uint8Array {
    return this.#bytes.subarray(this.#start, this.#end);
  }

  push(more: Uint8Array): void {
    if (this.#end + more.length > this.#bytes.length) this.#makeRoom(more.length);
    this.#bytes.set(more, this.#end);
    this.#end += more.length;
  }

  /** Takes so many from the front. */
  drop(count: number): void {
    this.#start += Math.min(count, this.length);
    if (this.length === 0) this.clear();
  }

  clear(): void {
    if (this.#bytes.length > 1 << 16) this.#bytes = new Uint8Array(1024);
    this.#start = 0;
    this.#end = 0;
  }

  #makeRoom(count: number): void {
    const held = this.view();
    const needed = held.length + count;
    const bytes = needed * 2 <= this.#bytes.length ? this.#bytes : new Uint8Array(Math.max(1024, needed * 2));
    bytes.set(held);
    this.#bytes = bytes;
    this.#start = 0;
    this.#end = held.length;
  }
}
