// An engine of Kopilka, frozen: records name it by the hash of these bytes. Written by "npm run freeze", edited by nobody.
// programme/defaults.ts
/** The one table of defaults. It is frozen with the engine: a programme means the same for ever. */
var defaults = {
	activationDays: 0,
	lifetime: { kind: "never" },
	redemption: {
		capBp: 1e4,
		stepPoints: 1,
		minimumIdentification: "phoneCode"
	},
	debt: "owe",
	when: {},
	keeps: {
		discounts: true,
		accrual: true,
		redemption: true
	},
	priority: 0,
	pointsRate: {
		base: "paid",
		whenRedeemed: "accrue"
	},
	groupScope: "receipt",
	hostDiscount: {
		group: null,
		priority: 0
	},
	roundTotal: "none",
	minimumForGifts: "phoneCode",
	reinstateDays: 14
};
/** Who may have a rule of this kind: a phone alone earns and no more, where the rule's audience says nothing else. */
var minimumIdentification = {
	earning: "phone",
	other: "phoneCode"
};
/** The programme with every value in place. */
function withDefaults(programme) {
	const { id, version, currency, wallets, tiers = [], promotions, groups = [], hostDiscount = {} } = programme;
	return {
		id,
		version,
		currency,
		wallets: wallets.map(fillWallet),
		tiers,
		promotions: promotions.map(fillPromotion),
		groups: groups.map((group) => ({
			...group,
			scope: group.scope ?? defaults.groupScope
		})),
		hostDiscount: {
			group: hostDiscount.group ?? defaults.hostDiscount.group,
			priority: hostDiscount.priority ?? defaults.hostDiscount.priority,
			keeps: {
				...defaults.keeps,
				...hostDiscount.keeps
			}
		},
		roundTotal: programme.rounding?.total ?? defaults.roundTotal,
		minimumForGifts: programme.identification?.minimumForGifts ?? defaults.minimumForGifts,
		reinstateDays: programme.returns?.reinstateDays ?? defaults.reinstateDays
	};
}
function fillWallet(wallet) {
	return {
		...wallet,
		activationDays: wallet.activationDays ?? defaults.activationDays,
		lifetime: wallet.lifetime ?? defaults.lifetime,
		debt: wallet.debt ?? defaults.debt,
		redemption: {
			...defaults.redemption,
			...wallet.redemption
		}
	};
}
function fillPromotion({ id, name, when, give, keeps, group, priority }) {
	return {
		id,
		name,
		when: when ?? defaults.when,
		give: give.kind === "pointsRate" ? {
			...defaults.pointsRate,
			...give
		} : give,
		keeps: {
			...defaults.keeps,
			...keeps
		},
		group: group ?? null,
		priority: priority ?? defaults.priority
	};
}
// compile/identification.ts
/** Dynamic QR, then card, then phone and code word, then phone. */
var identificationStrength = {
	phone: 1,
	phoneCode: 2,
	card: 3,
	dynamicQr: 4
};
// compile/schedule.ts
var weekdayNumbers = {
	mon: 0,
	tue: 1,
	wed: 2,
	thu: 3,
	fri: 4,
	sat: 5,
	sun: 6
};
/** Local time by the moment: `from` is within, `until` is not, and any window will do. */
function scheduleConditions(schedule) {
	const conditions = [];
	const { from, until, windows } = schedule;
	if (from !== void 0) {
		const fromMs = localMs(from);
		conditions.push(momentCondition("schedule.notYet", "atLeast", from, (moment) => moment.localMs >= fromMs));
	}
	if (until !== void 0) {
		const untilMs = localMs(until);
		conditions.push(momentCondition("schedule.over", "before", until, (moment) => moment.localMs < untilMs));
	}
	if (windows) {
		const parsed = windows.map(parseWindow);
		const within = (moment) => parsed.some((window) => isWithin(moment, window));
		conditions.push(momentCondition("schedule.window", "within", windows, within));
	}
	return conditions;
}
function momentCondition(reason, operator, expected, holds) {
	return {
		reason,
		fact: "moment",
		operator,
		expected,
		actual: ({ facts }) => facts.moment,
		holds: ({ moment }) => holds(moment)
	};
}
function parseWindow({ days, from, until }) {
	return {
		days: days ? new Set(days.map((day) => weekdayNumbers[day])) : null,
		fromMs: timeOfDayMs(from),
		untilMs: timeOfDayMs(until)
	};
}
/** A window that ends at or before its start runs over midnight and belongs to the day it starts on. */
function isWithin(moment, { days, fromMs, untilMs }) {
	const { weekday, msOfDay } = moment;
	const today = days === null || days.has(weekday);
	if (fromMs < untilMs) return today && msOfDay >= fromMs && msOfDay < untilMs;
	const yesterday = days === null || days.has((weekday + 6) % 7);
	return today && msOfDay >= fromMs || yesterday && msOfDay < untilMs;
}
function timeOfDayMs(time) {
	return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 6e4;
}
function localMs(local) {
	return Date.parse(`${local.length === 16 ? `${local}:00` : local}Z`);
}
// compile/conditions.ts
/** All that must hold of the receipt as a whole, in the order in which the first failure is told. */
function receiptConditions({ id, when, give }, forGifts) {
	const earns = give.kind === "pointsRate" || give.kind === "pointsMultiplier" || give.kind === "pointsFixed";
	const needsMember = earns || give.kind === "gift" || asksForMember(when);
	return [
		...when.code === void 0 ? [] : [codeShown(when.code)],
		...needsMember ? [
			memberShown,
			memberNotBlocked,
			identified(leastFor(when.audience, give.kind, earns, forGifts))
		] : [],
		...when.entitlement && give.kind !== "gift" ? [entitled(id)] : [],
		...when.audience ? audienceConditions(when.audience) : [],
		...earns ? [notOwnCard] : [],
		...when.schedule ? scheduleConditions(when.schedule) : [],
		...placeConditions(when),
		...historyConditions(when)
	];
}
function asksForMember({ audience, entitlement, previousReceipt, purchase }) {
	if (entitlement || previousReceipt || purchase) return true;
	return audience !== void 0 && audience.member !== false;
}
function codeShown(code) {
	return {
		reason: "code.missing",
		fact: "codes",
		operator: "includes",
		expected: code,
		actual: ({ codes }) => codes,
		holds: ({ codes }) => codes.includes(code)
	};
}
/** A gift wants what the programme asks for gifts, and a phone alone never is enough for one. */
function leastFor(audience, kind, earns, forGifts) {
	const said = audience?.minimumIdentification;
	if (kind !== "gift") return said ?? minimumIdentification[earns ? "earning" : "other"];
	return [
		minimumIdentification.other,
		forGifts,
		said ?? "phone"
	].reduce((a, b) => identificationStrength[a] >= identificationStrength[b] ? a : b);
}
var memberShown = {
	reason: "member.none",
	fact: "member",
	operator: "is",
	expected: true,
	actual: ({ facts }) => facts.member !== null,
	holds: ({ facts }) => facts.member !== null
};
var memberNotBlocked = {
	reason: "member.blocked",
	fact: "member.blocked",
	operator: "is",
	expected: false,
	actual: ({ facts }) => facts.member?.blocked ?? false,
	holds: ({ member }) => member !== null
};
/** The member must be known at least this surely. */
function identified(minimum) {
	const least = identificationStrength[minimum];
	return {
		reason: "identification.weak",
		fact: "member.identification",
		operator: "atLeast",
		expected: minimum,
		actual: ({ facts }) => facts.member?.identification ?? null,
		holds: ({ member }) => member !== null && identificationStrength[member.identification] >= least
	};
}
function entitled(promotion) {
	return {
		reason: "entitlement.missing",
		fact: "member.entitlements",
		operator: "includes",
		expected: promotion,
		actual: ({ unlocked }) => unlocked.get(promotion)?.id ?? null,
		holds: ({ unlocked }) => unlocked.has(promotion)
	};
}
function audienceConditions({ member, tiers, segments, cardTypes }) {
	const conditions = [];
	if (member === false) conditions.push(oneOf("audience.member", "member", [false], ({ facts }) => facts.member !== null));
	if (tiers) conditions.push(oneOf("audience.tier", "member.tier", tiers, ({ tier }) => tier));
	if (segments) conditions.push(inSegments(segments));
	if (cardTypes) conditions.push(oneOf("audience.cardType", "member.cardType", cardTypes, ({ member: known }) => known?.cardType));
	return conditions;
}
function inSegments(segments) {
	return {
		reason: "audience.segment",
		fact: "member.segments",
		operator: "anyOf",
		expected: segments,
		actual: ({ member }) => member?.segments ?? [],
		holds: ({ member }) => member !== null && member.segments.some((segment) => segments.includes(segment))
	};
}
/** An employee who rings their own card earns nothing on it. */
var notOwnCard = {
	reason: "accrual.employee",
	fact: "member.employee",
	operator: "isNot",
	expected: "cashier",
	actual: ({ facts }) => facts.member?.employee === facts.cashier ? "cashier" : null,
	holds: ({ facts }) => facts.cashier === null || facts.member?.employee !== facts.cashier
};
function placeConditions({ shops, regions, channels }) {
	const conditions = [];
	if (shops) conditions.push(oneOf("place.shop", "shop.id", shops, ({ facts }) => facts.shop.id));
	if (regions) conditions.push(oneOf("place.region", "shop.region", regions, ({ facts }) => facts.shop.region));
	if (channels) conditions.push(oneOf("place.channel", "channel", channels, ({ facts }) => facts.channel));
	return conditions;
}
function historyConditions({ previousReceipt, purchase }) {
	const conditions = [];
	if (previousReceipt) {
		const { operator, valueMinor } = previousReceipt;
		conditions.push({
			reason: "history.previousReceipt",
			fact: "member.lastReceipt.netMinor",
			operator,
			expected: valueMinor,
			actual: ({ member }) => member?.lastReceipt?.netMinor ?? null,
			holds: ({ member }) => !!member?.lastReceipt && reaches(member.lastReceipt.netMinor, operator, valueMinor)
		});
	}
	if (purchase) {
		const { from, to = Infinity } = purchase;
		const ordinal = ({ member }) => member === null ? null : member.purchaseCount + 1;
		conditions.push({
			reason: "history.purchase",
			fact: "member.purchase",
			operator: "between",
			expected: purchase.to === void 0 ? [from] : [from, purchase.to],
			actual: ordinal,
			holds: (context) => {
				const number = ordinal(context);
				return number !== null && number >= from && number <= to;
			}
		});
	}
	return conditions;
}
/** Over: more than. At least: as much or more. */
function reaches(value, operator, expected) {
	return operator === "over" ? value > expected : value >= expected;
}
function oneOf(reason, fact, expected, read) {
	return {
		reason,
		fact,
		operator: "oneOf",
		expected,
		actual: (context) => read(context) ?? null,
		holds: (context) => {
			const value = read(context);
			return value !== null && value !== void 0 && expected.includes(value);
		}
	};
}
// compile/goods.ts
/** A good matches any entry of every list given, and none of `except`. Null when every good matches. */
function goodsTest(goods) {
	if (!goods) return null;
	const wanted = listTests(goods);
	const unwanted = goods.except ? listTests(goods.except) : [];
	if (wanted.length === 0 && unwanted.length === 0) return null;
	const isWanted = every(wanted);
	if (unwanted.length === 0) return isWanted;
	const isUnwanted = every(unwanted);
	return (line) => isWanted(line) && !isUnwanted(line);
}
function every(tests) {
	const [only, another] = tests;
	if (only && !another) return only;
	return (line) => tests.every((test) => test(line));
}
function listTests({ skus, categories, brands, tags }) {
	const tests = [];
	if (skus) tests.push(includesSku(new Set(skus)));
	if (brands) tests.push(includesBrand(new Set(brands)));
	if (categories) tests.push(includesAny(new Set(categories), (line) => line.categories));
	if (tags) tests.push(includesAny(new Set(tags), (line) => line.tags));
	return tests;
}
function includesSku(skus) {
	return (line) => skus.has(line.sku);
}
function includesBrand(brands) {
	return (line) => line.brand !== void 0 && brands.has(line.brand);
}
function includesAny(wanted, read) {
	return (line) => {
		const values = read(line);
		if (values === void 0) return false;
		for (const value of values) if (wanted.has(value)) return true;
		return false;
	};
}
// compile/rules.ts
/**
* Each rule stands under its most telling list of goods (skus, else brands, categories, tags), so that a basket meets only the
* rules its own goods name. A rule for all goods is met always, unless it waits for a code or an entitlement.
*/
function indexRules(rules, promotions) {
	const bySku = /* @__PURE__ */ new Map();
	const byCategory = /* @__PURE__ */ new Map();
	const byBrand = /* @__PURE__ */ new Map();
	const byTag = /* @__PURE__ */ new Map();
	const byCode = /* @__PURE__ */ new Map();
	const always = [];
	const byPromotion = new Map(rules.map((rule) => [rule.id, rule]));
	for (const { id, when, give } of promotions) {
		const rule = byPromotion.get(id);
		if (when.code !== void 0) byCode.set(when.code, [...byCode.get(when.code) ?? [], rule]);
		if (give.kind === "gift") continue;
		const goods = when.goods ?? {};
		const { skus, brands, categories, tags } = goods;
		if (skus) put$1(bySku, skus, rule, goods);
		else if (brands) put$1(byBrand, brands, rule, goods);
		else if (categories) put$1(byCategory, categories, rule, goods);
		else if (tags) put$1(byTag, tags, rule, goods);
		else if (when.code === void 0 && !rule.entitled) always.push(rule);
	}
	return {
		bySku,
		byCategory,
		byBrand,
		byTag,
		always,
		byCode,
		byPromotion
	};
}
function put$1(shelves, keys, rule, goods) {
	const isPlain = keys.length === 1 && Object.values(goods).filter((said) => said !== void 0).length === 1;
	for (const key of new Set(keys)) {
		const shelf = shelves.get(key) ?? {
			plain: [],
			tested: []
		};
		shelves.set(key, shelf);
		(isPlain ? shelf.plain : shelf.tested).push(rule);
	}
}
// compile/types.ts
/** What a promotion may close on its lines for the rules after it: bits of `WorkLine.closed`. */
var closes = {
	discounts: 1,
	accrual: 2,
	redemption: 4
};
// compile/compile.ts
/** Where a kind of rule works: its phase, and its step within it. */
var places = {
	host: [2, 0],
	fixedPrice: [2, 0],
	linePercent: [3, 0],
	lineAmount: [3, 0],
	lineLadder: [3, 0],
	cheapestFree: [4, 0],
	buyGet: [4, 0],
	bundlePrice: [4, 0],
	basketPercent: [5, 0],
	basketAmount: [5, 0],
	basketLadder: [5, 0],
	gift: [6, 0],
	freeGood: [6, 1],
	donation: [8, 0],
	pointsRate: [9, 0],
	pointsPer: [9, 0],
	pointsMultiplier: [9, 1],
	pointsFixed: [9, 2],
	pointsPerUnit: [9, 2],
	privilege: [10, 0],
	message: [10, 0]
};
/** Makes a valid programme ready: defaults filled, rules in their order and found by goods, schedules as numbers. O(rules). */
function compile(programme) {
	const filled = withDefaults(programme);
	const groups = new Map(filled.groups.map((group) => [group.id, group]));
	const drafts = filled.promotions.map((promotion) => draftRule(promotion, filled, groups));
	drafts.push(hostRule(filled, groups));
	const rules = drafts.toSorted(byOrder).map((draft, order) => ({
		...draft,
		order
	}));
	return {
		programme,
		filled,
		index: indexRules(rules, filled.promotions),
		host: rules.find((rule) => rule.give.kind === "host"),
		wallets: filled.wallets.map(compileWallet),
		choosing: filled.groups.filter((group) => group.mode !== "all")
	};
}
function draftRule(promotion, { minimumForGifts }, groups) {
	const { id, when, give, keeps, group, priority } = promotion;
	const [phase, step] = places[give.kind];
	return {
		id,
		phase,
		step,
		priority,
		give,
		closes: closedBits(keeps),
		group: group === null ? null : groups.get(group) ?? null,
		goods: rulesGoods(promotion),
		parts: give.kind === "bundlePrice" ? give.parts.map((part) => goodsTest(part) ?? allGoods) : [],
		goodsSaid: when.goods ?? null,
		conditions: receiptConditions(promotion, minimumForGifts),
		threshold: when.basket ? {
			operator: when.basket.operator,
			valueMinor: when.basket.valueMinor,
			goods: goodsTest(when.basket.goods)
		} : null,
		entitled: when.entitlement === true && give.kind !== "gift"
	};
}
/** A bundle without goods of its own concerns the goods of its parts. */
function rulesGoods({ when, give }) {
	if (when.goods !== void 0 || give.kind !== "bundlePrice") return goodsTest(when.goods);
	const parts = give.parts.map((part) => goodsTest(part) ?? allGoods);
	return (line) => parts.some((part) => part(line));
}
function allGoods() {
	return true;
}
/** The host till's own discount, told as rule `host`. */
function hostRule({ hostDiscount }, groups) {
	const { group, priority, keeps } = hostDiscount;
	const [phase, step] = places.host;
	return {
		id: "host",
		phase,
		step,
		priority,
		give: { kind: "host" },
		closes: closedBits(keeps),
		group: group === null ? null : groups.get(group) ?? null,
		goods: null,
		parts: [],
		goodsSaid: null,
		conditions: [],
		threshold: null,
		entitled: false
	};
}
function closedBits(keeps) {
	return (keeps.discounts ? 0 : closes.discounts) | (keeps.accrual ? 0 : closes.accrual) | (keeps.redemption ? 0 : closes.redemption);
}
/** Phase, step, priority (lower first), then id by code units. */
function byOrder(a, b) {
	return a.phase - b.phase || a.step - b.step || a.priority - b.priority || (a.id < b.id ? -1 : 1);
}
function compileWallet(wallet) {
	const unitsPerPoint = 10 ** wallet.scale;
	const exact = unitsPerPoint / greatestCommonDivisor(unitsPerPoint, wallet.worthMinor);
	const { stepPoints } = wallet.redemption;
	return {
		...wallet,
		unitsPerPoint,
		stepPoints: stepPoints / greatestCommonDivisor(stepPoints, exact) * exact
	};
}
function greatestCommonDivisor(a, b) {
	return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
// time/moment.ts
var dayMs = 864e5;
/** 1970-01-01 was a Thursday. */
var weekdayOfDayZero = 3;
/** Parses `2026-11-23T18:59:59+03:00` (a validated moment). */
function parseMoment(moment) {
	const localMs = Date.parse(`${moment.slice(0, moment[19] === "." ? 23 : 19)}Z`);
	const dayNumber = Math.floor(localMs / dayMs);
	return {
		instantMs: Date.parse(moment),
		localMs,
		dayNumber,
		msOfDay: localMs - dayNumber * dayMs,
		weekday: ((dayNumber + weekdayOfDayZero) % 7 + 7) % 7
	};
}
/** Days since 1970-01-01 of a calendar day, `2026-11-23`. */
function dayNumberOf(day) {
	return Date.parse(`${day}T00:00:00Z`) / dayMs;
}
/** The moment as text by a clock that is `offsetMinutes` ahead of UTC, whole seconds. */
function formatMoment(instantMs, offsetMinutes) {
	const local = new Date(instantMs + offsetMinutes * 6e4).toISOString().slice(0, 19);
	const absolute = Math.abs(offsetMinutes);
	const minutes = absolute % 60;
	return `${local}${offsetMinutes < 0 ? "-" : "+"}${twoDigits((absolute - minutes) / 60)}:${twoDigits(minutes)}`;
}
function twoDigits(value) {
	return value < 10 ? `0${value}` : String(value);
}
// evaluate/context.ts
var nothingUnlocked$1 = /* @__PURE__ */ new Map();
function readContext({ filled }, facts) {
	const member = facts.member === null || facts.member.blocked ? null : facts.member;
	const moment = parseMoment(facts.moment);
	const codes = facts.codes ?? [];
	return {
		facts,
		moment,
		member,
		tier: member === null ? null : member.tier ?? filled.tiers[0]?.id ?? null,
		codes,
		unlocked: member === null ? nothingUnlocked$1 : unlockedBy(member.entitlements, codes, moment)
	};
}
/** Valid from its first moment on, and no longer at its last. */
function isValidAt({ validFrom, validUntil }, { instantMs }) {
	if (validFrom !== void 0 && Date.parse(validFrom) > instantMs) return false;
	return validUntil === void 0 || Date.parse(validUntil) > instantMs;
}
/** A coupon works when it is shown, an offer or a privilege by itself. Of several the one that ends first is used. */
function unlockedBy(entitlements, codes, moment) {
	if (entitlements.length === 0) return nothingUnlocked$1;
	const unlocked = /* @__PURE__ */ new Map();
	for (const entitlement of entitlements) {
		if (entitlement.kind === "gift" || !isValidAt(entitlement, moment)) continue;
		if (entitlement.kind === "coupon" && !codes.includes(entitlement.id)) continue;
		const other = unlocked.get(entitlement.promotion);
		if (!other || endsBefore(entitlement, other)) unlocked.set(entitlement.promotion, entitlement);
	}
	return unlocked;
}
function endsBefore(a, b) {
	const [left, right] = [endMs(a), endMs(b)];
	return left < right || left === right && a.id < b.id;
}
function endMs({ validUntil }) {
	return validUntil === void 0 ? Infinity : Date.parse(validUntil);
}
// evaluate/because.ts
/** A condition with what the fact was. */
function toBecause(condition, context) {
	const { fact, operator, expected } = condition;
	return {
		fact,
		operator,
		expected,
		actual: condition.actual(context)
	};
}
/** All comparisons that let the rule apply: goods, the receipt's conditions, the threshold. */
function becauseOf(run, candidate) {
	const { rule, lines } = candidate;
	const because = [];
	if (rule.goodsSaid !== null) because.push({
		fact: "lines",
		operator: "match",
		expected: rule.goodsSaid,
		actual: lines.length
	});
	for (const condition of rule.conditions) because.push(toBecause(condition, run.plan.context));
	if (rule.threshold !== null) because.push(thresholdBecause(run, candidate));
	return because;
}
function thresholdBecause(run, candidate) {
	const { operator, valueMinor } = candidate.rule.threshold;
	return {
		fact: "lines.leftMinor",
		operator,
		expected: valueMinor,
		actual: run.thresholdReads.get(candidate) ?? 0
	};
}
/** Why none of the rule's lines is open: the good itself may not, or an earlier rule closed it, or nothing is left of them. */
function explainClosed(run, candidate, bit) {
	const { id } = candidate.rule;
	const flag = bit === closes.discounts ? "discountable" : "accruable";
	const closed = candidate.lines.filter((index) => [index, ...run.splits.get(index) ?? []].some((each) => (run.lines[each].closed & bit) !== 0));
	if (closed.length === 0) return {
		rule: id,
		reason: "amount.nothing",
		because: []
	};
	const closer = closerOf(run, closed, bit);
	if (closer === void 0) return {
		rule: id,
		reason: "goods.flag",
		because: [{
			fact: `good.${flag}`,
			operator: "is",
			expected: true,
			actual: false
		}]
	};
	return {
		rule: id,
		reason: "goods.closed",
		because: [{
			fact: "line.rule",
			operator: "keeps",
			expected: flag,
			actual: closer
		}]
	};
}
/** The rule that closed one of these lines. */
function closerOf(run, lines, bit) {
	for (const { candidate, lines: changed } of [...run.discounts, ...run.accruals]) {
		if (candidate === null || (candidate.rule.closes & bit) === 0) continue;
		const concerned = closesOnlyChanged(candidate.rule) ? changed.map((at) => run.lines[at].place) : candidate.lines;
		if (lines.some((line) => concerned.includes(line))) return candidate.rule.id;
	}
}
/** A price or an amount per unit concerns the lines it changed; a share of a sum all lines of the sum. */
function closesOnlyChanged({ give }) {
	return give.kind === "fixedPrice" || give.kind === "lineAmount" || give.kind === "host";
}
// evaluate/explain.ts
/** Every computed result with its reason, in the order of phases. */
function saleEffects(run) {
	const { version } = run.plan.compiled.filled;
	const effects = [];
	for (const { kind, rule, candidate, lines, amounts, totalMinor } of run.discounts) {
		const because = candidate === null ? [] : becauseOf(run, candidate);
		const isGift = kind === "gift";
		const told = isGift ? lines.map((at) => run.lines[at].quantity) : amounts;
		effects.push({
			rule,
			version,
			kind,
			amount: isGift ? told.reduce((sum, quantity) => sum + quantity, 0) : totalMinor,
			unit: isGift ? "thousandths" : "minor",
			allocations: allocationsOf(run, lines, told),
			because
		});
	}
	for (const { purse, points, lines, linePoints, because } of run.redemptions) {
		const { id } = purse.wallet;
		const allocations = allocationsOf(run, lines, linePoints);
		effects.push({
			rule: id,
			version,
			kind: "redemption",
			amount: points,
			unit: id,
			allocations,
			because: [...because]
		});
	}
	for (const { candidate, wallet, points, lines, linePoints } of run.accruals) effects.push({
		rule: candidate.rule.id,
		version,
		kind: "accrual",
		amount: points,
		unit: wallet.id,
		allocations: allocationsOf(run, lines, linePoints),
		because: becauseOf(run, candidate)
	});
	return effects;
}
function allocationsOf(run, lines, amounts) {
	const told = lines.map((index, at) => ({
		line: run.lines[index].id,
		amount: amounts[at]
	}));
	return run.splits.size === 0 ? told : mergeLines(told);
}
/** Units that were split off are told with their line. */
function mergeLines(allocations) {
	const amounts = /* @__PURE__ */ new Map();
	for (const { line, amount } of allocations) amounts.set(line, (amounts.get(line) ?? 0) + amount);
	return [...amounts].map(([line, amount]) => ({
		line,
		amount
	}));
}
/** Why each rule that concerned the basket did not apply: in the order of rules, then wishes. */
function saleRejections(run, others) {
	const { candidates, context } = run.plan;
	const rejections = [];
	for (const { rule, failed } of candidates) if (failed !== null) rejections.push({
		rule: rule.id,
		reason: failed.reason,
		because: [toBecause(failed, context)]
	});
	for (const { rule, reason, because } of [...others, ...run.refusals]) rejections.push({
		rule,
		reason,
		because: [...because]
	});
	if (rejections.length < 2) return rejections;
	const places = new Map(candidates.map(({ rule }) => [rule.id, rule.order]));
	const placeOf = ({ rule }) => places.get(rule) ?? Infinity;
	return rejections.toSorted((a, b) => {
		const [left, right] = [placeOf(a), placeOf(b)];
		return left === right ? 0 : left - right;
	});
}
// ../money/money.ts
/** `value × multiplier ÷ divisor`, rounded as named on the absolute value; exact beyond 2^53. Divisor above zero. */
function mulDiv(value, multiplier, divisor, rounding) {
	const product = value * multiplier;
	if (product === 0) return 0;
	if (product < 0 || !Number.isSafeInteger(product)) return mulDivBig(value, multiplier, divisor, rounding);
	let whole = Math.floor(product / divisor);
	let rest = product - whole * divisor;
	if (rest < 0) {
		whole -= 1;
		rest += divisor;
	}
	if (rounding === "down") return whole;
	return (rounding === "halfUp" ? rest >= divisor - rest : rest > 0) ? whole + 1 : whole;
}
function mulDivBig(value, multiplier, divisor, rounding) {
	const product = BigInt(safe(value)) * BigInt(safe(multiplier));
	const absolute = product < 0n ? -product : product;
	const by = BigInt(safe(divisor));
	const rest = absolute % by;
	const up = rounding === "halfUp" ? rest * 2n >= by : rounding === "up" && rest > 0n;
	const whole = absolute / by + (up ? 1n : 0n);
	return zero(safe(Number(product < 0n ? -whole : whole)));
}
/** Minus zero would be another JSON text than zero, and so another digest. */
function zero(value) {
	return value === 0 ? 0 : value;
}
function safe(value) {
	if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${value}`);
	return value;
}
// evaluate/phases/1-normalise.ts
/** Mark-free scans of one good at one price become one line, where the first of them stood. */
function joinScans(facts) {
	const lines = [];
	const prices = [];
	let bySku;
	for (const fact of facts) {
		const unitPriceMinor = fact.priceOverrideMinor ?? fact.unitPriceMinor;
		if (bySku === void 0 && prices.includes(unitPriceMinor)) bySku = joinableBySku(lines);
		const mayJoin = bySku !== void 0 && joins(fact);
		const twins = mayJoin ? bySku.get(fact.sku) : void 0;
		const twin = twins?.find((line) => isSameGood(line.fact, fact));
		if (twin) {
			twin.quantity += fact.quantity;
			twin.from.push(fact.id);
			continue;
		}
		const line = {
			fact,
			from: [fact.id],
			quantity: fact.quantity,
			unitPriceMinor
		};
		lines.push(line);
		if (bySku === void 0) prices.push(unitPriceMinor);
		else if (twins) twins.push(line);
		else if (mayJoin) bySku.set(fact.sku, [line]);
	}
	return lines;
}
function joinableBySku(lines) {
	const bySku = /* @__PURE__ */ new Map();
	for (const line of lines) {
		if (!joins(line.fact)) continue;
		const others = bySku.get(line.fact.sku);
		if (others) others.push(line);
		else bySku.set(line.fact.sku, [line]);
	}
	return bySku;
}
/** A mark, a weighing or the host's own discount makes a scan a line of its own. */
function joins({ mark, byWeight, hostDiscountMinor }) {
	return mark === void 0 && !byWeight && hostDiscountMinor === void 0;
}
function isSameGood(a, b) {
	return (a.priceOverrideMinor ?? a.unitPriceMinor) === (b.priceOverrideMinor ?? b.unitPriceMinor) && a.unitPriceMinor === b.unitPriceMinor && a.vatRateBp === b.vatRateBp && a.minPriceMinor === b.minPriceMinor && a.discountable === b.discountable && a.redeemable === b.redeemable && a.accruable === b.accruable && a.kind === b.kind && a.brand === b.brand && a.partner === b.partner && isSameList(a.categories, b.categories) && isSameList(a.tags, b.tags);
}
function isSameList(a, b) {
	if (a === b) return true;
	if (a === void 0 || b === void 0 || a.length !== b.length) return false;
	return a.every((value, index) => value === b[index]);
}
/** Fresh lines for a run: nothing taken off yet, and the units of allowed gifts set aside in lines of their own. */
function layOut(run) {
	const { plan } = run;
	const shopFloorMinor = plan.context.facts.shop.lineFloorMinor ?? 0;
	for (let place = 0; place < plan.lines.length; place += 1) run.lines.push(workLine(plan.lines[place], place, shopFloorMinor));
	for (const candidate of plan.phases[6]) if (candidate.failed === null && run.choice.get(candidate) !== false) run.gifts.push(setAside(run, candidate));
}
function workLine({ fact, from, quantity, unitPriceMinor }, place, shopFloorMinor) {
	const grossMinor = mulDiv(unitPriceMinor, quantity, 1e3, "halfUp");
	return {
		id: fact.id,
		fact,
		from,
		unitPriceMinor,
		place,
		gift: null,
		split: false,
		quantity,
		grossMinor,
		leftMinor: grossMinor,
		redeemedMinor: 0,
		floorMinor: Math.max(unitsFloor({ fact }, quantity), shopFloorMinor),
		closed: closedByFlags(fact)
	};
}
function closedByFlags({ discountable, accruable, redeemable }) {
	return (discountable === false ? closes.discounts : 0) | (accruable === false ? closes.accrual : 0) | (redeemable === false ? closes.redemption : 0);
}
function setQuantity(run, line, quantity) {
	line.quantity = quantity;
	line.grossMinor = mulDiv(line.unitPriceMinor, quantity, 1e3, "halfUp");
	line.leftMinor = line.grossMinor;
	line.floorMinor = Math.max(unitsFloor(line, quantity), run.plan.context.facts.shop.lineFloorMinor ?? 0);
}
/** What the good's minimum price asks for so much of it. */
function unitsFloor({ fact }, quantity) {
	return fact.minPriceMinor === void 0 ? 0 : mulDiv(fact.minPriceMinor, quantity, 1e3, "up");
}
/**
* Takes scanned units of the gift's good, in the order of lines. Where none was scanned the gift brings its own line, unless
* the good is sold by weight or carries a mark. What is not taken stays open.
*/
function setAside(run, candidate) {
	const { entitlement } = candidate;
	const good = entitlement.gift;
	const lines = [];
	let wanted = good.quantity;
	for (let place = 0; place < run.plan.lines.length && wanted > 0; place += 1) {
		const line = run.lines[place];
		if (line.fact.sku !== good.sku || line.quantity === 0) continue;
		const taken = Math.min(wanted, line.quantity);
		wanted -= taken;
		lines.push(addGiftLine(run, entitlement.id, line, taken, lines.length));
		setQuantity(run, line, line.quantity - taken);
	}
	if (lines.length === 0 && !good.byWeight && !good.marked) {
		const { quantity, ...fields } = good;
		const fact = {
			...fields,
			id: `gift:${entitlement.id}`,
			quantity
		};
		const place = run.plan.lines.length;
		const origin = {
			fact,
			from: [],
			unitPriceMinor: good.unitPriceMinor,
			place
		};
		lines.push(addGiftLine(run, entitlement.id, origin, quantity, 0));
		wanted = 0;
	}
	return {
		candidate,
		lines,
		quantity: good.quantity - wanted
	};
}
function addGiftLine(run, entitlement, { fact, from, unitPriceMinor, place }, quantity, ordinal) {
	const grossMinor = mulDiv(unitPriceMinor, quantity, 1e3, "halfUp");
	const id = ordinal === 0 ? `gift:${entitlement}` : `gift:${entitlement}:${ordinal + 1}`;
	run.lines.push({
		id,
		fact,
		from,
		unitPriceMinor,
		place,
		gift: entitlement,
		split: false,
		quantity,
		grossMinor,
		leftMinor: grossMinor,
		redeemedMinor: 0,
		floorMinor: 0,
		closed: 0
	});
	return run.lines.length - 1;
}
// ../money/allocate.ts
/**
* Splits `amount` (not negative) over `weights` by largest remainder: each part is the floor of its exact share, and the units
* left go one each to the largest remainders, ties in order. No part exceeds its `room` (default: its weight); what a full
* part can't take is split again over the others. Parts sum to min(amount, room of the weighted parts). All integers, O(n).
*/
function allocate(amount, weights, room = weights) {
	let total = 0;
	for (let index = 0; index < weights.length; index += 1) total += weights[index];
	if (room === weights && amount <= total && amount * total <= Number.MAX_SAFE_INTEGER) return allocateWithin(amount, weights, total);
	const parts = weights.map(() => 0);
	let capacity = 0;
	for (let index = 0; index < weights.length; index += 1) if (weights[index] > 0) capacity += room[index];
	let left = Math.min(amount, capacity);
	while (left > 0) left -= deal(left, weights, room, parts);
	return parts;
}
/** The usual case in one round: no share of what fits the sum exceeds its own weight, and every product is exact. */
function allocateWithin(amount, weights, total) {
	const parts = weights.slice();
	const rests = weights.slice();
	let units = amount;
	for (let index = 0; index < weights.length; index += 1) {
		const product = amount * weights[index];
		let part = total === 0 ? 0 : Math.floor(product / total);
		if (part * total > product) part -= 1;
		units -= part;
		parts[index] = part;
		rests[index] = product - part * total;
	}
	if (units * parts.length > fewSteps) addLargest(units, rests, parts);
	else for (; units > 0; units -= 1) addNextLargest(rests, parts);
	return parts;
}
/** Up to so many comparisons it is quicker to look for the largest remainder once more per unit than to find the n-th of them. */
var fewSteps = 100;
/** One to the largest remainder, the first of equal ones, which is then out. */
function addNextLargest(rests, parts) {
	let largest = 0;
	for (let index = 1; index < rests.length; index += 1) if (rests[index] > rests[largest]) largest = index;
	rests[largest] = -1;
	parts[largest] += 1;
}
/** One each to the `units` largest remainders, ties in order. */
function addLargest(units, rests, parts) {
	const least = nthLargest(rests, units);
	let ties = units;
	for (let index = 0; index < rests.length; index += 1) if (rests[index] > least) ties -= 1;
	for (let index = 0; index < rests.length; index += 1) {
		if (rests[index] < least) continue;
		if (rests[index] > least) parts[index] += 1;
		else if (ties > 0) {
			ties -= 1;
			parts[index] += 1;
		}
	}
}
/** As `allocate`, without room: any part may take any share. Weights that are all zero take nothing. */
function share(amount, weights) {
	return allocate(amount, weights, weights.map(() => Infinity));
}
/** What belongs to `done` out of `whole` units, half up: later takings get the difference, so that all of them sum to `amount`. */
function cumulativeShare(amount, done, whole) {
	return mulDiv(amount, done, whole, "halfUp");
}
/** One round over the parts with some weight and room left. Answers how much was given, which is above zero while any has. */
function deal(amount, weights, room, parts) {
	const open = [];
	let total = 0;
	for (let index = 0; index < weights.length; index += 1) {
		if (weights[index] === 0 || parts[index] >= room[index]) continue;
		open.push(index);
		total += weights[index];
	}
	const rests = [];
	let units = amount;
	let given = 0;
	for (let at = 0; at < open.length; at += 1) {
		const index = open[at];
		const weight = weights[index];
		const floor = mulDiv(amount, weight, total, "down");
		rests.push(restOf(amount, weight, total, floor));
		units -= floor;
		given += put(index, floor, room, parts);
	}
	return units === 0 ? given : given + giveUnits(units, open, rests, room, parts);
}
/** One each to the `units` largest remainders, ties in order. */
function giveUnits(units, open, rests, room, parts) {
	const least = nthLargest(rests, units);
	let ties = units;
	for (let at = 0; at < rests.length; at += 1) if (rests[at] > least) ties -= 1;
	let given = 0;
	for (let at = 0; at < open.length; at += 1) {
		if (rests[at] < least) continue;
		if (rests[at] === least && ties === 0) continue;
		if (rests[at] === least) ties -= 1;
		given += put(open[at], 1, room, parts);
	}
	return given;
}
/** The n-th largest value (n from 1) by quickselect: sorting was half the cost of an allocation. */
function nthLargest(values, n) {
	const left = values.slice();
	const wanted = n - 1;
	let [from, to] = [0, left.length - 1];
	while (from < to) {
		const pivot = left[from + to >> 1];
		let [low, high] = [from, to];
		while (low <= high) {
			while (left[low] > pivot) low += 1;
			while (left[high] < pivot) high -= 1;
			if (low > high) break;
			const swapped = left[low];
			left[low] = left[high];
			left[high] = swapped;
			low += 1;
			high -= 1;
		}
		if (wanted <= high) to = high;
		else if (wanted >= low) from = low;
		else break;
	}
	return left[wanted];
}
function put(index, wanted, room, parts) {
	const taken = Math.min(wanted, room[index] - parts[index]);
	parts[index] += taken;
	return taken;
}
/** `amount × weight - floor × total`: differences of products below 2^53 are exact, larger ones go through bigint. */
function restOf(amount, weight, total, floor) {
	const product = amount * weight;
	if (product <= Number.MAX_SAFE_INTEGER) return product - floor * total;
	return Number(BigInt(amount) * BigInt(weight) - BigInt(floor) * BigInt(total));
}
// evaluate/phases/split.ts
/**
* Sets `quantity` thousandths of a line apart, so that phases can treat them differently from the rest; the receipt tells them
* as one line again. Answers their index: the line itself when that is all of it.
*/
function splitOff(run, index, quantity) {
	const line = run.lines[index];
	if (quantity === line.quantity) return index;
	const grossMinor = mulDiv(line.unitPriceMinor, quantity, 1e3, "halfUp");
	const leftMinor = cumulativeShare(line.leftMinor, quantity, line.quantity);
	line.quantity -= quantity;
	line.grossMinor -= grossMinor;
	line.leftMinor -= leftMinor;
	const unitsFloorMinor = Math.min(leftMinor, unitsFloor(line, quantity));
	const restFloorMinor = Math.min(line.leftMinor, Math.max(0, line.floorMinor - unitsFloorMinor));
	const floorMinor = Math.max(unitsFloorMinor, line.floorMinor - restFloorMinor);
	run.lines.push({
		...line,
		split: true,
		quantity,
		grossMinor,
		leftMinor,
		floorMinor
	});
	line.floorMinor = restFloorMinor;
	const part = run.lines.length - 1;
	const parts = run.splits.get(line.place);
	if (parts) parts.push(part);
	else run.splits.set(line.place, [part]);
	return part;
}
/** The lines with the units that were split off them, in the order of lines. */
function withSplits(run, lines) {
	if (run.splits.size === 0) return lines;
	return lines.flatMap((line) => [line, ...run.splits.get(line) ?? []]);
}
// evaluate/phases/apply.ts
/** Which candidates of a phase pass: thresholds read what is left when the phase begins, whatever its rules then take. */
function passing(run, phase) {
	const passed = [];
	let receiptMinor = -1;
	for (const candidate of run.plan.phases[phase]) {
		if (candidate.failed !== null || run.choice.get(candidate) === false) continue;
		const { threshold } = candidate.rule;
		if (threshold !== null) {
			if (candidate.thresholdLines === null && receiptMinor < 0) receiptMinor = leftOn(run, null);
			const left = candidate.thresholdLines === null ? receiptMinor : leftOn(run, candidate.thresholdLines);
			run.thresholdReads.set(candidate, left);
			if (!reaches(left, threshold.operator, threshold.valueMinor)) {
				missThreshold(run, candidate);
				continue;
			}
		}
		passed.push(candidate);
	}
	return passed;
}
/** Sum left, closed lines included, gift units not. */
function leftOn(run, lines) {
	let sum = 0;
	if (lines === null) for (const line of run.lines) sum += line.gift === null ? line.leftMinor : 0;
	else for (const index of withSplits(run, lines)) sum += run.lines[index].leftMinor;
	return sum;
}
function missThreshold(run, candidate) {
	const { id, phase } = candidate.rule;
	if (phase === 6) run.undone.push(candidate);
	if (run.telling) run.refusals.push({
		rule: id,
		reason: "basket.threshold",
		because: [thresholdBecause(run, candidate)]
	});
}
/** The candidate's lines that its group leaves it, that no flag and no earlier rule closed, and that have something left. */
function openLines(run, candidate, bit) {
	const allowed = run.choice.get(candidate);
	const only = typeof allowed === "object" ? allowed : null;
	const lines = withSplits(run, candidate.lines);
	for (let at = 0; at < lines.length; at += 1) if (!isOpen(run.lines[lines[at]], bit, only)) return lines.filter((index) => isOpen(run.lines[index], bit, only));
	return lines;
}
function isOpen({ closed, leftMinor, place }, bit, only) {
	return (closed & bit) === 0 && leftMinor > 0 && (only === null || only.has(place));
}
/** Takes the amounts off the lines and lets the rule close its lines for the later ones. All amounts zero: nothing happened. */
function discount(run, candidate, kind, lines, amounts) {
	const taken = takeOff(run, lines, amounts);
	if (taken.totalMinor === 0) {
		explainNothing$1(run, candidate, kind, lines);
		return;
	}
	const { lines: changed, amounts: off, totalMinor } = taken;
	run.discounts.push({
		kind,
		rule: candidate.rule.id,
		candidate,
		lines: changed,
		amounts: off,
		totalMinor
	});
	const { closes: bits } = candidate.rule;
	if (bits === 0) return;
	for (const index of closesOnlyChanged(candidate.rule) ? changed : lines) run.lines[index].closed |= bits;
}
/** Takes the amounts off their lines; answers those that lost something. */
function takeOff(run, lines, amounts) {
	let totalMinor = 0;
	let spared = false;
	for (let at = 0; at < lines.length; at += 1) {
		const amount = amounts[at];
		run.lines[lines[at]].leftMinor -= amount;
		totalMinor += amount;
		if (amount === 0) spared = true;
	}
	if (!spared) return {
		lines,
		amounts,
		totalMinor
	};
	return {
		lines: lines.filter((_, at) => amounts[at] !== 0),
		amounts: amounts.filter((amount) => amount !== 0),
		totalMinor
	};
}
/** What a line can still give: nothing below its floor. */
function roomOf(run, index) {
	const { leftMinor, floorMinor } = run.lines[index];
	return Math.max(0, leftMinor - floorMinor);
}
function explainNothing$1(run, candidate, kind, lines) {
	if (!run.telling) return;
	const { rule } = candidate;
	if (lines.length === 0) run.refusals.push(explainClosed(run, candidate, closes.discounts));
	else {
		const reason = kind === "fixedPrice" ? "price.notLower" : "amount.nothing";
		run.refusals.push({
			rule: rule.id,
			reason,
			because: []
		});
	}
}
// evaluate/phases/2-fixed-prices.ts
/** Prices that replace the catalogue's, and the host till's own discount. A price above the current one does not apply. */
function fixedPrices(run) {
	for (const candidate of passing(run, 2)) {
		const { give } = candidate.rule;
		const lines = openLines(run, candidate, closes.discounts);
		if (give.kind === "fixedPrice") discount(run, candidate, "fixedPrice", lines, lines.map((index) => downTo(run, index, give.priceMinor)));
		else discount(run, candidate, "discount", lines, lines.map((index) => Math.min(run.lines[index].fact.hostDiscountMinor ?? 0, roomOf(run, index))));
	}
}
function downTo(run, index, priceMinor) {
	const { quantity, leftMinor } = run.lines[index];
	const wanted = leftMinor - mulDiv(priceMinor, quantity, 1e3, "halfUp");
	return Math.max(0, Math.min(wanted, roomOf(run, index)));
}
// evaluate/phases/off-sum.ts
/** An amount computed once on the sum of the lines, spread over them by what is left, no line below its floor. */
function offSum(run, candidate, lines, amountOf) {
	const weights = [];
	let sum = 0;
	let floored = false;
	for (let at = 0; at < lines.length; at += 1) {
		const { leftMinor, floorMinor } = run.lines[lines[at]];
		weights.push(leftMinor);
		sum += leftMinor;
		if (floorMinor > 0) floored = true;
	}
	const rooms = floored ? lines.map((index) => roomOf(run, index)) : weights;
	discount(run, candidate, "discount", lines, allocate(amountOf(sum), weights, rooms));
}
/** Half up, and no more than the cap. */
function percentOf(sumMinor, { rateBp, capMinor }) {
	const amount = mulDiv(sumMinor, rateBp, 1e4, "halfUp");
	return capMinor === void 0 ? amount : Math.min(amount, capMinor);
}
// evaluate/phases/3-line-discounts.ts
/** A percentage of the matching lines, computed once on their sum, or an amount off each unit. */
function lineDiscounts(run) {
	for (const candidate of passing(run, 3)) {
		const { give } = candidate.rule;
		const lines = openLines(run, candidate, closes.discounts);
		if (give.kind === "linePercent") offSum(run, candidate, lines, (sum) => percentOf(sum, give));
		else if (give.kind === "lineAmount") discount(run, candidate, "discount", lines, lines.map((index) => {
			const { quantity } = run.lines[index];
			return Math.min(mulDiv(give.amountMinor, quantity, 1e3, "halfUp"), roomOf(run, index));
		}));
	}
}
// evaluate/phases/sets.ts
/** Every `outOf` units make a set, the dearest together, so that the order of scans decides nothing; in each the cheapest is free. */
function cheapestSets(run, lines, outOf) {
	const sets = [];
	let members = [];
	let size = 0;
	for (const line of dearestFirst(run, lines)) {
		let units = unitsOf(run, line);
		while (units > 0) {
			const whole = size === 0 ? units - units % outOf : 0;
			const taken = whole > 0 ? whole : Math.min(units, outOf - size);
			members.push({
				line,
				units: taken
			});
			size += taken;
			units -= taken;
			if (size < outOf) continue;
			sets.push({
				members,
				gives: { freeUnits: size / outOf }
			});
			members = [];
			size = 0;
		}
	}
	return sets;
}
/** One unit of each part, the dearest first, parts with the fewest goods choosing first; as long as a bundle costs less. */
function bundleSets(run, lines, parts, priceMinor) {
	const open = dearestFirst(run, lines).map((line) => ({
		line,
		units: unitsOf(run, line)
	}));
	const matching = parts.map((part) => open.filter(({ line }) => part(run.lines[line].fact))).toSorted((a, b) => a.length - b.length);
	const sets = [];
	for (;;) {
		const picks = /* @__PURE__ */ new Map();
		for (const choices of matching) {
			const pick = choices.find((each) => each.units > (picks.get(each) ?? 0));
			if (!pick) return sets;
			picks.set(pick, (picks.get(pick) ?? 0) + 1);
		}
		const times = Math.min(...[...picks].map(([{ units }, wanted]) => Math.floor(units / wanted)));
		const members = [...picks].map(([{ line }, wanted]) => ({
			line,
			units: wanted * times
		}));
		if (members.reduce((sum, { line, units }) => sum + units * unitPrice(run, line), 0) <= priceMinor * times) return sets;
		sets.push({
			members,
			gives: { priceMinor: priceMinor * times }
		});
		for (const [pick, wanted] of picks) pick.units -= wanted * times;
	}
}
/** By what is left per unit, ties in the order of lines. */
function dearestFirst(run, lines) {
	return lines.toSorted((a, b) => unitPrice(run, b) - unitPrice(run, a) || a - b);
}
function unitPrice(run, line) {
	const { leftMinor, quantity } = run.lines[line];
	return leftMinor * 1e3 / quantity;
}
function unitsOf(run, line) {
	return Math.floor(run.lines[line].quantity / 1e3);
}
// evaluate/phases/4-multi-buy.ts
/** The cheapest of so many free, and goods that cost less together. What is given is spread over all units of the set, by price left. */
function multiBuy(run) {
	for (const candidate of passing(run, 4)) {
		const { give, parts } = candidate.rule;
		const lines = openLines(run, candidate, closes.discounts).filter((index) => !run.lines[index].fact.byWeight);
		if (give.kind === "cheapestFree") giveSets(run, candidate, cheapestSets(run, lines, give.outOf));
		else if (give.kind === "bundlePrice") giveSets(run, candidate, bundleSets(run, lines, parts, give.priceMinor));
	}
}
function giveSets(run, candidate, sets) {
	if (sets.length === 0) {
		if (run.telling) run.refusals.push({
			rule: candidate.rule.id,
			reason: "goods.tooFew",
			because: []
		});
		return;
	}
	const lines = [];
	const amounts = [];
	for (const set of sets) {
		const units = set.members.map((member) => splitOff(run, member.line, member.units * 1e3));
		const weights = units.map((index) => run.lines[index].leftMinor);
		const rooms = units.map((index) => roomOf(run, index));
		lines.push(...units);
		amounts.push(...allocate(worthOf$1(set, weights), weights, rooms));
	}
	discount(run, candidate, "discount", lines, amounts);
}
/** What the set takes off: its free units, all of the last and cheapest member, or what is left above the price of the bundle. */
function worthOf$1({ members, gives }, weights) {
	if ("freeUnits" in gives) return mulDiv(weights.at(-1), gives.freeUnits, members.at(-1).units, "halfUp");
	return Math.max(0, weights.reduce((sum, weight) => sum + weight, 0) - gives.priceMinor);
}
// evaluate/phases/5-basket-discounts.ts
/** A percentage or an amount off the sum of the matching lines. */
function basketDiscounts(run) {
	for (const candidate of passing(run, 5)) {
		const { give } = candidate.rule;
		const lines = openLines(run, candidate, closes.discounts);
		if (give.kind === "basketPercent") offSum(run, candidate, lines, (sum) => percentOf(sum, give));
		else if (give.kind === "basketAmount") offSum(run, candidate, lines, () => give.amountMinor);
	}
}
// evaluate/phases/6-gifts.ts
/** The units set aside in phase 1 go for nothing, unless one turns out not to be due. Gifts know no floor. */
function gifts(run) {
	passing(run, 6);
	if (run.undone.length > 0) return;
	for (const { candidate, lines } of run.gifts) {
		if (lines.length === 0) {
			const { sku } = candidate.entitlement.gift;
			const because = [{
				fact: "lines",
				operator: "includes",
				expected: sku,
				actual: null
			}];
			if (run.telling) run.refusals.push({
				rule: candidate.rule.id,
				reason: "gift.scanNeeded",
				because
			});
			continue;
		}
		const amounts = lines.map((index) => run.lines[index].leftMinor);
		run.discounts.push({
			kind: "gift",
			rule: candidate.rule.id,
			candidate,
			...takeOff(run, lines, amounts)
		});
	}
}
// evaluate/phases/7-redemption.ts
/**
* Points pay for lines that keep redemption: at most the cap on the sum left of them, never a line below its floor, in whole
* steps, wallets in the programme's order. What could be spent is offered whether it is wished or not.
*/
function redemption(run) {
	const { compiled, purses, context } = run.plan;
	const wishes = context.facts.redeem ?? [];
	if (run.telling) for (const purse of purses) run.offers.push(offer(run, purse));
	for (const { wallet: id, points } of wishes) if (points !== 0 && run.telling && !compiled.wallets.some((wallet) => wallet.id === id)) run.refusals.push({
		rule: id,
		reason: "wallet.unknown",
		because: []
	});
	for (const wallet of compiled.wallets) {
		const wish = wishes.find((each) => each.wallet === wallet.id);
		if (!wish || wish.points === 0) continue;
		const purse = purses.find((each) => each.wallet === wallet);
		if (purse) redeem(run, purse, wish.points === "all" ? Infinity : wish.points);
		else refuseWithoutMember(run, wallet.id);
	}
}
function refuseWithoutMember(run, rule) {
	if (!run.telling) return;
	const { member } = run.plan.context.facts;
	const reason = member === null ? "member.none" : "member.blocked";
	const fact = member === null ? "member" : "member.blocked";
	run.refusals.push({
		rule,
		reason,
		because: [{
			fact,
			operator: "is",
			expected: member === null,
			actual: member !== null
		}]
	});
}
function offer(run, purse) {
	const { points, because } = limitOf(run, purse, redeemableLines(run));
	return {
		wallet: purse.wallet.id,
		points,
		amountMinor: worthOf(points, purse.wallet),
		limitedBy: [...because]
	};
}
function redeem(run, purse, wishedPoints) {
	const { wallet } = purse;
	const lines = redeemableLines(run);
	const limit = limitOf(run, purse, lines);
	const points = Math.min(limit.points, wholeSteps(wishedPoints, wallet));
	if (run.telling && (points === 0 || wishedPoints !== Infinity && points < wishedPoints)) run.refusals.push({
		rule: wallet.id,
		reason: points === 0 ? limit.reason : "redemption.limited",
		because: limit.because
	});
	if (points === 0) return;
	const weights = lines.map((index) => run.lines[index].leftMinor);
	const rooms = lines.map((index) => roomOf(run, index));
	const amountMinor = worthOf(points, wallet);
	const paid = takeOff(run, lines, allocate(amountMinor, weights, rooms));
	paid.lines.forEach((index, at) => {
		run.lines[index].redeemedMinor += paid.amounts[at];
	});
	const linePoints = points === amountMinor ? paid.amounts : share(points, paid.amounts);
	const { because } = limit;
	run.redemptions.push({
		purse,
		points,
		amountMinor,
		lines: paid.lines,
		amounts: paid.amounts,
		linePoints,
		because
	});
}
/** The most that may be spent, what limits it, and the reason to tell where that is nothing. */
function limitOf(run, purse, lines) {
	const refused = refusal$1(run, purse.wallet);
	if (refused) return refused;
	const { wallet, availablePoints } = purse;
	let baseMinor = 0;
	let roomMinor = 0;
	for (const index of lines) {
		baseMinor += run.lines[index].leftMinor;
		roomMinor += roomOf(run, index);
	}
	const capMinor = mulDiv(baseMinor, wallet.redemption.capBp, 1e4, "down");
	const payable = mulDiv(Math.min(capMinor, roomMinor), wallet.unitsPerPoint, wallet.worthMinor, "down");
	const most = Math.min(availablePoints, payable);
	const points = wholeSteps(most, wallet);
	const because = [];
	if (availablePoints === most) because.push({
		fact: "wallet.points",
		operator: "atMost",
		expected: availablePoints,
		actual: payable
	});
	else if (capMinor <= roomMinor) because.push({
		fact: "lines.redeemableMinor",
		operator: "atMostBp",
		expected: wallet.redemption.capBp,
		actual: baseMinor
	});
	else because.push({
		fact: "lines.redeemableMinor",
		operator: "atMost",
		expected: roomMinor,
		actual: baseMinor
	});
	if (points < most) because.push({
		fact: "wallet.points",
		operator: "wholeSteps",
		expected: wallet.stepPoints,
		actual: most
	});
	return {
		points,
		because,
		reason: availablePoints === 0 ? "redemption.noPoints" : "redemption.nothing"
	};
}
/** A phone alone spends nothing, whatever the programme says. */
function refusal$1(run, wallet) {
	const { context } = run.plan;
	const { minimumIdentification: minimum } = wallet.redemption;
	const condition = identified(minimum === "phone" ? "phoneCode" : minimum);
	if (!condition.holds(context)) return {
		points: 0,
		because: [toBecause(condition, context)],
		reason: condition.reason
	};
	const { spending } = context.facts;
	if (spending?.level !== "refused") return null;
	return {
		points: 0,
		because: [{
			fact: "spending",
			operator: "isNot",
			expected: "refused",
			actual: spending.reason
		}],
		reason: `redemption.${spending.reason}`
	};
}
function redeemableLines(run) {
	const open = [];
	run.lines.forEach(({ closed, leftMinor }, index) => {
		if ((closed & closes.redemption) === 0 && leftMinor > 0) open.push(index);
	});
	return open;
}
function wholeSteps(points, { stepPoints }) {
	return points === Infinity ? points : points - points % stepPoints;
}
/** Exact: steps are worth whole minor units. */
function worthOf(points, { worthMinor, unitsPerPoint }) {
	return mulDiv(points, worthMinor, unitsPerPoint, "down");
}
// evaluate/phases/8-rounding.ts
var step = 100;
/** The total goes down to whole hundreds of minor units: a discount like any, all of it or none. */
function rounding(run) {
	if (run.plan.compiled.filled.roundTotal === "none") return;
	let total = 0;
	let room = 0;
	const lines = [];
	run.lines.forEach(({ closed, leftMinor }, index) => {
		total += leftMinor;
		if ((closed & closes.discounts) !== 0 || leftMinor === 0) return;
		lines.push(index);
		room += roomOf(run, index);
	});
	const amount = total % step;
	if (amount === 0) return;
	if (room < amount) {
		const because = [{
			fact: "lines.roomMinor",
			operator: "atLeast",
			expected: amount,
			actual: room
		}];
		if (run.telling) run.refusals.push({
			rule: "rounding",
			reason: "rounding.noRoom",
			because
		});
		return;
	}
	const taken = takeOff(run, lines, allocate(amount, lines.map((index) => run.lines[index].leftMinor), lines.map((index) => roomOf(run, index))));
	run.discounts.push({
		kind: "rounding",
		rule: "rounding",
		candidate: null,
		...taken
	});
}
// evaluate/phases/9-accrual.ts
/** Points for what was paid: all rates first, then multipliers of what they gave, then fixed numbers. Each rule rounds down alone. */
function accrual(run) {
	for (const candidate of passing(run, 9)) {
		const { give } = candidate.rule;
		if (give.kind !== "pointsRate" && give.kind !== "pointsMultiplier" && give.kind !== "pointsFixed") continue;
		const wallet = run.plan.compiled.wallets.find((each) => each.id === give.wallet);
		if (!wallet) continue;
		const lines = accruingLines(run, candidate);
		if (give.kind === "pointsRate") accrueRate(run, candidate, wallet, lines, give);
		else if (give.kind === "pointsMultiplier") accrueSurplus(run, candidate, wallet, lines, give.factorBp);
		else accrue(run, candidate, wallet, lines, netOf(run, lines), () => give.points);
	}
}
function accrueRate(run, candidate, wallet, lines, give) {
	if (give.whenRedeemed === "none" && run.redemptions.length > 0) {
		const because = [{
			fact: "receipt.redeemed",
			operator: "is",
			expected: false,
			actual: true
		}];
		if (run.telling) run.refusals.push({
			rule: candidate.rule.id,
			reason: "accrual.redeemed",
			because
		});
		return;
	}
	const weights = netOf(run, lines);
	if (give.base === "beforeRedemption") lines.forEach((index, at) => {
		weights[at] += run.lines[index].redeemedMinor;
	});
	accrue(run, candidate, wallet, lines, weights, (sumMinor) => pointsOf(sumMinor, give.rateBp, wallet));
}
/** The surplus over what the rates gave on these lines: a factor of two gives it once more. */
function accrueSurplus(run, candidate, wallet, lines, factorBp) {
	const given = ratePoints(run, wallet);
	const weights = lines.map((index) => given[index]);
	const surplusBp = Math.max(0, factorBp - 1e4);
	accrue(run, candidate, wallet, lines, weights, (points) => mulDiv(points, surplusBp, 1e4, "down"));
}
function accrue(run, candidate, wallet, lines, weights, pointsFor) {
	let sum = 0;
	for (const weight of weights) sum += weight;
	const points = sum === 0 ? 0 : pointsFor(sum);
	if (points === 0) {
		explainNothing(run, candidate, lines);
		return;
	}
	const parts = share(points, weights);
	const earning = [];
	const linePoints = [];
	for (let at = 0; at < lines.length; at += 1) {
		if (parts[at] === 0) continue;
		earning.push(lines[at]);
		linePoints.push(parts[at]);
	}
	run.accruals.push({
		candidate,
		wallet,
		points,
		lines: earning,
		linePoints
	});
	if (candidate.rule.closes !== 0) for (const index of lines) run.lines[index].closed |= candidate.rule.closes;
}
/** Of money: `sum × rate`, at the wallet's worth of a point, in its smallest units. */
function pointsOf(sumMinor, rateBp, { unitsPerPoint, worthMinor }) {
	return mulDiv(sumMinor, rateBp * unitsPerPoint, 1e4 * worthMinor, "down");
}
/** Lines paid for wholly with points stay: a rate on what they cost before may still give. */
function accruingLines(run, candidate) {
	const allowed = run.choice.get(candidate);
	const only = typeof allowed === "object" ? allowed : null;
	return withSplits(run, candidate.lines).filter((index) => {
		const line = run.lines[index];
		return (line.closed & closes.accrual) === 0 && (only === null || only.has(line.place));
	});
}
function netOf(run, lines) {
	return lines.map((index) => run.lines[index].leftMinor);
}
/** What the rates gave of this wallet so far, by line. */
function ratePoints(run, wallet) {
	const points = run.lines.map(() => 0);
	for (const { wallet: earned, candidate, lines, linePoints } of run.accruals) if (earned === wallet && candidate.rule.give.kind === "pointsRate") lines.forEach((line, at) => {
		points[line] += linePoints[at];
	});
	return points;
}
function explainNothing(run, candidate, lines) {
	if (!run.telling) return;
	if (lines.length === 0) run.refusals.push(explainClosed(run, candidate, closes.accrual));
	else run.refusals.push({
		rule: candidate.rule.id,
		reason: "amount.nothing",
		because: []
	});
}
// evaluate/run.ts
var phases = [
	layOut,
	fixedPrices,
	lineDiscounts,
	multiBuy,
	basketDiscounts,
	gifts,
	redemption,
	rounding,
	accrual
];
/**
* One pass through the phases. Where a gift turns out not to be due, its units were bought after all, and the pass is made
* again without it. `telling: false` leaves out what only explains.
*/
function runPhases(plan, choice, telling) {
	let told = [];
	let chosen = choice;
	for (;;) {
		const run = openRun(plan, chosen, telling, told);
		for (const phase of phases) {
			phase(run);
			if (run.undone.length > 0) break;
		}
		if (run.undone.length === 0) return run;
		const undone = run.undone;
		told = run.refusals.filter(({ rule }) => undone.some((candidate) => candidate.rule.id === rule));
		chosen = new Map([...chosen, ...undone.map((candidate) => [candidate, false])]);
	}
}
function openRun(plan, choice, telling, told) {
	return {
		plan,
		choice,
		telling,
		lines: [],
		gifts: [],
		splits: /* @__PURE__ */ new Map(),
		discounts: [],
		redemptions: [],
		accruals: [],
		refusals: [...told],
		undone: [],
		offers: [],
		thresholdReads: /* @__PURE__ */ new Map()
	};
}
// evaluate/groups.ts
/**
* Lets each choosing group choose, in the programme's order, by a full evaluation with each of its rules alone (other groups
* as chosen so far, those still to choose without their rules). Best: most money off plus points at their worth; first: the
* first by priority that has an effect. Ties: lower priority, then id. By line, the same is asked of each line.
*/
function chooseInGroups(plan) {
	const chosen = {
		choice: /* @__PURE__ */ new Map(),
		refusals: []
	};
	const { choosing } = plan.compiled;
	const contested = plan.candidates.filter(({ rule, failed }) => failed === null && choosing.includes(rule.group));
	for (const candidate of contested) chosen.choice.set(candidate, false);
	for (const group of choosing) {
		const members = rulesOf(group, contested);
		const [only, another] = members;
		if (only && !another) for (const candidate of only.candidates) chosen.choice.set(candidate, true);
		else if (only) choose(plan, group, members, chosen);
	}
	return chosen;
}
function rulesOf(group, contested) {
	return [...new Set(contested.filter(({ rule }) => rule.group === group).map(({ rule }) => rule))].toSorted((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1)).map((rule) => ({
		rule,
		candidates: contested.filter((each) => each.rule === rule)
	}));
}
function choose(plan, group, members, chosen) {
	const effective = [];
	for (const { rule, candidates } of members) {
		const alone = new Map([...chosen.choice, ...candidates.map((each) => [each, true])]);
		const run = runPhases(plan, alone, false);
		if (hasEffect(run, candidates)) effective.push({
			rule,
			candidates,
			run
		});
		else chosen.refusals.push(...ownRefusals(plan, alone, rule));
		if (group.mode === "first" && group.scope === "receipt" && effective.length > 0) break;
	}
	if (group.scope === "line") pickLines(group, effective, chosen);
	else pickOne(group, members, effective, chosen);
}
/** What the rule alone was refused for is told, rather than that it lost. */
function ownRefusals(plan, alone, rule) {
	return runPhases(plan, alone, true).refusals.filter((refusal) => refusal.rule === rule.id);
}
function pickOne(group, members, effective, chosen) {
	let best;
	for (const trial of effective) if (!best || valueOf$1(trial.run) > valueOf$1(best.run)) best = trial;
	if (!best) return;
	for (const candidate of best.candidates) chosen.choice.set(candidate, true);
	const refused = new Set(chosen.refusals.map(({ rule }) => rule));
	for (const { rule } of members) {
		if (rule === best.rule || refused.has(rule.id)) continue;
		const run = effective.find((trial) => trial.rule === rule)?.run;
		chosen.refusals.push(lost(group, rule, best, run));
	}
}
/** Gifts have lines of their own, so they contend with nobody about one. */
function pickLines(group, effective, chosen) {
	const lines = new Map(effective.map((trial) => [trial, /* @__PURE__ */ new Set()]));
	const values = new Map(effective.map((trial) => [trial, valuesByLine(trial.run)]));
	const winners = /* @__PURE__ */ new Map();
	for (const trial of effective) for (const line of touched(trial)) {
		const rival = winners.get(line);
		if (!rival || group.mode === "best" && values.get(trial)[line] > values.get(rival)[line]) winners.set(line, trial);
	}
	for (const [line, trial] of winners) lines.get(trial).add(line);
	for (const trial of effective) {
		const won = lines.get(trial);
		const isGift = trial.rule.give.kind === "gift";
		for (const candidate of trial.candidates) chosen.choice.set(candidate, isGift || won.size > 0 && won);
		if (isGift || won.size > 0) continue;
		const winner = winners.get(touched(trial)[0]);
		chosen.refusals.push(lost(group, trial.rule, winner, trial.run));
	}
}
function lost(group, rule, winner, run) {
	const because = [{
		fact: "group",
		operator: group.mode,
		expected: winner.rule.id,
		actual: rule.id
	}];
	if (group.mode === "first" || !run) return {
		rule: rule.id,
		reason: "group.first",
		because
	};
	const [expected, actual] = [toMinor(valueOf$1(winner.run)), toMinor(valueOf$1(run))];
	because.push({
		fact: "group.valueMinor",
		operator: "atLeast",
		expected,
		actual
	});
	return {
		rule: rule.id,
		reason: "group.best",
		because
	};
}
function hasEffect(run, candidates) {
	const isOurs = (each) => each.candidate !== null && candidates.includes(each.candidate);
	return run.discounts.some(isOurs) || run.accruals.some(isOurs);
}
function touched({ run, candidates }) {
	const lines = /* @__PURE__ */ new Set();
	for (const { candidate, lines: changed } of [...run.discounts, ...run.accruals]) if (candidate && candidates.includes(candidate)) {
		for (const line of changed) if (run.lines[line].gift === null) lines.add(run.lines[line].place);
	}
	return [...lines];
}
/** In hundredths of a minor unit, so that a hundredth of a point still counts whole. */
function valueOf$1(run) {
	let value = 0;
	for (const { totalMinor } of run.discounts) value += totalMinor * 100;
	for (const { points, wallet } of run.accruals) value += worth(points, wallet);
	return value;
}
/** The same by line of the basket, units split off it included, gifts not. */
function valuesByLine(run) {
	const values = run.plan.lines.map(() => 0);
	const add = (index, value) => {
		const { place, gift } = run.lines[index];
		if (gift === null) values[place] += value;
	};
	for (const { lines, amounts } of run.discounts) lines.forEach((line, at) => add(line, amounts[at] * 100));
	for (const { lines, linePoints, wallet } of run.accruals) lines.forEach((line, at) => add(line, worth(linePoints[at], wallet)));
	return values;
}
function worth(points, { worthMinor, unitsPerPoint }) {
	return points * worthMinor * (100 / unitsPerPoint);
}
function toMinor(value) {
	return Math.floor(value / 100);
}
// evaluate/invariants.ts
/** The last word of every evaluation: sums agree, nothing is negative. A violation is a bug of the engine, never of the data. */
function assertSale(lines, totals, movements) {
	let redeemed = 0;
	let earned = 0;
	for (const line of lines) {
		assertLine(line);
		for (const { points } of line.redeemed) redeemed += points;
		for (const { points } of line.earned) earned += points;
	}
	const { grossMinor, discountMinor, redeemedMinor, netMinor } = totals;
	assert(grossMinor - discountMinor - redeemedMinor === netMinor, "totals do not add up");
	assert(redeemed === sumOf(totals.redeemed), "redeemed points of lines do not add up");
	assert(earned === sumOf(totals.earned), "earned points of lines do not add up");
	assert(redeemed === sumOf(movements.filter(({ kind }) => kind === "redeem")), "lots do not cover the redemption");
	assert(earned === sumOf(movements.filter(({ kind }) => kind === "accrue")), "lots do not hold what was earned");
	assert(movements.every(({ points }) => points > 0), "an empty movement");
}
function assertLine({ id, grossMinor, discounts, discountMinor, redeemed, redeemedMinor, netMinor, positions }) {
	let discounted = 0;
	for (const { amountMinor } of discounts) discounted += amountMinor;
	let paid = 0;
	for (const { amountMinor } of redeemed) paid += amountMinor;
	let printed = 0;
	for (const position of positions) printed += position.netMinor;
	assert(netMinor >= 0 && discountMinor >= 0 && redeemedMinor >= 0, `line ${id} is below zero`);
	assert(discounted === discountMinor && paid === redeemedMinor && printed === netMinor, `line ${id}: parts do not sum`);
	assert(grossMinor - discountMinor - redeemedMinor === netMinor, `line ${id} does not add up`);
}
function sumOf(parts) {
	let sum = 0;
	for (const { points } of parts) sum += points;
	return sum;
}
function assert(holds, broken) {
	if (!holds) throw new Error(`engine invariant: ${broken}`);
}
// evaluate/positions.ts
/**
* Splits a line until every position is whole minor units × quantity, dearest first: 89.99 for three is 2 × 30.00 and 1 × 29.99.
* A weighed quantity stays one position where some price times it rounds to the sum, its own price first.
*/
function positionsOf(netMinor, quantity, unitPriceMinor) {
	const isWhole = quantity % 1e3 === 0;
	for (const price of isWhole ? [] : [unitPriceMinor, mulDiv(netMinor, 1e3, quantity, "halfUp")]) if (mulDiv(price, quantity, 1e3, "halfUp") === netMinor) return [{
		quantity,
		unitNetMinor: price,
		netMinor
	}];
	const cheaper = mulDiv(netMinor, 1e3, quantity, "down");
	const dearQuantity = netMinor * 1e3 - cheaper * quantity;
	if (dearQuantity === 0) return [{
		quantity,
		unitNetMinor: cheaper,
		netMinor
	}];
	const dearMinor = mulDiv(cheaper + 1, dearQuantity, 1e3, "halfUp");
	return [{
		quantity: dearQuantity,
		unitNetMinor: cheaper + 1,
		netMinor: dearMinor
	}, {
		quantity: quantity - dearQuantity,
		unitNetMinor: cheaper,
		netMinor: netMinor - dearMinor
	}];
}
/** Positions of one line, dearest first, those at one price together. */
function joinPositions(positions) {
	const joined = [];
	for (const position of positions.toSorted((a, b) => b.unitNetMinor - a.unitNetMinor)) {
		const last = joined.at(-1);
		if (last?.unitNetMinor !== position.unitNetMinor) joined.push({ ...position });
		else {
			last.quantity += position.quantity;
			last.netMinor += position.netMinor;
		}
	}
	return joined;
}
// evaluate/vat.ts
/** VAT included in an amount, computed once per rate on the sum, half up; rates ascending. Lines without a rate are left out. */
function vatTotals(lines) {
	const sums = /* @__PURE__ */ new Map();
	for (const { vatRateBp, netMinor } of lines) if (vatRateBp !== void 0) sums.set(vatRateBp, (sums.get(vatRateBp) ?? 0) + netMinor);
	return [...sums].toSorted(([a], [b]) => a - b).map(([rateBp, grossMinor]) => ({
		rateBp,
		grossMinor,
		vatMinor: includedVat(grossMinor, rateBp)
	}));
}
function includedVat(grossMinor, rateBp) {
	return mulDiv(grossMinor, rateBp, 1e4 + rateBp, "halfUp");
}
// evaluate/lines.ts
/** The lines as the receipt tells them: in the order of scans, a gift's units after the line they were taken from. */
function outcomeLines(run) {
	const told = run.lines.map(toLine);
	for (const [place, splits] of run.splits) for (const split of splits) told[split] = join(told[place], told[split]);
	for (const { rule, lines, amounts } of run.discounts) for (let at = 0; at < lines.length; at += 1) {
		const line = told[lines[at]];
		const { discounts } = line;
		const amountMinor = amounts[at];
		const last = discounts.length === 0 ? void 0 : discounts[discounts.length - 1];
		if (last?.rule === rule) last.amountMinor += amountMinor;
		else discounts.push({
			rule,
			amountMinor
		});
		line.discountMinor += amountMinor;
	}
	for (const { purse, lines, amounts, linePoints } of run.redemptions) for (let at = 0; at < lines.length; at += 1) addRedeemed(told[lines[at]], purse.wallet.id, linePoints[at], amounts[at]);
	for (const { wallet, lines, linePoints } of run.accruals) for (let at = 0; at < lines.length; at += 1) {
		const line = told[lines[at]];
		if (line.earned.length === 0) line.earned = [{
			wallet: wallet.id,
			points: linePoints[at]
		}];
		else addPoints(line.earned, wallet.id, linePoints[at]);
	}
	if (run.lines.length === run.plan.lines.length) return told;
	return run.lines.map((line, index) => ({
		line,
		index
	})).filter(({ line }) => line.quantity > 0 && !line.split).toSorted((a, b) => a.line.place - b.line.place || a.index - b.index).map(({ index }) => told[index]);
}
function toLine(line) {
	const { id, fact, from, quantity, unitPriceMinor, grossMinor, leftMinor, redeemedMinor, gift } = line;
	const told = {
		id,
		from,
		sku: fact.sku,
		quantity,
		unitPriceMinor,
		grossMinor,
		discounts: [],
		discountMinor: 0,
		redeemed: [],
		redeemedMinor,
		netMinor: leftMinor,
		earned: [],
		positions: quantity === 0 ? [] : positionsOf(leftMinor, quantity, unitPriceMinor)
	};
	if (gift !== null) told.gift = gift;
	if (fact.vatRateBp !== void 0) told.vatRateBp = fact.vatRateBp;
	return told;
}
/** Units that were split off join their line again: the same line of the receipt, with positions of its own. */
function join(line, split) {
	line.quantity += split.quantity;
	line.grossMinor += split.grossMinor;
	line.redeemedMinor += split.redeemedMinor;
	line.netMinor += split.netMinor;
	line.positions = joinPositions([...line.positions, ...split.positions]);
	return line;
}
function addRedeemed({ redeemed }, wallet, points, amountMinor) {
	const known = redeemed.find((each) => each.wallet === wallet);
	if (!known) redeemed.push({
		wallet,
		points,
		amountMinor
	});
	else {
		known.points += points;
		known.amountMinor += amountMinor;
	}
}
function saleTotals(run, lines) {
	const totals = {
		grossMinor: 0,
		discountMinor: 0,
		redeemedMinor: 0,
		netMinor: 0
	};
	for (const line of lines) {
		totals.grossMinor += line.grossMinor;
		totals.discountMinor += line.discountMinor;
		totals.redeemedMinor += line.redeemedMinor;
		totals.netMinor += line.netMinor;
	}
	return {
		...totals,
		redeemed: redeemedPoints(run),
		earned: earnedPoints(run),
		vat: vatTotals(lines)
	};
}
function redeemedPoints({ redemptions }) {
	return redemptions.map(({ purse, points }) => ({
		wallet: purse.wallet.id,
		points
	}));
}
/** Per wallet, in the programme's order. */
function earnedPoints({ plan, accruals }) {
	const earned = [];
	for (const wallet of plan.compiled.wallets) for (const accrual of accruals) if (accrual.wallet === wallet) addPoints(earned, wallet.id, accrual.points);
	return earned;
}
function addPoints(into, wallet, points) {
	const known = into.find((each) => each.wallet === wallet);
	if (known) known.points += points;
	else into.push({
		wallet,
		points
	});
}
// time/zone.ts
/**
* The instant from which the local calendar shows day `dayNumber` or a later one for good, as a moment with its local offset:
* the end of the day before. Where the clock jumps over midnight it is the jump; where midnight comes twice and the old day
* with it, the second.
*/
function startOfLocalDay(dayNumber, offsets) {
	const midnight = dayNumber * dayMs;
	for (let index = offsets.length - 1; index >= 0; index -= 1) {
		const { from, offsetMinutes } = offsets[index];
		const showsMidnight = midnight - offsetMinutes * 6e4;
		if (index > 0 && Date.parse(from) >= showsMidnight) continue;
		const next = offsets[index + 1];
		const jump = next === void 0 ? Infinity : Date.parse(next.from);
		return showsMidnight < jump ? formatMoment(showsMidnight, offsetMinutes) : formatMoment(jump, next.offsetMinutes);
	}
	throw new Error("a zone has at least one offset");
}
// time/lifetime.ts
/** When a lot granted at `moment` may be spent from, and from when no longer (null: for ever). The day of grant is day 0. */
function lotDates(moment, parsed, activationDays, lifetime, offsets) {
	const activationDay = parsed.dayNumber + activationDays;
	return {
		activeFrom: activationDays === 0 ? moment : startOfLocalDay(activationDay, offsets),
		expiresAt: expiry(activationDay, lifetime, offsets)
	};
}
function expiry(activationDay, lifetime, offsets) {
	const lastDay = lastDayOf(activationDay, lifetime);
	return lastDay === null ? null : startOfLocalDay(lastDay + 1, offsets);
}
/** The local day to whose end a lot that is active from `activationDay` can be spent; null: for ever. */
function lastDayOf(activationDay, lifetime) {
	const { kind } = lifetime;
	if (kind === "never") return null;
	if (kind === "date") return dayNumberOf(lifetime.day);
	if (kind === "endOfMonth") return lastDayOfMonth(activationDay, lifetime.months);
	if (kind === "endOfQuarter") return lastDayOfMonth(activationDay, 2 - monthOf(activationDay) % 3 + 3 * lifetime.quarters);
	return activationDay + lifetime.days;
}
function monthOf(dayNumber) {
	return new Date(dayNumber * dayMs).getUTCMonth();
}
/** The last day of the month so many months after the day's own. */
function lastDayOfMonth(dayNumber, months) {
	const day = new Date(dayNumber * dayMs);
	return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months + 1, 1) / dayMs - 1;
}
// evaluate/movements.ts
/** What changes in the member's account: lots drawn soonest expiry first, then one new lot per wallet, debt paid off first. */
function saleMovements(run, totals) {
	const movements = run.redemptions.flatMap(drawn);
	const { context, compiled } = run.plan;
	const { facts, moment, member } = context;
	for (const { wallet: id, points } of totals.earned) {
		const { activationDays, lifetime } = compiled.wallets.find((wallet) => wallet.id === id);
		const lot = `${facts.receipt}:${id}`;
		const dates = lotDates(facts.moment, moment, activationDays, lifetime, facts.shop.zone.offsets);
		movements.push({
			kind: "accrue",
			wallet: id,
			lot,
			points,
			...dates
		});
		const debt = member?.debt.find((each) => each.wallet === id)?.points ?? 0;
		if (debt > 0) movements.push({
			kind: "settle",
			wallet: id,
			lot,
			points: Math.min(debt, points)
		});
	}
	return movements;
}
function drawn({ purse, points }) {
	const movements = [];
	let left = points;
	for (const { lot, lease, points: available } of purse.funds) {
		if (left === 0) break;
		const taken = Math.min(left, available);
		left -= taken;
		const movement = {
			kind: "redeem",
			wallet: purse.wallet.id,
			lot,
			points: taken
		};
		movements.push(lease === null ? movement : {
			...movement,
			lease
		});
	}
	return movements;
}
// evaluate/tiers.ts
var factOf = {
	spend: "member.spendMinor",
	purchases: "member.purchases",
	receipt: "receipt.netMinor",
	referrals: "member.referrals",
	memberDays: "member.days",
	cardType: "member.cardType"
};
/** A tier is entered when any or all of its conditions hold; one without conditions is only ever given. */
function entryHolds({ entry }, standing) {
	return entry !== void 0 && conditionsHold(entry, standing);
}
function conditionsHold(conditions, standing) {
	const holds = (condition) => conditionHolds(condition, standing);
	return "any" in conditions ? conditions.any.some(holds) : conditions.all.every(holds);
}
/** The index of the highest tier whose entry holds, or -1. */
function highestEntered(tiers, standing) {
	return tiers.findLastIndex((tier) => entryHolds(tier, standing));
}
function entryBecause({ entry }, standing) {
	return entry === void 0 ? [] : conditionsBecause(entry, standing);
}
function conditionsBecause(conditions, standing) {
	return ("any" in conditions ? conditions.any : conditions.all).map((condition) => condition.fact === "cardType" ? {
		fact: factOf.cardType,
		operator: "oneOf",
		expected: condition.oneOf,
		actual: standing.member.cardType ?? null
	} : {
		fact: factOf[condition.fact],
		operator: condition.operator,
		expected: condition.value,
		actual: valueOf(condition, standing)
	});
}
function conditionHolds(condition, standing) {
	const { cardType } = standing.member;
	if (condition.fact === "cardType") return cardType !== void 0 && condition.oneOf.includes(cardType);
	const actual = valueOf(condition, standing);
	const { operator, value } = condition;
	if (operator === "over") return actual > value;
	if (operator === "atLeast") return actual >= value;
	return operator === "under" ? actual < value : actual <= value;
}
function valueOf({ fact, withinDays }, { member, moment, change, receipt }) {
	if (fact === "receipt") return receipt;
	if (fact === "referrals") return member.referrals ?? 0;
	if (fact === "memberDays") return moment.dayNumber - dayNumberOf(member.joined);
	const { spendMinor, purchaseCount } = member;
	const past = withinDays === void 0 ? {
		spendMinor,
		purchases: purchaseCount
	} : recent(member, moment, withinDays);
	return fact === "spend" ? past.spendMinor + change.spend : past.purchases + change.purchases;
}
/** What the member's history says of the last so many local days, today included. */
function recent({ history = [] }, { dayNumber }, days) {
	const sum = {
		spendMinor: 0,
		purchases: 0
	};
	for (const { day, spendMinor, purchases } of history) {
		const age = dayNumber - dayNumberOf(day);
		if (age < 0 || age >= days) continue;
		sum.spendMinor += spendMinor;
		sum.purchases += purchases;
	}
	return sum;
}
// evaluate/phases/10-progress.ts
/** Where this receipt brings the member: several tiers up at once, valid from the next receipt. */
function tierStep({ compiled, context }, { netMinor }) {
	const { tiers, version } = compiled.filled;
	const { member, tier } = context;
	if (member === null || tiers.length === 0) return null;
	const { moment } = context;
	const standing = {
		member,
		moment,
		change: {
			spend: netMinor,
			purchases: 1
		},
		receipt: netMinor
	};
	const spend = member.spendMinor + netMinor;
	const current = tiers.findIndex(({ id }) => id === tier);
	const reached = Math.max(current, highestEntered(tiers, standing));
	const progress = progressTo(tiers.slice(reached + 1), spend);
	if (reached === current) return {
		change: {
			from: member.tier,
			to: member.tier
		},
		effects: [],
		progress,
		messages: []
	};
	const entered = tiers[reached];
	const because = entryBecause(entered, standing);
	return {
		change: {
			from: member.tier,
			to: entered.id
		},
		effects: [{
			rule: entered.id,
			version,
			kind: "tier",
			amount: spend,
			unit: "minor",
			allocations: [],
			because
		}],
		progress,
		messages: [{
			id: "tier.reached",
			args: { tier: entered.id }
		}]
	};
}
/** To the next tier that is entered by spending. Over a sum means a minor unit more than it. */
function progressTo(higher, spend) {
	for (const { id, entry } of higher) {
		const bySpend = (entry === void 0 ? [] : "any" in entry ? entry.any : entry.all).find((each) => each.fact === "spend" && each.withinDays === void 0);
		if (!bySpend || bySpend.fact === "cardType") continue;
		const goalMinor = bySpend.operator === "over" ? bySpend.value + 1 : bySpend.value;
		return [{
			tier: id,
			spendMinor: spend,
			goalMinor,
			leftMinor: Math.max(0, goalMinor - spend)
		}];
	}
	return [];
}
/** What the cashier should say besides: gifts that wait or stay open, debt that was paid off. */
function saleMessages(run, movements, lines) {
	const { member, moment } = run.plan.context;
	if (member === null) return [];
	const messages = [];
	for (const entitlement of member.entitlements) {
		const { id, gift } = entitlement;
		if (!gift || !isValidAt(entitlement, moment)) continue;
		const given = givenOf(id, lines);
		const quantity = gift.quantity - given;
		if (quantity > 0) messages.push({
			id: given === 0 ? "gift.waiting" : "gift.left",
			args: {
				entitlement: id,
				sku: gift.sku,
				quantity
			}
		});
	}
	for (const movement of movements) if (movement.kind === "settle") messages.push({
		id: "debt.settled",
		args: {
			wallet: movement.wallet,
			points: movement.points
		}
	});
	return messages;
}
function givenOf(entitlement, lines) {
	let quantity = 0;
	for (const line of lines) if (line.gift === entitlement) quantity += line.quantity;
	return quantity;
}
// evaluate/purses.ts
/** What the member may spend now, per wallet, soonest expiry first: a member's own lots, or those of the leases alone. */
function readPurses({ wallets }, { member, facts, moment }) {
	if (member === null) return [];
	const { spending } = facts;
	const offered = spending?.level === "lease" ? spending.leases.flatMap(({ lease, lots }) => lots.map((lot) => ({
		lot,
		lease
	}))) : member.lots.map((lot) => ({
		lot,
		lease: null
	}));
	return wallets.map((wallet) => {
		const funds = offered.filter(({ lot }) => lot.wallet === wallet.id && isSpendable(lot, moment.instantMs));
		if (funds.length > 1) funds.sort(bySoonestExpiry$1);
		return {
			wallet,
			funds: funds.map(toFund),
			availablePoints: funds.reduce((sum, { lot }) => sum + lot.points, 0)
		};
	});
}
function isSpendable({ points, activeFrom, expiresAt }, instantMs) {
	return points > 0 && Date.parse(activeFrom) <= instantMs && expiryMs$1(expiresAt) > instantMs;
}
function toFund({ lot, lease }) {
	return {
		lot: lot.id,
		lease,
		points: lot.points
	};
}
/** Ties: the older lot, then ids, so that the order in which a snapshot lists them decides nothing. */
function bySoonestExpiry$1(a, b) {
	const [left, right] = [expiryMs$1(a.lot.expiresAt), expiryMs$1(b.lot.expiresAt)];
	if (left !== right) return left < right ? -1 : 1;
	const age = Date.parse(a.lot.activeFrom) - Date.parse(b.lot.activeFrom);
	if (age !== 0) return age;
	if (a.lot.id !== b.lot.id) return a.lot.id < b.lot.id ? -1 : 1;
	return (a.lease ?? "") < (b.lease ?? "") ? -1 : 1;
}
function expiryMs$1(expiresAt) {
	return expiresAt === null ? Infinity : Date.parse(expiresAt);
}
// evaluate/select.ts
/** The rules that concern this basket, each with the lines its goods match. */
function selectRules({ index, host }, context, lines) {
	const matched = /* @__PURE__ */ new Map();
	const shelved = /* @__PURE__ */ new Map();
	for (let at = 0; at < lines.length; at += 1) {
		const { fact } = lines[at];
		const { sku, brand, categories, tags } = fact;
		collect(matched, shelved, index.bySku.get(sku), fact, at);
		if (brand !== void 0) collect(matched, shelved, index.byBrand.get(brand), fact, at);
		if (categories) for (const category of categories) collect(matched, shelved, index.byCategory.get(category), fact, at);
		if (tags) for (const tag of tags) collect(matched, shelved, index.byTag.get(tag), fact, at);
	}
	const candidates = [];
	const found = (rule, at) => {
		const entitlement = rule.entitled ? context.unlocked.get(rule.id) ?? null : null;
		candidates.push(toCandidate(rule, context, lines, at, entitlement));
	};
	shelved.forEach((at, { plain }) => {
		for (const rule of plain) found(rule, at);
	});
	matched.forEach((at, rule) => found(rule, at));
	for (const rule of index.always) {
		const at = linesThat(rule.goods, lines);
		if (at.length > 0) found(rule, at);
	}
	for (const rule of unlockedRules(index, context)) if (!candidates.some((each) => each.rule === rule)) found(rule, linesThat(rule.goods, lines));
	const hosted = linesThat(isHosted, lines);
	if (hosted.length > 0) found(host, hosted);
	return candidates;
}
/** What a code or an entitlement opens is told of even where the basket has none of its goods. */
function unlockedRules({ byCode, byPromotion }, { codes, unlocked }) {
	if (codes.length === 0 && unlocked.size === 0) return nothingUnlocked;
	const rules = /* @__PURE__ */ new Set();
	for (const code of codes) for (const rule of byCode.get(code) ?? []) if (rule.give.kind !== "gift") rules.add(rule);
	for (const promotion of unlocked.keys()) {
		const rule = byPromotion.get(promotion);
		if (rule?.entitled) rules.add(rule);
	}
	return rules;
}
var nothingUnlocked = /* @__PURE__ */ new Set();
function isHosted({ hostDiscountMinor }) {
	return hostDiscountMinor !== void 0;
}
/** A promotion as this basket finds it, whether it concerns it or not; of a gift without any entitlement. */
function candidateOf(rule, context, lines) {
	return toCandidate(rule, context, lines, linesThat(rule.goods, lines), context.unlocked.get(rule.id) ?? null);
}
/** A gift that is to be rung now. */
function giftCandidate(rule, context, lines, gift) {
	const { failed, thresholdLines } = toCandidate(rule, context, lines, [], gift);
	return {
		rule,
		lines: [],
		thresholdLines,
		entitlement: gift,
		failed
	};
}
function inOrder(candidates) {
	return candidates.toSorted((a, b) => a.rule.order - b.rule.order);
}
function byPhase(candidates) {
	const phases = {
		2: [],
		3: [],
		4: [],
		5: [],
		6: [],
		8: [],
		9: [],
		10: []
	};
	for (const candidate of candidates) phases[candidate.rule.phase].push(candidate);
	return phases;
}
function collect(matched, shelved, shelf, fact, at) {
	if (shelf === void 0) return;
	if (shelf.plain.length > 0) add$1(shelved, shelf, at);
	for (const rule of shelf.tested) if (rule.goods(fact)) add$1(matched, rule, at);
}
/** Two of the line's categories may lead to the same rule, or be the same. */
function add$1(into, key, at) {
	const found = into.get(key);
	if (found === void 0) into.set(key, [at]);
	else if (found[found.length - 1] !== at) found.push(at);
}
function toCandidate(rule, context, lines, matched, entitlement) {
	const goods = rule.threshold?.goods ?? null;
	const unmet = firstFailure(rule.conditions, context);
	const needsLines = rule.give.kind !== "gift" && matched.length === 0;
	return {
		rule,
		lines: matched,
		thresholdLines: goods === null ? null : linesThat(goods, lines),
		entitlement,
		failed: unmet ?? (needsLines ? noGoods(rule) : null)
	};
}
function firstFailure(conditions, context) {
	for (const condition of conditions) if (!condition.holds(context)) return condition;
	return null;
}
function noGoods(rule) {
	return {
		reason: "goods.none",
		fact: "lines",
		operator: "match",
		expected: rule.goodsSaid,
		actual: () => 0,
		holds: () => false
	};
}
function linesThat(goods, lines) {
	const matching = [];
	for (let at = 0; at < lines.length; at += 1) if (goods === null || goods(lines[at].fact)) matching.push(at);
	return matching;
}
// evaluate/wishes.ts
/** The gifts to ring now, in the order they were asked for; what can't be one is refused by its id. */
function giftWishes({ index }, context, lines) {
	const candidates = [];
	const refusals = [];
	for (const id of new Set(context.facts.gifts)) {
		const gift = findGift(context, id);
		if ("reason" in gift) {
			refusals.push(gift);
			continue;
		}
		const rule = index.byPromotion.get(gift.promotion);
		if (rule?.give.kind === "gift") candidates.push(giftCandidate(rule, context, lines, gift));
		else refusals.push(unknownPromotion(id, gift.promotion));
	}
	return {
		candidates,
		refusals
	};
}
function findGift(context, id) {
	const { facts, member, moment } = context;
	if (facts.member === null) return refusal(id, "member.none", "member", "is", true, false);
	if (member === null) return refusal(id, "member.blocked", "member.blocked", "is", false, true);
	const gift = member.entitlements.find((each) => each.id === id && each.gift !== void 0);
	if (!gift) return refusal(id, "entitlement.missing", "member.entitlements", "includes", id, null);
	if (isValidAt(gift, moment)) return gift;
	return gift.validUntil !== void 0 && Date.parse(gift.validUntil) <= moment.instantMs ? refusal(id, "schedule.over", "moment", "before", gift.validUntil, facts.moment) : refusal(id, "schedule.notYet", "moment", "atLeast", gift.validFrom, facts.moment);
}
/** Codes that open nothing: no promotion asks for them, and no coupon of the member has that id. */
function codeRefusals({ index }, { codes, facts }) {
	const refusals = [];
	for (const code of new Set(codes)) {
		if (index.byCode.has(code)) continue;
		const coupon = facts.member?.entitlements.find((each) => each.id === code);
		if (!coupon) refusals.push({
			rule: code,
			reason: "code.unknown",
			because: []
		});
		else if (!index.byPromotion.has(coupon.promotion)) refusals.push(unknownPromotion(code, coupon.promotion));
	}
	return refusals;
}
function unknownPromotion(id, promotion) {
	return refusal(id, "entitlement.unknown", "programme.promotions", "includes", promotion, null);
}
function refusal(rule, reason, fact, operator, expected, actual) {
	return {
		rule,
		reason,
		because: [{
			fact,
			operator,
			expected,
			actual
		}]
	};
}
// evaluate/evaluate.ts
/** What the sale comes to. Pure: the same programme and facts give the same bytes, for ever. Throws only on a bug. */
function evaluate(compiled, facts) {
	const context = readContext(compiled, facts);
	const lines = joinScans(facts.lines);
	const wishes = giftWishes(compiled, context, lines);
	const candidates = inOrder([...selectRules(compiled, context, lines), ...wishes.candidates]);
	const plan = {
		compiled,
		context,
		lines,
		candidates,
		phases: byPhase(candidates),
		purses: readPurses(compiled, context)
	};
	const { choice, refusals } = chooseInGroups(plan);
	return toOutcome(runPhases(plan, choice, true), [
		...refusals,
		...wishes.refusals,
		...codeRefusals(compiled, context)
	]);
}
function toOutcome(run, refusals) {
	const lines = outcomeLines(run);
	const totals = saleTotals(run, lines);
	const movements = saleMovements(run, totals);
	assertSale(lines, totals, movements);
	const step = tierStep(run.plan, totals);
	const moved = step !== null && step.change.from !== step.change.to;
	return {
		kind: "sale",
		lines,
		totals,
		movements,
		entitlements: { used: entitlementsUsed(run, lines) },
		tier: moved ? step.change : null,
		effects: [...saleEffects(run), ...step?.effects ?? []],
		rejections: saleRejections(run, refusals),
		progress: step?.progress ?? [],
		messages: [...step?.messages ?? [], ...saleMessages(run, movements, lines)],
		redeemable: run.offers
	};
}
/** Gifts by what was given; a coupon is used up by the receipt that it changed. */
function entitlementsUsed(run, lines) {
	const used = /* @__PURE__ */ new Map();
	for (const { candidate } of [...run.discounts, ...run.accruals]) {
		const entitlement = candidate?.entitlement;
		if (!entitlement || used.has(entitlement.id)) continue;
		const { id, kind, gift } = entitlement;
		if (gift) {
			const quantity = givenOf(id, lines);
			used.set(id, {
				id,
				quantity,
				closed: quantity === gift.quantity
			});
		} else if (kind === "coupon") used.set(id, {
			id,
			quantity: 1e3,
			closed: true
		});
	}
	return [...used.values()];
}
// evaluate/explain-rule.ts
/**
* Why a promotion gives nothing on this sale, also one that the sale does not concern and whose refusal an Outcome leaves out.
* Null: it does give something, or would if it were asked for (a gift that waits), or the programme has no such promotion.
*/
function explain(compiled, facts, rule) {
	const { effects, rejections } = evaluate(compiled, facts);
	if (effects.some((each) => each.rule === rule)) return null;
	const told = rejections.find((each) => each.rule === rule);
	if (told) return told;
	const promotion = compiled.index.byPromotion.get(rule);
	if (!promotion) return null;
	const context = readContext(compiled, facts);
	const { failed } = candidateOf(promotion, context, joinScans(facts.lines));
	if (failed !== null) return {
		rule,
		reason: failed.reason,
		because: [toBecause(failed, context)]
	};
	if (promotion.give.kind !== "gift") return {
		rule,
		reason: "amount.nothing",
		because: []
	};
	if (context.member?.entitlements.some((each) => each.promotion === rule && each.gift !== void 0)) return null;
	return {
		rule,
		reason: "entitlement.missing",
		because: [{
			fact: "member.entitlements",
			operator: "includes",
			expected: rule,
			actual: null
		}]
	};
}
// reverse/account.ts
/**
* What the return changes in the account. First what was spent goes back to its lots, last spent first, and pays off debt;
* then what was earned is taken: from the sale's own lot, then from others (soonest expiry first), then as debt. So a balance
* and a debt are never both above zero.
*/
function returnMovements({ filled }, { sale, facts }, reinstated, reinstatedBefore, clawedBack) {
	const { member } = facts;
	if (member === null) return [];
	const books = {
		lots: new Map(member.lots.map((lot) => [lot.id, { ...lot }])),
		debt: new Map(member.debt.map(({ wallet, points }) => [wallet, points])),
		movements: []
	};
	const spentLots = lotsOfSale(sale.facts);
	const revivedUntil = endOfGrace(facts, filled.reinstateDays);
	for (const { wallet, points } of reinstated) {
		const before = reinstatedBefore.find((each) => each.wallet === wallet)?.points ?? 0;
		for (const back of spentLast(sale.outcome.movements, wallet, before, points)) reinstate(books, books.lots.get(back.lot) ?? {
			...spentLots.get(back.lot),
			points: 0
		}, back.points, facts.moment, revivedUntil);
	}
	for (const { wallet, points } of clawedBack) clawBack(books, wallet, points, accruedLots(sale.outcome.movements, wallet), facts);
	return books.movements;
}
function reinstate(books, lot, points, moment, revivedUntil) {
	const { id, wallet, activeFrom } = lot;
	const expiresAt = lot.expiresAt !== null && Date.parse(lot.expiresAt) <= Date.parse(moment) ? revivedUntil : lot.expiresAt;
	books.movements.push({
		kind: "reinstate",
		wallet,
		lot: id,
		points,
		activeFrom,
		expiresAt
	});
	const owed = Math.min(books.debt.get(wallet) ?? 0, points);
	if (owed > 0) {
		books.debt.set(wallet, books.debt.get(wallet) - owed);
		books.movements.push({
			kind: "settle",
			wallet,
			lot: id,
			points: owed
		});
	}
	books.lots.set(id, {
		...lot,
		points: lot.points + points - owed,
		expiresAt
	});
}
function clawBack(books, wallet, points, own, facts) {
	const nowMs = Date.parse(facts.moment);
	const others = [...books.lots.values()].filter((lot) => lot.wallet === wallet && !own.includes(lot.id) && expiryMs(lot) > nowMs);
	let left = points;
	for (const id of [...own, ...others.toSorted(bySoonestExpiry).map((lot) => lot.id)]) {
		const lot = books.lots.get(id);
		const taken = Math.min(left, lot?.points ?? 0);
		if (taken === 0) continue;
		lot.points -= taken;
		left -= taken;
		books.movements.push({
			kind: "clawback",
			wallet,
			lot: id,
			points: taken
		});
	}
	if (left > 0) books.movements.push({
		kind: "debt",
		wallet,
		points: left
	});
}
/** The spent parts of lots in reverse order, from after those that came back before. */
function spentLast(movements, wallet, before, points) {
	const back = [];
	let skip = before;
	let left = points;
	for (const movement of movements.toReversed()) {
		if (movement.kind !== "redeem" || movement.wallet !== wallet) continue;
		const skipped = Math.min(skip, movement.points);
		skip -= skipped;
		const taken = Math.min(left, movement.points - skipped);
		left -= taken;
		if (taken > 0) back.push({
			lot: movement.lot,
			points: taken
		});
	}
	return back;
}
function accruedLots(movements, wallet) {
	return movements.flatMap((each) => each.kind === "accrue" && each.wallet === wallet ? [each.lot] : []);
}
/** Every lot the sale could spend, its own dates with it. */
function lotsOfSale({ member, spending }) {
	const leased = spending?.level === "lease" ? spending.leases.flatMap(({ lots }) => lots) : [];
	return new Map([...member?.lots ?? [], ...leased].map((lot) => [lot.id, lot]));
}
/** The end of the local day `reinstateDays` after the return: how long a lot lives that had expired. */
function endOfGrace({ moment, shop }, reinstateDays) {
	return startOfLocalDay(parseMoment(moment).dayNumber + reinstateDays + 1, shop.zone.offsets);
}
function bySoonestExpiry(a, b) {
	const [left, right] = [expiryMs(a), expiryMs(b)];
	if (left !== right) return left < right ? -1 : 1;
	const age = Date.parse(a.activeFrom) - Date.parse(b.activeFrom);
	return age === 0 ? a.id < b.id ? -1 : 1 : age;
}
function expiryMs({ expiresAt }) {
	return expiresAt === null ? Infinity : Date.parse(expiresAt);
}
// reverse/refused.ts
/** A return that the sale does not allow. `code` is in the error registry; `args` name the line and the quantities in thousandths. */
var ReturnRefused = class extends Error {
	code;
	args;
	constructor(code, args) {
		super(`${code} ${JSON.stringify(args)}`);
		this.name = "ReturnRefused";
		this.code = code;
		this.args = args;
	}
};
// reverse/shares.ts
/** The parts asked for, each line once. Throws ReturnRefused for what was not sold, or not so much of it. */
function partsOf({ sale, returned, lines }) {
	const before = sumByLine(returned);
	return [...sumByLine(lines)].map(([id, quantity]) => {
		const line = sale.outcome.lines.find((each) => each.id === id);
		if (!line) throw new ReturnRefused("return.unknownLine", { line: id });
		const from = before.get(id) ?? 0;
		if (from + quantity > line.quantity) throw new ReturnRefused("return.moreThanSold", {
			line: id,
			sold: line.quantity,
			returned: from,
			asked: quantity
		});
		return {
			line,
			from,
			to: from + quantity
		};
	});
}
function sumByLine(lines) {
	const sums = /* @__PURE__ */ new Map();
	for (const { line, quantity } of lines) sums.set(line, (sums.get(line) ?? 0) + quantity);
	return sums;
}
/** What paper says is what is refunded: units come back in the order of the printed positions, each at its position's price. */
function positionsBack({ line, from, to }) {
	const back = [];
	let start = 0;
	for (const position of line.positions) {
		const [first, last] = [Math.max(from, start) - start, Math.min(to, start + position.quantity) - start];
		start += position.quantity;
		if (last <= first) continue;
		const netMinor = positionUpTo(position, last) - positionUpTo(position, first);
		back.push({
			quantity: last - first,
			unitNetMinor: position.unitNetMinor,
			netMinor
		});
	}
	return back;
}
/** What the first `quantity` thousandths of the line were paid. */
function paidUpTo(line, quantity) {
	let sum = 0;
	for (const { netMinor } of positionsBack({
		line,
		from: 0,
		to: quantity
	})) sum += netMinor;
	return sum;
}
function positionUpTo({ quantity, unitNetMinor, netMinor }, done) {
	return done === quantity ? netMinor : Math.min(netMinor, mulDiv(unitNetMinor, done, 1e3, "halfUp"));
}
/** The part's share of the line's points, by cumulative difference, half up; wallets with nothing left out. */
function pointsOfPart(points, { line, from, to }) {
	return points.map(({ wallet, points: whole }) => ({
		wallet,
		points: cumulativeShare(whole, to, line.quantity) - cumulativeShare(whole, from, line.quantity)
	})).filter((each) => each.points > 0);
}
/** Sums per wallet, in the order of `wallets`. */
function sumByWallet(wallets, parts) {
	return wallets.map((wallet) => ({
		wallet,
		points: parts.reduce((sum, each) => sum + (each.wallet === wallet ? each.points : 0), 0)
	})).filter(({ points }) => points > 0);
}
// reverse/tier.ts
/**
* A tier whose entry the return undoes is lost at once: its entry held before and does not after. The member falls to the
* highest lower tier whose entry still holds, and never below the one this very sale had lifted them from.
*/
function tierLost(tiers, { sale, facts }, refund) {
	const { member } = facts;
	const current = tiers.findIndex(({ id }) => id === member?.tier);
	if (member === null || current < 1) return null;
	const remaining = sale.outcome.totals.netMinor - refund.beforeMinor;
	const before = {
		member,
		moment: parseMoment(facts.moment),
		change: {
			spend: 0,
			purchases: 0
		},
		receipt: remaining
	};
	const purchases = refund.whole && member.purchaseCount > 0 ? -1 : 0;
	const after = {
		...before,
		change: {
			spend: -refund.nowMinor,
			purchases
		},
		receipt: remaining - refund.nowMinor
	};
	const tier = tiers[current];
	if (!entryHolds(tier, before) || entryHolds(tier, after)) return null;
	const lifted = sale.outcome.tier?.to === tier.id ? tiers.findIndex(({ id }) => id === sale.outcome.tier.from) : -1;
	const lower = Math.max(0, lifted, highestEntered(tiers.slice(0, current), after));
	return {
		change: {
			from: tier.id,
			to: tiers[lower].id
		},
		because: entryBecause(tier, after)
	};
}
// reverse/vat.ts
/** VAT per rate by cumulative difference, so that the returns of a sale sum to the VAT of the sale. */
function returnVat(lines, returnedBefore, parts) {
	const now = /* @__PURE__ */ new Map();
	for (const { line, from, to } of parts) if (line.vatRateBp !== void 0) add(now, line.vatRateBp, paidUpTo(line, to) - paidUpTo(line, from));
	const before = /* @__PURE__ */ new Map();
	for (const line of lines) if (line.vatRateBp !== void 0) add(before, line.vatRateBp, paidUpTo(line, returnedBefore.get(line.id) ?? 0));
	return [...now].toSorted(([a], [b]) => a - b).map(([rateBp, grossMinor]) => {
		const already = before.get(rateBp) ?? 0;
		return {
			rateBp,
			grossMinor,
			vatMinor: includedVat(already + grossMinor, rateBp) - includedVat(already, rateBp)
		};
	});
}
function add(sums, key, value) {
	sums.set(key, (sums.get(key) ?? 0) + value);
}
// reverse/reverse.ts
/**
* Undoes a part of a sale: the stored net of its units is refunded and nothing else recalculated. Points move only where the
* sale's member is at hand. Throws ReturnRefused for more than was sold, otherwise only on a bug.
*/
function reverse(compiled, input) {
	const { sale, facts } = input;
	const parts = partsOf(input);
	const before = sumByLine(input.returned);
	const known = facts.member !== null && facts.member.id === sale.facts.member?.id;
	const lines = parts.map((part) => returnLine(part, known));
	const wallets = compiled.wallets.map(({ id }) => id);
	const reinstated = sumByWallet(wallets, lines.flatMap((line) => line.reinstated));
	const clawedBack = sumByWallet(wallets, lines.flatMap((line) => line.clawedBack));
	const movements = known ? returnMovements(compiled, input, reinstated, reinstatedBefore(input, wallets), clawedBack) : [];
	const refundMinor = sum(lines.map((line) => line.refundMinor));
	assertReturn(movements, reinstated, clawedBack);
	const refund = {
		beforeMinor: sum(sale.outcome.lines.map((line) => paidUpTo(line, before.get(line.id) ?? 0))),
		nowMinor: refundMinor,
		whole: isWhole(input, parts, before)
	};
	const lost = known ? tierLost(compiled.filled.tiers, input, refund) : null;
	return {
		kind: "return",
		lines,
		totals: {
			refundMinor,
			reinstated,
			clawedBack,
			vat: returnVat(sale.outcome.lines, before, parts)
		},
		movements,
		entitlements: { reopened: reopened(lines) },
		tier: lost?.change ?? null,
		effects: [
			...pointEffects(compiled, lines, "reinstatement", reinstated),
			...pointEffects(compiled, lines, "clawback", clawedBack),
			...lost ? [tierEffect(compiled, lost, facts.member.spendMinor - refundMinor)] : []
		],
		rejections: known ? [] : strangerRejections(input),
		progress: known ? progressAfter(compiled, input, lost?.change.to ?? facts.member.tier, refundMinor) : [],
		messages: returnMessages(movements, lost?.change.from ?? null, lost?.change.to ?? null)
	};
}
function returnLine(part, known) {
	const { id, sku, redeemed, earned, gift, vatRateBp } = part.line;
	const positions = positionsBack(part);
	const line = {
		line: id,
		sku,
		quantity: part.to - part.from,
		refundMinor: sum(positions.map(({ netMinor }) => netMinor)),
		positions,
		reinstated: known ? pointsOfPart(redeemed, part) : [],
		clawedBack: known ? pointsOfPart(earned, part) : []
	};
	if (gift !== void 0) line.gift = gift;
	if (vatRateBp !== void 0) line.vatRateBp = vatRateBp;
	return line;
}
/** What the earlier returns of this sale gave back, per wallet. */
function reinstatedBefore({ sale, returned }, wallets) {
	const earlier = sumByLine(returned);
	return sumByWallet(wallets, sale.outcome.lines.flatMap((line) => pointsOfPart(line.redeemed, {
		line,
		from: 0,
		to: earlier.get(line.id) ?? 0
	})));
}
/** Whether nothing of the sale remains with the buyer after this. */
function isWhole({ sale }, parts, before) {
	return sale.outcome.lines.every((line) => {
		return (parts.find((part) => part.line === line)?.to ?? before.get(line.id) ?? 0) === line.quantity;
	});
}
/** A gift returned may be taken again. */
function reopened(lines) {
	const quantities = /* @__PURE__ */ new Map();
	for (const { gift, quantity } of lines) if (gift !== void 0) quantities.set(gift, (quantities.get(gift) ?? 0) + quantity);
	return [...quantities].map(([id, quantity]) => ({
		id,
		quantity
	}));
}
function pointEffects({ filled }, lines, kind, totals) {
	const of = (line) => kind === "reinstatement" ? line.reinstated : line.clawedBack;
	return totals.map(({ wallet, points }) => ({
		rule: wallet,
		version: filled.version,
		kind,
		amount: points,
		unit: wallet,
		allocations: lines.flatMap((line) => of(line).flatMap((part) => part.wallet === wallet ? [{
			line: line.line,
			amount: part.points
		}] : [])),
		because: [{
			fact: "lines.returned",
			operator: "shareOf",
			expected: wallet,
			actual: lines.length
		}]
	}));
}
function tierEffect({ filled }, { change, because }, spendMinor) {
	const { version } = filled;
	return {
		rule: change.from,
		version,
		kind: "tier",
		amount: spendMinor,
		unit: "minor",
		allocations: [],
		because
	};
}
/** The sale was somebody's, but they are not here (or another is): money goes back, points stay as they are. */
function strangerRejections({ sale, facts }) {
	const expected = sale.facts.member?.id;
	if (expected === void 0) return [];
	return [{
		rule: "return",
		reason: "return.otherMember",
		because: [{
			fact: "member.id",
			operator: "is",
			expected,
			actual: facts.member?.id ?? null
		}]
	}];
}
function progressAfter({ filled }, { facts }, tier, refundMinor) {
	const { tiers } = filled;
	const current = Math.max(0, tiers.findIndex(({ id }) => id === tier));
	return progressTo(tiers.slice(current + 1), facts.member.spendMinor - refundMinor);
}
function returnMessages(movements, from, to) {
	const messages = from === null ? [] : [{
		id: "tier.lost",
		args: {
			from,
			to: to ?? ""
		}
	}];
	for (const { kind, wallet, points } of movements) if (kind === "settle") messages.push({
		id: "debt.settled",
		args: {
			wallet,
			points
		}
	});
	else if (kind === "debt") messages.push({
		id: "debt.grown",
		args: {
			wallet,
			points
		}
	});
	return messages;
}
function assertReturn(movements, reinstated, clawedBack) {
	const moved = (...kinds) => sum(movements.filter(({ kind }) => kinds.includes(kind)).map(({ points }) => points));
	assert(moved("reinstate") === sum(reinstated.map(({ points }) => points)), "reinstated points do not add up");
	assert(moved("clawback", "debt") === sum(clawedBack.map(({ points }) => points)), "clawed back points do not add up");
	assert(movements.every(({ points }) => points > 0), "an empty movement");
}
function sum(values) {
	return values.reduce((total, value) => total + value, 0);
}
// engine-entry.ts
/**
* All that a released engine exports: frozen as one module under engines/, with nothing outside it. A change that alters
* any outcome takes the next semantics number.
*/
var semantics = 1;
export { compile, evaluate, explain, reverse, semantics };
