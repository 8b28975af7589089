import type { Printer } from '../job.ts';
import type { PrinterProfile } from '../profile.ts';
import { JobRefused } from './head.ts';
import { jobToSvg } from './svg.ts';

/**
 * A printer that draws what paper would show: for a shop without one, for the screen and for tests. `keep` gets each job's
 * SVG. A job it can't read ends unknown, since trying it again would not help.
 */
export function createPicturePrinter(profile: PrinterProfile, keep: (svg: string) => void): Printer {
  return {
    profile,
    probe: () => Promise.resolve({ kind: 'ready', paperLow: false }),
    print(job) {
      try {
        keep(jobToSvg(job, profile));
      } catch (error) {
        if (error instanceof JobRefused) return Promise.resolve({ kind: 'unknown', reason: 'error' });
        return Promise.reject(error);
      }
      return Promise.resolve({ kind: 'confirmed', paperLow: false });
    },
  };
}
