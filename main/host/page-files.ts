import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

/** What a built page consists of, by the path it is asked for. Nothing outside this list is ever read. */
export type PageFiles = ReadonlyMap<string, { body: Buffer; type: string }>;

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** Reads the built pages into memory: some 300 kB. `/` is the cashier's, `/customer` that of the customer's screen. */
export function readPage(folder: string): PageFiles {
  const files = new Map<string, { body: Buffer; type: string }>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const full = join(entry.parentPath, entry.name);
    files.set(`/${relative(folder, full).split(sep).join('/')}`, { body: readFileSync(full), type });
  }
  const index = files.get('/index.html');
  if (!index) throw new Error(`no page in ${folder}`);
  const customer = files.get('/customer.html');
  if (customer) files.set('/customer', customer);
  return files.set('/', index);
}

/** `connect`: where the page may talk to, `'none'` in Electron, where it has a port instead. */
export function contentSecurityPolicy(connect: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/** The worker that reads the camera's frames: it alone may compile WebAssembly, and fetches that from here. The page may do neither. */
const readerScript = /^\/assets\/worker\.dom-[\w-]+\.js$/;
const readerPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/** Sent with every answer of either host. */
export function securityHeaders(connect: string, path: string): Record<string, string> {
  return {
    'content-security-policy': readerScript.test(path) ? readerPolicy : contentSecurityPolicy(connect),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(self), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
    'cache-control': 'no-store',
  };
}
