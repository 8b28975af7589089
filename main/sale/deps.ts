import type { CodeConfig } from '../../drivers/scanner/decide.ts';
import type { Terminal } from '../../drivers/terminal/terminal.ts';
import type { PrinterProfile } from '../../drivers/printer/profile.ts';
import type { Dots } from '../../drivers/printer/symbols/dots.ts';
import type { RecordBody } from '../../shared/protocol/journal.ts';
import type { NoticeView } from '../../shared/protocol/page.ts';
import type { PointsReading } from '../../shared/receipt/fiscal.ts';
import type { Engines } from '../engine.ts';
import type { CrashPoints, Ports } from '../ports.ts';
import type { Journal } from '../store/journal.ts';
import type { Replica } from '../store/replica.ts';
import type { LeasePort } from '../sync/leases.ts';

export type SaleSettings = {
  /** Who may put a price in place of the catalogue's: `anyone` is for host tills that bring their own prices. */
  priceOverride: 'manager' | 'anyone';
  /** How long a redemption waits for the hub. */
  leaseDeadlineMs: number;
  /** Country code of phone numbers told without one. */
  phoneCountry: string | null;
  /** Labels of goods weighed in the shop. */
  labels: CodeConfig['labels'];
  /** What receipts are encoded for; null: nothing here prints, and no job is stored. */
  printer: PrinterProfile | null;
  /** On top of receipts; null: none. */
  logo: Dots | null;
  /** How the fiscal register is told of points; null: there is none. */
  fiscal: PointsReading | null;
  /** Nobody at the till for so long: the cashier is signed out. Null: never. */
  lockAfterMs: number | null;
  /** Practice: nothing of it is real, and nobody beyond this till hears of it. */
  isTraining: boolean;
};

/** What the sale service stands on. */
export type SaleDeps = {
  till: string;
  ports: Ports;
  /** What PINs are verified with: kept outside the data folder. */
  pinKey: Uint8Array;
  crash: CrashPoints;
  journal: Journal;
  replica: Replica;
  engines: Engines;
  leases: LeasePort;
  /** Takes in what the feed brought while a receipt was open: between receipts. */
  freshen(): void;
  terminal: Terminal | null;
  settings: SaleSettings;
  /** Whether the hub answered lately: receipts of an offline till say as of when they know the balance. */
  online(): boolean;
  tell(notice: Omit<NoticeView, 'id'>): void;
  /** Failures nobody waits for. */
  report(error: unknown): void;
  /** Something a view shows has changed; the records that were committed with it. */
  changed(records: readonly RecordBody[]): void;
  /** Who is here, or how they sign in, has changed. */
  peopleChanged(): void;
  /** A job was committed with its receipt. */
  printSoon(): void;
  /** A task of the fiscal register was committed. */
  fiscalSoon(): void;
};
