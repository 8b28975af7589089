/**
 * What tills may spend that the hub can't see yet, in money: what leases put aside for them, and what the programme's floor limits let
 * them risk without one.
 *
 * GET  /v1/admin/exposure -> Exposure
 * POST /v1/admin/tills/:till/lost {why} -> TillExposure   what its leases held, free again
 */

/** Points in smallest units of the wallet, and what they are worth in minor units. */
export type PointsAtRisk = { wallet: string; points: number; amountMinor: number };

export type TillExposure = {
  till: string;
  shop: string;
  enrolled: boolean;
  openLeases: number;
  leased: PointsAtRisk[];
  /** Uses of gifts, coupons and counted offers that it holds, and what the goods of the gifts cost (their price where no cost is known). */
  rights: number;
  rightsMinor: number;
};

export type Exposure = {
  tills: TillExposure[];
  /** All that leases hold. */
  leasedMinor: number;
  /** By the floor limits of the programme in force: the most all enrolled tills together can risk, and the most on one member. */
  floor: (PointsAtRisk & { member: PointsAtRisk })[];
  floorMinor: number;
};
