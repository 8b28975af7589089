/** What a shift came to so far. Amounts are minor units. */
export type ShiftReport = {
  shift: string;
  openedAt: string;
  sales: number;
  returns: number;
  grossMinor: number;
  discountMinor: number;
  redeemedMinor: number;
  netMinor: number;
  refundedMinor: number;
  /** Donations of buyers, less those given back. */
  donatedMinor: number;
  cashMinor: number;
  cardMinor: number;
  cashExpectedMinor: number;
};
