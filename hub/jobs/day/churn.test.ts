import { describe, expect, it } from 'vitest';
import { churnRiskBp } from './churn.ts';

const receipt = (day: string) => ({ receipt: `r-${day}`, moment: `${day}T12:00:00+03:00`, netMinor: 100_00 });

describe('the risk that a member is gone', () => {
  const recent = ['2026-01-01', '2026-01-11', '2026-01-21'].map(receipt);
  const risk = (day: string) => churnRiskBp({ recent }, Date.parse(day) / 86_400_000);

  it('is none within the usual gap, half at two gaps, all at three', () => {
    expect(['2026-01-31', '2026-02-10', '2026-02-20', '2026-05-01'].map(risk)).toEqual([0, 5000, 10_000, 10_000]);
  });

  it('is not known of somebody who came twice', () => {
    expect(churnRiskBp({ recent: recent.slice(1) }, 30_000)).toBeNull();
  });
});
