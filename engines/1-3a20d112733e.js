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
	pointsPer: { base: "paid" },
	donation: { base: "paid" },
	partner: {
		earnBp: 1e4,
		spendBp: 1e4
	},
	cheapestFree: {
		free: 1,
		rateBp: 1e4
	},
	buyGet: { rateBp: 1e4 },
	privilege: { costMinor: 0 },
	onReturn: "keep",
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
		reinstateDays: programme.returns?.reinstateDays ?? defaults.reinstateDays,
		access: programme.access ?? [],
		accrualsPerDay: programme.limits?.accrualsPerDay ?? null,
		causes: programme.causes ?? [],
		coalition: fillCoalition(programme.coalition)
	};
}
function fillCoalition(coalition) {
	if (!coalition) return null;
	const { operator, partners } = coalition;
	return {
		operator,
		partners: partners.map((partner) => ({
			...defaults.partner,
			...partner
		}))
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
/** Rules that are no promotions ask what a promotion would ask: this makes one of them. */
function fillPromotion(promotion) {
	const { id, name, when, give, keeps, group, priority, limits, onReturn } = promotion;
	return {
		id,
		name,
		when: when ?? defaults.when,
		give: fillGive(give),
		keeps: {
			...defaults.keeps,
			...keeps
		},
		group: group ?? null,
		priority: priority ?? defaults.priority,
		limits: limits ?? null,
		onReturn: onReturn ?? defaults.onReturn
	};
}
function fillGive(give) {
	if (give.kind === "buyGet") return {
		...give,
		get: {
			...defaults.buyGet,
			...give.get
		}
	};
	if (give.kind === "pointsRate") return {
		...defaults.pointsRate,
		...give
	};
	if (give.kind === "cheapestFree") return {
		...defaults.cheapestFree,
		...give
	};
	if (give.kind === "pointsPer") return {
		...defaults.pointsPer,
		...give
	};
	if (give.kind === "donation") return {
		...defaults.donation,
		...give
	};
	return give.kind === "privilege" ? {
		...defaults.privilege,
		...give
	} : give;
}
// time/moment.ts
var dayMs = 864e5;
/** 1970-01-01 was a Thursday. */
var weekdayOfDayZero = 3;
/** Parses `2026-11-23T18:59:59+03:00` (a validated moment). */
function parseMoment(moment) {
	const instantMs = Date.parse(moment);
	const localMs = instantMs + offsetMs(moment);
	const dayNumber = Math.floor(localMs / dayMs);
	return {
		instantMs,
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
/** The calendar day, `2026-11-23`, of days since 1970-01-01. */
function dayOf(dayNumber) {
	return (/* @__PURE__ */ new Date(dayNumber * dayMs)).toISOString().slice(0, 10);
}
/** How far the clock that showed it was ahead of UTC: `Z`, or `+03:00` at its end. */
function offsetMs(moment) {
	if (moment.endsWith("Z")) return 0;
	const minutes = Number(moment.slice(-5, -3)) * 60 + Number(moment.slice(-2));
	return (moment.at(-6) === "-" ? -minutes : minutes) * 6e4;
}
/** The moment as text by a clock that is `offsetMinutes` ahead of UTC, whole seconds. */
function formatMoment(instantMs, offsetMinutes) {
	const local = new Date(instantMs + offsetMinutes * 6e4).toISOString().slice(0, 19);
	const absolute = Math.abs(offsetMinutes);
	const minutes = absolute % 60;
	return `${local}${offsetMinutes < 0 ? "-" : "+"}${twoDigits$1((absolute - minutes) / 60)}:${twoDigits$1(minutes)}`;
}
function twoDigits$1(value) {
	return value < 10 ? `0${value}` : String(value);
}
// compile/comparisons.ts
/** The value a fact has is one of those that are expected. */
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
/** A number that is known and not above (below) the expected one. */
function bounded(reason, fact, operator, expected, read) {
	return {
		reason,
		fact,
		operator,
		expected,
		actual: read,
		holds: (context) => {
			const value = read(context);
			return value !== null && (operator === "under" ? value < expected : value <= expected);
		}
	};
}
/** Over: more than. At least: as much or more. */
function reaches(value, operator, expected) {
	return operator === "over" ? value > expected : value >= expected;
}
/** Days around the yearly return of a date of the member, and whether the date is on file for long enough. */
function dateConditions(around) {
	const condition = (reason, holds) => ({
		reason,
		fact: "member.dates",
		operator: "within",
		expected: around,
		actual: (context) => datesOf(context, around.id).map(({ month, day }) => `${twoDigits(month)}-${twoDigits(day)}`),
		holds
	});
	return [condition("audience.date", (context) => nearDates(context, around).length > 0), condition("audience.dateNew", (context) => nearDates(context, around).some(({ recorded }) => context.moment.dayNumber - dayNumberOf(recorded) >= 30))];
}
function datesOf({ member }, id) {
	return (member?.dates ?? []).filter((date) => date.id === id);
}
function nearDates(context, { id, daysBefore, daysAfter }) {
	const { dayNumber } = context.moment;
	const year = new Date(dayNumber * dayMs).getUTCFullYear();
	return datesOf(context, id).filter((date) => [
		year - 1,
		year,
		year + 1
	].some((each) => {
		const past = dayNumber - yearlyReturn(date, each);
		return past >= -daysBefore && past <= daysAfter;
	}));
}
/** 29 February is the 28th in the years that have none. */
function yearlyReturn({ month, day }, year) {
	const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
	return Date.UTC(year, month - 1, Math.min(day, lastDay)) / dayMs;
}
function twoDigits(value) {
	return value < 10 ? `0${value}` : String(value);
}
// compile/identification.ts
/** Dynamic QR, then card, then phone and code word, then phone. */
var identificationStrength = {
	phone: 1,
	phoneCode: 2,
	card: 3,
	dynamicQr: 4
};
// compile/audience.ts
/** Being on a list, and being nobody's card, are known of strangers too; all else only of members. */
function asksForMember(audience) {
	if (audience === void 0 || audience.member === false) return false;
	return Object.entries(audience).some(([key, value]) => key !== "lists" && value !== void 0);
}
/** A member is here, is not blocked, and is known at least this surely. */
function knownMember(least) {
	return [
		memberShown,
		memberNotBlocked,
		identified(least)
	];
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
/** In the order in which the first failure is told. */
function audienceConditions(audience) {
	const { member, tiers, segments, notSegments, cardTypes, regions, links, date, lists } = audience;
	const conditions = [];
	if (member === false) conditions.push(oneOf("audience.member", "member", [false], ({ facts }) => facts.member !== null));
	if (tiers) conditions.push(oneOf("audience.tier", "member.tier", tiers, ({ tier }) => tier));
	if (segments) conditions.push(inSegments(segments));
	if (notSegments) conditions.push(inNoSegment(notSegments));
	if (cardTypes) conditions.push(oneOf("audience.cardType", "member.cardType", cardTypes, ({ member: known }) => known?.cardType));
	if (regions) conditions.push(oneOf("audience.region", "member.region", regions, ({ member: known }) => known?.region));
	if (links) conditions.push(oneOf("audience.link", "member.joinedBy", links, ({ member: known }) => known?.joinedBy));
	conditions.push(...relations(audience), ...attributes(audience));
	if (audience.joinedWithinDays !== void 0) conditions.push(joinedWithin(audience.joinedWithinDays));
	if (date) conditions.push(...dateConditions(date));
	if (lists) conditions.push(onList(lists));
	return conditions;
}
function inSegments(segments) {
	return {
		reason: "audience.segment",
		fact: "member.segments",
		operator: "anyOf",
		expected: segments,
		actual: (context) => context.segments,
		holds: (context) => context.segments.some((segment) => segments.includes(segment))
	};
}
function inNoSegment(segments) {
	return {
		reason: "audience.notSegment",
		fact: "member.segments",
		operator: "noneOf",
		expected: segments,
		actual: (context) => context.segments,
		holds: (context) => !context.segments.some((segment) => segments.includes(segment))
	};
}
/** Whether somebody brought the member, and whether an agent leads them. */
function relations({ referred, agent }) {
	const conditions = [];
	if (referred !== void 0) conditions.push(oneOf("audience.referred", "member.referrers", [referred], ({ member }) => (member?.referrers ?? []).length > 0));
	if (agent !== void 0) conditions.push(oneOf("audience.agent", "member.agent", [agent], ({ member }) => member?.agent !== void 0));
	return conditions;
}
function attributes({ attributes: asked = {} }) {
	return Object.entries(asked).map(([attribute, values]) => oneOf("audience.attribute", "member.attributes", values, ({ member }) => member?.attributes?.[attribute]));
}
/** The day of joining is day 0. */
function joinedWithin(days) {
	const since = bounded("audience.joined", "member.days", "atMost", days, ({ member, moment }) => member === null ? null : moment.dayNumber - dayNumberOf(member.joined));
	return {
		...since,
		holds: (context) => since.holds(context) && since.actual(context) >= 0
	};
}
function onList(lists) {
	return {
		reason: "audience.list",
		fact: "lists",
		operator: "anyOf",
		expected: lists,
		actual: ({ facts }) => facts.lists ?? [],
		holds: ({ facts }) => facts.lists !== void 0 && facts.lists.some((list) => lists.includes(list))
	};
}
// compile/goods.ts
/**
* A good matches any entry of every list given, and none of `except`. Null when every good matches. The member's favourites are
* handed to every test; only those that ask for them look.
*/
function goodsTest(goods) {
	if (!goods) return null;
	const wanted = listTests(goods);
	const unwanted = goods.except ? listTests(goods.except) : [];
	if (wanted.length === 0 && unwanted.length === 0) return null;
	const isWanted = every(wanted);
	if (unwanted.length === 0) return isWanted;
	const isUnwanted = every(unwanted);
	return (line, favourites) => isWanted(line, favourites) && !isUnwanted(line, favourites);
}
function every(tests) {
	const [only, another] = tests;
	if (only && !another) return only;
	return (line, favourites) => tests.every((test) => test(line, favourites));
}
function listTests({ skus, categories, brands, tags, partners, favourite }) {
	const tests = [];
	if (skus) tests.push(includesSku(new Set(skus)));
	if (brands) tests.push(includesBrand(new Set(brands)));
	if (categories) tests.push(includesAny(new Set(categories), (line) => line.categories));
	if (tags) tests.push(includesAny(new Set(tags), (line) => line.tags));
	if (partners) tests.push(includesPartner(new Set(partners)));
	if (favourite) tests.push(isFavourite);
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
function includesPartner(partners) {
	return (line) => line.partner !== void 0 && partners.has(line.partner);
}
function isFavourite({ categories }, favourites) {
	return categories !== void 0 && categories.some((category) => favourites.has(category));
}
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
	const { from, until, windows, rotation } = schedule;
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
		const within = (moment) => parsed.some((window) => isWithin$1(moment, window));
		conditions.push(momentCondition("schedule.window", "within", windows, within));
	}
	if (rotation) {
		const first = monthNumber(`${rotation.from}-01`);
		const isOn = (moment) => {
			const months = monthNumber(moment.localMs) - first;
			return months >= 0 && months % rotation.everyMonths === 0;
		};
		conditions.push(momentCondition("schedule.rotation", "within", rotation, isOn));
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
function isWithin$1(moment, { days, fromMs, untilMs }) {
	const { weekday, msOfDay } = moment;
	const today = days === null || days.has(weekday);
	if (fromMs < untilMs) return today && msOfDay >= fromMs && msOfDay < untilMs;
	const yesterday = days === null || days.has((weekday + 6) % 7);
	return today && msOfDay >= fromMs || yesterday && msOfDay < untilMs;
}
function monthNumber(localDay) {
	const day = new Date(localDay);
	return day.getUTCFullYear() * 12 + day.getUTCMonth();
}
function timeOfDayMs(time) {
	return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 6e4;
}
function localMs(local) {
	return Date.parse(`${local.length === 16 ? `${local}:00` : local}Z`);
}
// compile/access.ts
function compileAccess({ id, goods, audience, schedule }) {
	const least = audience.minimumIdentification ?? minimumIdentification.other;
	return {
		id,
		goods: goodsTest(goods),
		schedule: schedule ? scheduleConditions(schedule) : [],
		audience: [...asksForMember(audience) ? knownMember(least) : [], ...audienceConditions(audience)]
	};
}
// compile/limits.ts
/** Uses before this receipt that leave no room for one more. A budget and what one receipt may have are looked at where amounts are made. */
function limitConditions(rule, limits) {
	if (limits === null) return [];
	const { member, day, total } = limits;
	const conditions = [];
	if (member !== void 0) conditions.push(bounded("limit.member", "member.uses", "under", member, (context) => usesOf(context, rule)?.count ?? 0));
	if (day !== void 0) conditions.push(bounded("limit.day", "member.dayUses", "under", day, (context) => dayUses(context, rule)));
	if (total !== void 0) conditions.push(bounded("limit.total", "promotion.uses", "under", total, ({ facts }) => spentBy(facts, rule)?.uses ?? 0));
	return conditions;
}
/** So many receipts of the member may earn on one local day. */
function earningCondition(most) {
	return bounded("accrual.perDay", "member.earnedReceipts", "under", most, ({ member, moment }) => member?.earning?.day === dayOf(moment.dayNumber) ? member.earning.receipts : 0);
}
/** How far all members together used the promotion up, where the facts say so. */
function spentBy({ promotions }, rule) {
	return promotions?.find(({ promotion }) => promotion === rule);
}
function usesOf({ member }, rule) {
	return member?.uses?.find((each) => each.rule === rule);
}
function dayUses(context, rule) {
	const uses = usesOf(context, rule);
	return uses?.day === dayOf(context.moment.dayNumber) ? uses.dayCount : 0;
}
// compile/conditions.ts
/** All that must hold of the receipt as a whole, in the order in which the first failure is told. */
function receiptConditions({ id, when, give, limits }, { minimumForGifts, accrualsPerDay }) {
	const earns = give.kind.startsWith("points");
	const counted = limits?.member !== void 0 || limits?.day !== void 0;
	const needsMember = earns || give.kind === "gift" || counted || concernsMember(when);
	return [
		...when.code === void 0 ? [] : [codeShown(when.code)],
		...needsMember ? knownMember(leastFor(when.audience, give.kind, earns, minimumForGifts)) : [],
		...when.entitlement && give.kind !== "gift" ? [entitled(id)] : [],
		...when.audience ? audienceConditions(when.audience) : [],
		...earns ? [notOwnCard] : [],
		...when.schedule ? scheduleConditions(when.schedule) : [],
		...placeConditions(when),
		...historyConditions(when),
		...when.chosen ? [chosen(id)] : [],
		...limitConditions(id, limits),
		...earns && accrualsPerDay !== null ? [earningCondition(accrualsPerDay)] : []
	];
}
function concernsMember({ audience, entitlement, previousReceipt, purchase, chosen: isChosen }) {
	return !!(entitlement || previousReceipt || purchase || isChosen) || asksForMember(audience);
}
function chosen(promotion) {
	return {
		reason: "offer.notChosen",
		fact: "member.chosen",
		operator: "includes",
		expected: promotion,
		actual: ({ member }) => member?.chosen ?? [],
		holds: ({ member }) => member?.chosen !== void 0 && member.chosen.includes(promotion)
	};
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
		const { operator, valueMinor, withinDays } = previousReceipt;
		conditions.push({
			reason: "history.previousReceipt",
			fact: "member.lastReceipt.netMinor",
			operator,
			expected: valueMinor,
			actual: ({ member }) => member?.lastReceipt?.netMinor ?? null,
			holds: ({ member }) => !!member?.lastReceipt && reaches(member.lastReceipt.netMinor, operator, valueMinor)
		});
		if (withinDays !== void 0) conditions.push(bounded("history.previousReceiptAge", "member.lastReceipt.days", "atMost", withinDays, daysSinceLast));
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
function daysSinceLast({ member, moment }) {
	if (!member?.lastReceipt) return null;
	return moment.dayNumber - dayNumberOf(member.lastReceipt.moment.slice(0, 10));
}
// compile/reacting.ts
var nothing = {
	activities: [],
	challenges: [],
	sameReceipt: [],
	eventActivities: [],
	eventChallenges: [],
	chosenAmong: /* @__PURE__ */ new Set(),
	byDay: false
};
/** Activities and challenges in order of id, apart by whether a purchase or another event sets them off. */
function compileReacting(programme, filled) {
	const { activities = [], challenges = [], links = [], rewards = [] } = programme;
	const byDay = asksForDays(programme);
	if (activities.length + challenges.length + links.length + rewards.length === 0) return byDay ? {
		...nothing,
		byDay
	} : nothing;
	const acting = activities.map((activity) => compileActivity(activity, filled)).toSorted(byId);
	const counting = challenges.map((challenge) => compileChallenge(challenge, filled)).toSorted(byId);
	const onPurchase = ({ on }) => on.event === "purchase";
	const onEvent = ({ on }) => on.event !== "purchase";
	return {
		activities: acting.filter(onPurchase),
		challenges: counting.filter(onPurchase),
		sameReceipt: acting.filter((each) => onPurchase(each) && each.to.who === "member").flatMap(opensAtOnce),
		eventActivities: acting.filter(onEvent),
		eventChallenges: counting.filter(onEvent),
		chosenAmong: new Set([
			...activities,
			...challenges,
			...links,
			...rewards
		].flatMap(({ give = [] }) => choices(give))),
		byDay
	};
}
function compileActivity(activity, filled) {
	const { id, on, when = {}, to = { who: "member" }, give, limits = null } = activity;
	return {
		id,
		on,
		to,
		give,
		limits,
		...asks(activity, when, filled)
	};
}
function compileChallenge(challenge, filled) {
	const { id, on, when = {}, counts, goal, days = null, streak = null, repeats = false, give } = challenge;
	return {
		id,
		on,
		counts,
		goal,
		days,
		streak,
		repeats,
		give,
		...asks(challenge, when, filled)
	};
}
/** An activity asks of a receipt what a promotion that gives points would ask; of an event what one that is no money would. */
function asks({ id, name, on }, said, filled) {
	const ofReceipt = on.event === "purchase";
	const when = ofReceipt ? said : ofEvent(said);
	const like = ofReceipt ? {
		kind: "pointsFixed",
		wallet: "",
		points: 1
	} : { kind: "privilege" };
	const { basket, contains } = when;
	return {
		conditions: receiptConditions(fillPromotion({
			id,
			name,
			when,
			give: like
		}), filled),
		code: when.code ?? null,
		goods: goodsTest(when.goods),
		goodsSaid: when.goods ?? null,
		threshold: basket ? {
			operator: basket.operator,
			valueMinor: basket.valueMinor,
			goods: goodsTest(basket.goods)
		} : null,
		contains: contains ? {
			goods: goodsTest(contains.goods),
			quantity: contains.quantity
		} : null
	};
}
/** Of an event only the member and the place are asked about; nobody shows a card, so how surely they are known means nothing. */
function ofEvent({ audience, schedule, shops, regions, channels }) {
	return {
		audience: {
			...audience,
			minimumIdentification: "phone"
		},
		schedule,
		shops,
		regions,
		channels
	};
}
/** What a reward asks of the member. */
function rewardConditions({ id, name, audience }, filled) {
	return asks({
		id,
		name,
		on: { event: "granted" }
	}, { audience }, filled).conditions;
}
function opensAtOnce(activity) {
	return activity.give.flatMap((grant, n) => grant.kind === "entitlement" && grant.sameReceipt ? [{
		activity,
		grant,
		n
	}] : []);
}
function choices(give) {
	return give.flatMap((grant) => grant.kind === "gift" && typeof grant.sku === "object" && "mostBought" in grant.sku ? grant.sku.mostBought : []);
}
function asksForDays({ tiers = [], segments = [], limits }) {
	const windowed = tiers.flatMap(({ entry, exit }) => [entry, exit]).flatMap((each) => each === void 0 ? [] : "any" in each ? each.any : each.all).some((each) => each.fact !== "cardType" && each.withinDays !== void 0);
	const recent = segments.some(({ rule }) => rule?.purchases?.withinDays ?? rule?.spendMinor?.withinDays);
	return windowed || recent || limits?.accrualsPerDay !== void 0;
}
function byId(a, b) {
	return a.id < b.id ? -1 : 1;
}
// compile/rules.ts
/**
* Each rule stands under its most telling list of goods (skus, else brands, categories, tags, partners), so that a basket meets only the
* rules its own goods name. A rule for all goods is met always, unless it waits for a code or an entitlement.
*/
function indexRules(rules, promotions) {
	const bySku = /* @__PURE__ */ new Map();
	const byCategory = /* @__PURE__ */ new Map();
	const byBrand = /* @__PURE__ */ new Map();
	const byTag = /* @__PURE__ */ new Map();
	const byPartner = /* @__PURE__ */ new Map();
	const byCode = /* @__PURE__ */ new Map();
	const always = [];
	const byPromotion = new Map(rules.map((rule) => [rule.id, rule]));
	for (const { id, when, give } of promotions) {
		const rule = byPromotion.get(id);
		if (when.code !== void 0) byCode.set(when.code, [...byCode.get(when.code) ?? [], rule]);
		if (give.kind === "gift") continue;
		const goods = when.goods ?? {};
		const { skus, brands, categories, tags, partners } = goods;
		if (skus) put$1(bySku, skus, rule, goods);
		else if (brands) put$1(byBrand, brands, rule, goods);
		else if (categories) put$1(byCategory, categories, rule, goods);
		else if (tags) put$1(byTag, tags, rule, goods);
		else if (partners) put$1(byPartner, partners, rule, goods);
		else if (when.code === void 0 && !rule.entitled) always.push(rule);
	}
	return {
		bySku: orNull(bySku),
		byCategory: orNull(byCategory),
		byBrand: orNull(byBrand),
		byTag: orNull(byTag),
		byPartner: orNull(byPartner),
		always,
		byCode,
		byPromotion
	};
}
function orNull(shelves) {
	return shelves.size === 0 ? null : shelves;
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
// compile/wallet.ts
function compileWallet(wallet) {
	const { stepPoints, goods, goodsCaps = [] } = wallet.redemption;
	const exact = wholeStep(wallet.scale, wallet.worthMinor);
	return {
		...wallet,
		unitsPerPoint: 10 ** wallet.scale,
		stepPoints: stepPoints / greatestCommonDivisor(stepPoints, exact) * exact,
		payable: goodsTest(goods),
		goodsCaps: goodsCaps.map((cap) => ({
			goods: goodsTest(cap.goods) ?? (() => true),
			capBp: cap.capBp
		}))
	};
}
/** The least number of the wallet's smallest units that is worth a whole number of minor units. */
function wholeStep(scale, worthMinor) {
	const unit = 10 ** scale;
	return unit / greatestCommonDivisor(unit, worthMinor);
}
function greatestCommonDivisor(a, b) {
	return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
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
	const rules = drafts.toSorted(byOrder$1).map((draft, order) => ({
		...draft,
		order
	}));
	const wallets = filled.wallets.map(compileWallet);
	return {
		programme,
		filled,
		index: indexRules(rules, filled.promotions),
		host: rules.find((rule) => rule.give.kind === "host"),
		wallets,
		access: filled.access.map(compileAccess),
		recomputed: new Set(filled.promotions.filter(({ onReturn }) => onReturn === "recompute").map(({ id }) => id)),
		choosing: filled.groups.filter((group) => group.mode !== "all"),
		reacting: compileReacting(programme, filled),
		extending: wallets.filter(({ lifetime }) => lifetime.kind === "sinceLastPurchase"),
		causes: new Map(filled.causes.map(({ id, schedule }) => [id, schedule ? scheduleConditions(schedule) : []])),
		coalition: compileCoalition(filled.coalition)
	};
}
function draftRule(promotion, programme, groups) {
	const { id, when, give, keeps, group, priority, limits } = promotion;
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
		parts: partsOf$3(give).map((part) => goodsTest(part) ?? allGoods),
		goodsSaid: when.goods ?? null,
		conditions: receiptConditions(promotion, programme),
		threshold: when.basket ? {
			operator: when.basket.operator,
			valueMinor: when.basket.valueMinor,
			goods: goodsTest(when.basket.goods)
		} : null,
		contains: when.contains ? {
			quantity: when.contains.quantity,
			goods: goodsTest(when.contains.goods)
		} : null,
		limits,
		entitled: when.entitlement === true && give.kind !== "gift"
	};
}
function partsOf$3(give) {
	if (give.kind === "bundlePrice") return give.parts;
	return give.kind === "buyGet" ? [give.get.goods] : [];
}
/** A bundle without goods of its own concerns the goods of its parts. */
function rulesGoods({ when, give }) {
	if (when.goods !== void 0 || give.kind !== "bundlePrice") return goodsTest(when.goods);
	const parts = give.parts.map((part) => goodsTest(part) ?? allGoods);
	return (line, favourites) => parts.some((part) => part(line, favourites));
}
function allGoods() {
	return true;
}
function compileCoalition(coalition) {
	if (coalition === null) return null;
	const { operator, partners } = coalition;
	return {
		operator,
		partners: new Map(partners.map((partner) => [partner.id, partner]))
	};
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
		contains: null,
		limits: null,
		entitled: false
	};
}
function closedBits(keeps) {
	return (keeps.discounts ? 0 : closes.discounts) | (keeps.accrual ? 0 : closes.accrual) | (keeps.redemption ? 0 : closes.redemption);
}
/** Phase, step, priority (lower first), then id by code units. */
function byOrder$1(a, b) {
	return a.phase - b.phase || a.step - b.step || a.priority - b.priority || (a.id < b.id ? -1 : 1);
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
		rests.push(restOf$1(amount, weight, total, floor));
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
function restOf$1(amount, weight, total, floor) {
	const product = amount * weight;
	if (product <= Number.MAX_SAFE_INTEGER) return product - floor * total;
	return Number(BigInt(amount) * BigInt(weight) - BigInt(floor) * BigInt(total));
}
// evaluate/phases/floors.ts
/** What the good's minimum price asks for so much of it. */
function unitsFloor({ fact }, quantity) {
	return fact.minPriceMinor === void 0 ? 0 : mulDiv(fact.minPriceMinor, quantity, 1e3, "up");
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
	for (const units of run.bundles.values()) if (units.includes(index)) units.push(part);
	const parts = run.splits.get(line.place);
	if (parts) parts.push(part);
	else run.splits.set(line.place, [part]);
	return part;
}
/** All that was scanned, in the order of lines: units that were split off stand at their line. */
function everyLine(run) {
	return withSplits(run, run.plan.lines.map((_, index) => index));
}
/** The lines with the units that were split off them, in the order of lines. */
function withSplits(run, lines) {
	if (run.splits.size === 0) return lines;
	return lines.flatMap((line) => [line, ...run.splits.get(line) ?? []]);
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
function becauseOf$2(run, candidate) {
	const { rule, lines } = candidate;
	const because = rule.goodsSaid === null ? [] : [{
		fact: "lines",
		operator: "match",
		expected: rule.goodsSaid,
		actual: lines.length
	}];
	for (const condition of rule.conditions) because.push(toBecause(condition, run.plan.context));
	if (rule.threshold !== null) because.push(thresholdBecause(run, candidate));
	if (rule.contains !== null) because.push(contentBecause(run, candidate));
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
function contentBecause(run, candidate) {
	const { quantity } = candidate.rule.contains;
	let actual = 0;
	for (const index of withSplits(run, candidate.contentLines)) actual += run.lines[index].quantity;
	return {
		fact: "lines.quantity",
		operator: "atLeast",
		expected: quantity,
		actual
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
	for (const { candidate, lines: changed } of [
		...run.discounts,
		...run.donations,
		...run.accruals
	]) {
		if (candidate === null || (candidate.rule.closes & bit) === 0) continue;
		const concerned = closesOnlyChanged(candidate.rule) ? changed.map((at) => run.lines[at].place) : candidate.lines;
		if (lines.some((line) => concerned.includes(line))) return candidate.rule.id;
	}
}
/** A price or an amount per unit concerns the lines it changed; a share of a sum all lines of the sum. */
function closesOnlyChanged({ give }) {
	return give.kind === "fixedPrice" || give.kind === "lineAmount" || give.kind === "host";
}
// evaluate/access.ts
/** Lines that may not be sold to this buyer, and why: what the buyer lacks, then until when it is asked for. Gifts are given, not sold. */
function closedGoods({ compiled, context, lines }, sold) {
	const closed = {
		refused: [],
		rejections: []
	};
	for (const access of compiled.access) {
		const lacking = whyClosed(access, context);
		if (lacking === void 0) continue;
		const matching = lines.filter(({ fact }) => access.goods === null || access.goods(fact, context.favourites));
		const refused = sold.filter((line) => matching.some(({ fact }) => fact.id === line.id));
		if (refused.length === 0) continue;
		closed.refused.push(...refused.map(({ id }) => ({
			line: id,
			access: access.id
		})));
		const because = [lacking, ...access.schedule].map((condition) => toBecause(condition, context));
		closed.rejections.push({
			rule: access.id,
			reason: "access.closed",
			because
		});
	}
	return closed;
}
function whyClosed({ schedule, audience }, context) {
	if (!schedule.every((condition) => condition.holds(context))) return void 0;
	return audience.find((condition) => !condition.holds(context));
}
// grants/uses.ts
/** The limit that is reached: uses before this one must be below it. Null: none is. */
function overLimit(limits, uses, rule, { dayNumber }) {
	const used = uses.find((each) => each.rule === rule);
	if (!used) return null;
	const today = dayOf(dayNumber);
	const counts = [
		{
			most: limits.member,
			count: used.count,
			reason: "limit.member",
			fact: "member.uses"
		},
		{
			most: limits.day,
			count: used.day === today ? used.dayCount : 0,
			reason: "limit.day",
			fact: "member.dayUses"
		},
		{
			most: limits.month,
			count: sameMonth(used.day, today) ? used.monthCount : 0,
			reason: "limit.month",
			fact: "member.monthUses"
		}
	];
	for (const { most, count, reason, fact } of counts) if (most !== void 0 && count >= most) return {
		reason,
		because: [{
			fact,
			operator: "under",
			expected: most,
			actual: count
		}]
	};
	return null;
}
function sameMonth(a, b) {
	return a.slice(0, 7) === b.slice(0, 7);
}
// uses.ts
/** One use more, on this local day. A use of an earlier day than the last one counts in all, and in that one's month. */
function usedOnceMore(uses, rule, day) {
	const before = uses?.find((each) => each.rule === rule);
	if (!before) return {
		rule,
		count: 1,
		day,
		dayCount: 1,
		monthCount: 1
	};
	const count = before.count + 1;
	const sameMonth = before.day.slice(0, 7) === day.slice(0, 7);
	const monthCount = sameMonth ? before.monthCount + 1 : 1;
	if (day < before.day) return {
		...before,
		count,
		monthCount: sameMonth ? monthCount : before.monthCount
	};
	return {
		rule,
		count,
		day,
		dayCount: before.day === day ? before.dayCount + 1 : 1,
		monthCount
	};
}
// evaluate/activities/acted.ts
function refuse$1({ acted, rule }, { reason, because }) {
	acted.refusals.push({
		rule,
		reason,
		because
	});
}
function tell({ run, acted, rule, because }, kind, amount, unit, lines = []) {
	const allocations = lines.map(({ line, points }) => ({
		line,
		amount: points
	}));
	const { version } = run.plan.compiled.filled;
	acted.effects.push({
		rule,
		version,
		kind,
		amount,
		unit,
		allocations,
		because: [...because]
	});
}
// grants/counting.ts
/** Where the member stands after `amount` more on a local day, and how many times that reached the goal. Null: it counts nothing. */
function counted(challenge, counter, dayNumber, amount) {
	const { id, goal, streak, repeats } = challenge;
	if (amount <= 0 || counter && isDone(challenge, counter)) return null;
	if (counter && streak !== null && countedPeriod(streak, counter, dayNumber)) return null;
	const before = counter === void 0 ? 0 : standingCount(challenge, counter, dayNumber);
	const today = dayOf(dayNumber);
	const count = before + (streak === null ? amount : 1);
	const rounds = count < goal ? 0 : repeats ? Math.floor(count / goal) : 1;
	const since = before === 0 || rounds > 0 ? today : counter.since;
	return {
		state: {
			challenge: id,
			count: repeats ? count - rounds * goal : count,
			since,
			last: counter !== void 0 && counter.last > today ? counter.last : today,
			reached: (counter?.reached ?? 0) + rounds
		},
		rounds
	};
}
/** Reached once and for all. */
function isDone({ repeats }, { reached }) {
	return !repeats && reached > 0;
}
/** What of the count still stands on a local day: nothing when its time is over or a period was missed. */
function standingCount({ days, streak }, { count, since, last }, dayNumber) {
	if (days !== null && dayNumber - dayNumberOf(since) > days) return 0;
	if (streak !== null && periodOf(streak, dayNumber) > periodOf(streak, dayNumberOf(last)) + 1) return 0;
	return count;
}
/** A count that a return brought back to nothing leaves its period free. */
function countedPeriod(streak, { count, reached, last }, day) {
	return (count > 0 || reached > 0) && periodOf(streak, day) <= periodOf(streak, dayNumberOf(last));
}
/** Periods in their order; weeks begin on Monday. */
function periodOf(streak, dayNumber) {
	if (streak === "day") return dayNumber;
	if (streak === "week") return Math.floor((dayNumber + 3) / 7);
	const day = new Date(dayNumber * dayMs);
	return day.getUTCFullYear() * 12 + day.getUTCMonth();
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
// grants/source.ts
/** The name of what the n-th grant (from 0) brings: a lot, a right, a term. */
function grantId({ by, rule }, n) {
	return `${by}:${rule}:${n}`;
}
/** From the moment, or from the start of a later local day, to the end of the local day `days` after it. */
function validity({ moment, at, offsets }, { startsInDays = 0, days }) {
	const first = at.dayNumber + startsInDays;
	return {
		from: startsInDays === 0 ? moment : startOfLocalDay(first, offsets),
		until: days === void 0 ? null : startOfLocalDay(first + days + 1, offsets)
	};
}
function entitlementOf(source, grant, n) {
	const { as, promotion, uses } = grant;
	return {
		...right(source, grant, n, as, promotion),
		...uses === void 0 ? {} : { uses }
	};
}
/** `bought`: units by sku, what is bought right now among them. */
function giftOf(source, grant, n, member, bought) {
	const sku = chosenSku(grant, member, bought);
	if (sku === void 0) return {
		reason: "gift.noChoice",
		because: []
	};
	const good = source.goods.find((each) => each.sku === sku);
	if (!good) return {
		reason: "good.unknown",
		because: [{
			fact: "lines",
			operator: "includes",
			expected: sku,
			actual: null
		}]
	};
	return {
		...right(source, grant, n, "gift", grant.promotion),
		gift: {
			...good,
			quantity: grant.quantity
		}
	};
}
function right(source, days, n, kind, promotion) {
	const { from, until } = validity(source, days);
	const { by: receipt, rule, lines } = source;
	return {
		id: grantId(source, n),
		kind,
		promotion,
		validFrom: from,
		...until === null ? {} : { validUntil: until },
		openedBy: {
			receipt,
			rule,
			lines: [...lines]
		}
	};
}
/** The named one, that of the member's attribute, or the one bought most (ties: the first of the list). */
function chosenSku({ sku }, { attributes = {} }, bought) {
	if (typeof sku === "string") return sku;
	if ("byAttribute" in sku) {
		const value = attributes[sku.byAttribute];
		return value !== void 0 && Object.hasOwn(sku.skus, value) ? sku.skus[value] : void 0;
	}
	let most;
	for (const each of sku.mostBought) {
		const quantity = bought.get(each) ?? 0;
		if (quantity > (most?.quantity ?? 0)) most = {
			sku: each,
			quantity
		};
	}
	return most?.sku;
}
function termOf(source, grant, n) {
	const { from, until } = validity(source, grant);
	return {
		segment: grant.segment,
		from,
		...until === null ? {} : { until },
		...grant.purchases === void 0 ? {} : { purchases: grant.purchases },
		by: grantId(source, n)
	};
}
// grants/points.ts
/** A lot of its own, with the grant's dates or else the wallet's. Refused where it would be over before it begins. */
function lotOf(source, dates, n, wallet, points) {
	const activationDays = dates.activationDays ?? wallet.activationDays;
	const lifetime = dates.lifetime ?? wallet.lifetime;
	const { activeFrom, expiresAt } = lotDates(source.moment, source.at, activationDays, lifetime, source.offsets);
	if (expiresAt !== null && Date.parse(expiresAt) <= Date.parse(activeFrom)) return {
		reason: "schedule.over",
		because: [{
			fact: "moment",
			operator: "before",
			expected: expiresAt,
			actual: activeFrom
		}]
	};
	return {
		id: grantId(source, n),
		wallet: wallet.id,
		points,
		activeFrom,
		expiresAt
	};
}
/** Of money: `sum × rate`, at the wallet's worth of a point, in its smallest units. Of points worth nothing it gives none. */
function pointsOf(sumMinor, rateBp, { unitsPerPoint, worthMinor }) {
	return worthMinor === 0 ? 0 : mulDiv(sumMinor, rateBp * unitsPerPoint, 1e4 * worthMinor, "down");
}
function isRefusal(granted) {
	return "reason" in granted;
}
// evaluate/activities/bought.ts
/** What the receipt adds to the units bought of goods that gifts are chosen among. */
function boughtOf(chosenAmong, bought) {
	const units = /* @__PURE__ */ new Map();
	if (chosenAmong.size > 0) {
		for (const { fact, quantity } of bought) if (chosenAmong.has(fact.sku)) units.set(fact.sku, (units.get(fact.sku) ?? 0) + quantity);
	}
	return [...units].map(([sku, quantity]) => ({
		sku,
		quantity
	}));
}
/** Bought ever, by sku, this receipt included. */
function boughtUnits(chosenAmong, bought, before) {
	const units = new Map(before.map(({ sku, quantity }) => [sku, quantity]));
	for (const { sku, quantity } of boughtOf(chosenAmong, bought)) units.set(sku, (units.get(sku) ?? 0) + quantity);
	return units;
}
// evaluate/activities/receipt.ts
function boughtLines(run) {
	const bought = [];
	for (let place = 0; place < run.plan.lines.length; place += 1) {
		const sums = {
			quantity: 0,
			grossMinor: 0,
			netMinor: 0
		};
		const earning = {
			grossMinor: 0,
			netMinor: 0
		};
		for (const index of [place, ...run.splits.get(place) ?? []]) {
			const { quantity, grossMinor, leftMinor, closed } = run.lines[index];
			sums.quantity += quantity;
			sums.grossMinor += grossMinor;
			sums.netMinor += leftMinor;
			if ((closed & closes.accrual) !== 0) continue;
			earning.grossMinor += grossMinor;
			earning.netMinor += leftMinor;
		}
		const { id, fact } = run.lines[place];
		if (sums.quantity > 0) bought.push({
			id,
			fact,
			...sums,
			earning
		});
	}
	return bought;
}
/** `limits` are asked where a promotion's would be: after the receipt's conditions, before goods and thresholds. */
function findIn(run, bought, asks, limits = () => null) {
	const { context } = run.plan;
	const lines = matching(run, bought, asks.goods);
	if (lines.length === 0 && (asks.code === null || !context.codes.includes(asks.code))) return { kind: "silent" };
	for (const condition of asks.conditions) if (!condition.holds(context)) return refused({
		reason: condition.reason,
		because: [toBecause(condition, context)]
	});
	const limited = limits();
	if (limited) return refused(limited);
	if (lines.length === 0) return refused({
		reason: "goods.none",
		because: [{
			fact: "lines",
			operator: "match",
			expected: asks.goodsSaid,
			actual: 0
		}]
	});
	const amounts = amountsOf$1(run, bought, asks);
	const unmet = amounts.find(({ holds }) => !holds);
	if (unmet) return refused({
		reason: unmet.reason,
		because: [unmet.because]
	});
	return {
		kind: "holds",
		lines,
		because: becauseOf$1(run, asks, lines, amounts)
	};
}
function refused(refusal) {
	return {
		kind: "refused",
		refusal
	};
}
function amountsOf$1(run, bought, { threshold, contains }) {
	const amounts = [];
	if (threshold !== null) {
		const { operator, valueMinor } = threshold;
		const actual = sumOf$2(matching(run, bought, threshold.goods), ({ netMinor }) => netMinor);
		const because = {
			fact: "lines.leftMinor",
			operator,
			expected: valueMinor,
			actual
		};
		amounts.push({
			holds: reaches(actual, operator, valueMinor),
			reason: "basket.threshold",
			because
		});
	}
	if (contains !== null) {
		const expected = contains.quantity;
		const actual = sumOf$2(matching(run, bought, contains.goods), ({ quantity }) => quantity);
		const because = {
			fact: "lines.quantity",
			operator: "atLeast",
			expected,
			actual
		};
		amounts.push({
			holds: actual >= expected,
			reason: "goods.notContained",
			because
		});
	}
	return amounts;
}
function becauseOf$1(run, asks, lines, amounts) {
	return [
		...asks.goodsSaid === null ? [] : [{
			fact: "lines",
			operator: "match",
			expected: asks.goodsSaid,
			actual: lines.length
		}],
		...asks.conditions.map((condition) => toBecause(condition, run.plan.context)),
		...amounts.map(({ because }) => because)
	];
}
function matching({ plan }, bought, goods) {
	return goods === null ? bought : bought.filter(({ fact }) => goods(fact, plan.context.favourites));
}
function sumOf$2(items, read) {
	let sum = 0;
	for (const item of items) sum += read(item);
	return sum;
}
// evaluate/activities/give.ts
/** Gives one grant; `n` is its place. Answers whether it gave anything; what it did not has its refusal. */
function give$1(giving, grant, n) {
	if (grant.kind === "points" || grant.kind === "pointsShare") return givePoints(giving, grant, n);
	if (giving.to.who !== "member") return false;
	const { acted, rule } = giving;
	switch (grant.kind) {
		case "entitlement": return issue(giving, entitlementOf(sourceOf$1(giving), grant, n));
		case "gift": {
			const { context, compiled } = giving.run.plan;
			const units = boughtUnits(compiled.reacting.chosenAmong, giving.bought, context.member?.bought ?? []);
			const gift = giftOf(sourceOf$1(giving), grant, n, context.member, units);
			if (!isRefusal(gift)) return issue(giving, gift);
			refuse$1(giving, gift);
			return false;
		}
		case "segment":
			acted.terms.push(termOf(sourceOf$1(giving), grant, n));
			acted.messages.push({
				id: "segment.granted",
				args: { segment: grant.segment }
			});
			tell(giving, "segment", 1, "times");
			return true;
		case "tier":
			acted.tiers.push(grant.tier);
			tell({
				...giving,
				rule: grant.tier
			}, "tier", giving.run.plan.context.member.spendMinor, "minor");
			return true;
		default:
			acted.messages.push({
				id: "programme.message",
				args: {
					rule,
					grant: n
				}
			});
			return true;
	}
}
function sourceOf$1({ run, rule, lines }) {
	const { facts, moment } = run.plan.context;
	return {
		by: facts.receipt,
		rule,
		moment: facts.moment,
		at: moment,
		offsets: facts.shop.zone.offsets,
		goods: facts.goods ?? [],
		lines: lines.map(({ id }) => id)
	};
}
function issue(giving, right) {
	const { acted } = giving;
	acted.issued.push(right);
	acted.messages.push({
		id: "entitlement.issued",
		args: { promotion: right.promotion }
	});
	if (right.gift) tell(giving, "entitlement", right.gift.quantity, "thousandths");
	else tell(giving, "entitlement", right.uses ?? 1, "times");
	return true;
}
function givePoints(giving, grant, n) {
	const { run, acted, rule, to } = giving;
	const wallet = run.plan.compiled.wallets.find(({ id }) => id === grant.wallet);
	const { points, lines } = grant.kind === "points" ? fixed(giving, grant.points) : shareOf$1(giving, grant, wallet);
	if (points === 0) {
		refuse$1(giving, {
			reason: "amount.nothing",
			because: []
		});
		return false;
	}
	const lot = lotOf(sourceOf$1(giving), grant.kind === "points" ? grant : {}, n, wallet, points);
	if (isRefusal(lot)) {
		refuse$1(giving, lot);
		return false;
	}
	if (to.who === "member") {
		acted.lots.push({
			rule,
			lot,
			lines
		});
		tell(giving, "accrual", points, wallet.id, lines);
	} else {
		const { id, activeFrom, expiresAt } = lot;
		acted.shares.push({
			rule,
			who: to.who,
			member: to.member,
			wallet: wallet.id,
			lot: id,
			points,
			activeFrom,
			expiresAt,
			lines: [...lines]
		});
		tell(giving, "share", points, wallet.id, lines);
	}
	return true;
}
/** By what was paid for the lines; where nothing was, by their gross, and where that is nothing, evenly. */
function fixed({ lines, allocates }, points) {
	if (!allocates) return {
		points,
		lines: []
	};
	return {
		points,
		lines: partsOf$2(lines, points, [
			lines.map(({ netMinor }) => netMinor),
			lines.map(({ grossMinor }) => grossMinor),
			lines.map(() => 1)
		].find((each) => each.some((weight) => weight > 0)))
	};
}
/** To the member only on lines that may still earn; to others on all whose good may. */
function shareOf$1({ lines, to }, { rateBp, on = "gross" }, wallet) {
	const key = on === "paid" ? "netMinor" : "grossMinor";
	const weights = lines.map((line) => {
		if (to.who === "member") return line.earning[key];
		return line.fact.accruable === false ? 0 : line[key];
	});
	const points = pointsOf(sumOf$2(weights, (each) => each), rateBp, wallet);
	return {
		points,
		lines: partsOf$2(lines, points, weights)
	};
}
function partsOf$2(lines, points, weights) {
	if (points === 0) return [];
	return share(points, weights).flatMap((part, at) => part === 0 ? [] : [{
		line: lines[at].id,
		points: part
	}]);
}
// evaluate/activities/challenges.ts
/** Counts the receipt in each challenge whose `when` holds, and gives what a goal that is reached gives. */
function countChallenges(run, bought, challenges, acted) {
	const { member, moment } = run.plan.context;
	for (const challenge of challenges) {
		const counter = member?.counters?.find((each) => each.challenge === challenge.id);
		const state = count$1(run, bought, challenge, counter, acted);
		const stands = state ?? counter;
		if (!stands || isDone(challenge, stands)) continue;
		const done = standingCount(challenge, stands, moment.dayNumber);
		const { id, goal } = challenge;
		if (state || done > 0) acted.progress.push({
			challenge: id,
			count: done,
			goal,
			left: goal - done
		});
	}
}
function count$1(run, bought, challenge, counter, acted) {
	const { id: rule, give: grants } = challenge;
	const found = findIn(run, bought, challenge, () => once$1(challenge, counter));
	if (found.kind === "silent") return null;
	if (found.kind === "refused") {
		refuse$1({
			acted,
			rule
		}, found.refusal);
		return null;
	}
	const { lines, because } = found;
	const step = counted(challenge, counter, run.plan.context.moment.dayNumber, amountOf(challenge, lines));
	if (step === null) return null;
	const { state, rounds } = step;
	acted.counters.push(state);
	if (rounds === 0) return state;
	const giving = {
		run,
		bought,
		acted,
		rule,
		lines: [],
		because,
		to: { who: "member" },
		allocates: false
	};
	tell(giving, "challenge", rounds, "times");
	acted.messages.push({
		id: "challenge.reached",
		args: { challenge: rule }
	});
	for (let round = 0; round < rounds; round += 1) grants.forEach((grant, n) => give$1(giving, grant, round * grants.length + n));
	return state;
}
/** What is reached once and for all is refused as something that was used. */
function once$1(challenge, counter) {
	if (counter === void 0 || !isDone(challenge, counter)) return null;
	return {
		reason: "limit.member",
		because: [{
			fact: "member.uses",
			operator: "under",
			expected: 1,
			actual: counter.reached
		}]
	};
}
/** One receipt, whole units of its lines together, or what was paid for them. */
function amountOf({ counts }, lines) {
	if (counts === "times") return 1;
	if (counts === "spendMinor") return sumOf$2(lines, ({ netMinor }) => netMinor);
	return Math.floor(sumOf$2(lines, ({ quantity }) => quantity) / 1e3);
}
// evaluate/activities/activities.ts
/** All that the receipt sets off, in order of id: activities, then challenges. Null for a programme that has neither. */
function actOn(run) {
	const { activities, challenges } = run.plan.compiled.reacting;
	if (activities.length + challenges.length === 0) return null;
	const acted = {
		lots: [],
		shares: [],
		issued: [],
		terms: [],
		counters: [],
		uses: [],
		tiers: [],
		effects: [],
		refusals: [],
		progress: [],
		messages: []
	};
	const bought = boughtLines(run);
	for (const activity of activities) act$1(run, bought, activity, acted);
	countChallenges(run, bought, challenges, acted);
	return acted;
}
function act$1(run, bought, activity, acted) {
	const { id: rule, limits } = activity;
	const { member, moment } = run.plan.context;
	const uses = member?.uses ?? [];
	const found = findIn(run, bought, activity, () => limits && overLimit(limits, uses, rule, moment));
	if (found.kind === "silent") return;
	if (found.kind === "refused") {
		refuse$1({
			acted,
			rule
		}, found.refusal);
		return;
	}
	const to = recipientOf$1(run, activity);
	if (to === null) return;
	if (to.who !== "member" && to.member === member.id) {
		const because = [{
			fact: "member.id",
			operator: "isNot",
			expected: to.member,
			actual: to.member
		}];
		refuse$1({
			acted,
			rule
		}, {
			reason: "recipient.self",
			because
		});
		return;
	}
	const { lines, because } = found;
	const giving = {
		run,
		bought,
		acted,
		rule,
		lines,
		because,
		to,
		allocates: true
	};
	let gave = false;
	activity.give.forEach((grant, n) => {
		if (give$1(giving, grant, n)) gave = true;
	});
	if (gave && limits !== null) acted.uses.push(usedOnceMore(uses, rule, dayOf(moment.dayNumber)));
}
/** Null: the member has no such referrer or agent, which is nobody's concern. */
function recipientOf$1({ plan }, { to }) {
	if (to.who === "member") return { who: "member" };
	const { referrers = [], agent } = plan.context.member;
	const member = to.who === "referrer" ? referrers[to.level - 1] : agent;
	return member === void 0 ? null : {
		who: to.who,
		member
	};
}
// evaluate/activities/merge.ts
/** Puts the member's new lots into the lines, the totals and the movements; debt is paid off first. */
function addLots({ lots }, lines, totals, movements, { wallets }, member) {
	for (const { lot, lines: parts } of lots) {
		const { id, wallet, points, activeFrom, expiresAt } = lot;
		for (const { line, points: part } of parts) addPoints$1(lines.find((each) => each.id === line).earned, wallet, part);
		addPoints$1(totals.earned, wallet, points);
		movements.push({
			kind: "accrue",
			wallet,
			lot: id,
			points,
			activeFrom,
			expiresAt
		});
		const owed = Math.min(points, debtLeft(member, movements, wallet));
		if (owed > 0) movements.push({
			kind: "settle",
			wallet,
			lot: id,
			points: owed
		});
	}
	const places = new Map(wallets.map(({ id }, place) => [id, place]));
	if (lots.length > 0) totals.earned.sort((a, b) => places.get(a.wallet) - places.get(b.wallet));
}
function debtLeft(member, movements, wallet) {
	let left = member?.debt.find((each) => each.wallet === wallet)?.points ?? 0;
	for (const movement of movements) if (movement.kind === "settle" && movement.wallet === wallet) left -= movement.points;
	return left;
}
function addPoints$1(into, wallet, points) {
	const known = into.find((each) => each.wallet === wallet);
	if (known) known.points += points;
	else into.push({
		wallet,
		points
	});
}
/** Points of no line: rewards for goals. */
function unallocated(acted) {
	let points = 0;
	for (const { lot, lines } of acted?.lots ?? []) if (lines.length === 0) points += lot.points;
	return points;
}
/** Lists that would be empty are left out. */
function broughtBy({ shares, terms, counters }) {
	return {
		...shares.length > 0 ? { shares } : {},
		...terms.length > 0 ? { terms } : {},
		...counters.length > 0 ? { counters } : {}
	};
}
// evaluate/activities/same-receipt.ts
/**
* The context with the rights that this very receipt opens and may use at once: the activity's conditions hold, thresholds
* left aside (what will be paid is not known yet), and its goods are here. A right the member already has goes first.
*/
function unlockAtOnce({ reacting: { sameReceipt } }, context, lines) {
	const { facts, member, moment } = context;
	if (sameReceipt.length === 0 || member === null) return context;
	const unlocked = new Map(context.unlocked);
	for (const { activity, grant, n } of sameReceipt) {
		const { id: rule, conditions, limits, goods } = activity;
		if (unlocked.has(grant.promotion)) continue;
		const matched = goods === null ? lines : lines.filter(({ fact }) => goods(fact, context.favourites));
		if (matched.length === 0 || !conditions.every((condition) => condition.holds(context))) continue;
		if (limits && overLimit(limits, member.uses ?? [], rule, moment)) continue;
		const source = {
			by: facts.receipt,
			rule,
			moment: facts.moment,
			at: moment,
			offsets: facts.shop.zone.offsets,
			goods: [],
			lines: matched.map(({ fact }) => fact.id)
		};
		unlocked.set(grant.promotion, entitlementOf(source, grant, n));
	}
	return {
		...context,
		unlocked
	};
}
// evaluate/context.ts
var nothingUnlocked$1 = /* @__PURE__ */ new Map();
var nothingWithheld = /* @__PURE__ */ new Map();
var noFavourites = /* @__PURE__ */ new Set();
function readContext({ filled }, facts) {
	const member = facts.member === null || facts.member.blocked ? null : facts.member;
	const moment = parseMoment(facts.moment);
	const codes = facts.codes ?? [];
	return {
		facts,
		moment,
		member,
		tier: member === null ? null : member.tier ?? filled.tiers[0]?.id ?? null,
		segments: member === null ? [] : segmentsOf(member, moment),
		favourites: member?.favourites === void 0 ? noFavourites : new Set(member.favourites),
		codes,
		...member === null ? noRights : rightsOf(member.entitlements, facts, moment)
	};
}
/** The member's own segments, and those they have for a time: from its first moment to before its last. */
function segmentsOf({ segments, terms }, { instantMs }) {
	if (terms === void 0 || terms.length === 0) return segments;
	const inForce = terms.filter(({ from, until }) => (from === void 0 || Date.parse(from) <= instantMs) && (until === void 0 || Date.parse(until) > instantMs));
	return [...segments, ...inForce.map(({ segment }) => segment)];
}
/** Valid from its first moment on, and no longer at its last. */
function isValidAt({ validFrom, validUntil }, { instantMs }) {
	if (validFrom !== void 0 && Date.parse(validFrom) > instantMs) return false;
	return validUntil === void 0 || Date.parse(validUntil) > instantMs;
}
var noRights = {
	unlocked: nothingUnlocked$1,
	withheld: nothingWithheld
};
/**
* A coupon works when it is shown, an offer or a privilege by itself. Of several the one that ends first is used, of those that
* this till may use now.
*/
function rightsOf(entitlements, { codes = [], rights }, moment) {
	if (entitlements.length === 0) return noRights;
	const unlocked = /* @__PURE__ */ new Map();
	const withheld = /* @__PURE__ */ new Map();
	for (const entitlement of entitlements) {
		if (entitlement.kind === "gift" || !isValidAt(entitlement, moment)) continue;
		if (entitlement.kind === "coupon" && !codes.includes(entitlement.id)) continue;
		const reason = rights && withheldReason(rights, entitlement.id);
		if (reason) withheld.set(entitlement.promotion, reason);
		else {
			const other = unlocked.get(entitlement.promotion);
			if (!other || endsBefore(entitlement, other)) unlocked.set(entitlement.promotion, entitlement);
		}
	}
	return {
		unlocked,
		withheld
	};
}
/** Undefined: the right may be used. */
function withheldReason({ withheld }, entitlement) {
	return withheld.find((each) => each.entitlement === entitlement)?.reason;
}
function endsBefore(a, b) {
	const [left, right] = [endMs(a), endMs(b)];
	return left < right || left === right && a.id < b.id;
}
function endMs({ validUntil }) {
	return validUntil === void 0 ? Infinity : Date.parse(validUntil);
}
// evaluate/allocations.ts
/** Amounts by working line as the receipt has them: units that were split off are told with their line. */
function allocationsOf(run, lines, amounts) {
	const told = lines.map((index, at) => ({
		line: run.lines[index].id,
		amount: amounts[at]
	}));
	return run.splits.size === 0 ? told : mergeLines(told);
}
function mergeLines(allocations) {
	const amounts = /* @__PURE__ */ new Map();
	for (const { line, amount } of allocations) amounts.set(line, (amounts.get(line) ?? 0) + amount);
	return [...amounts].map(([line, amount]) => ({
		line,
		amount
	}));
}
// evaluate/donations.ts
/** What causes get: each rule's share by the lines it is of, then the member's own. */
function saleDonations(run) {
	return run.donations.map(({ candidate, cause, amountMinor, lines, amounts }) => ({
		cause,
		by: candidate === null ? "member" : "shop",
		amountMinor,
		rule: candidate?.rule.id ?? null,
		lines: allocationsOf(run, lines, amounts).filter(({ amount }) => amount > 0).map(({ line, amount }) => ({
			line,
			amountMinor: amount
		}))
	}));
}
/** The member's own donation is told under its cause. */
function donationEffects(run) {
	const { version } = run.plan.compiled.filled;
	return run.donations.map(({ candidate, cause, amountMinor, lines, amounts, because }) => ({
		rule: candidate?.rule.id ?? cause,
		version,
		kind: "donation",
		amount: amountMinor,
		unit: "minor",
		allocations: allocationsOf(run, lines, amounts).filter(({ amount }) => amount > 0),
		because: [...because]
	}));
}
function donationThanks(run) {
	return run.donations.filter(({ candidate }) => candidate === null).map(({ cause }) => ({
		id: "donation.thanks",
		args: { cause }
	}));
}
/** What the member pays on top of the goods. */
function donatedByMember(run) {
	let sum = 0;
	for (const { candidate, amountMinor } of run.donations) if (candidate === null) sum += amountMinor;
	return sum;
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
		actual: valueOf$1(condition, standing)
	});
}
function conditionHolds(condition, standing) {
	const { cardType } = standing.member;
	if (condition.fact === "cardType") return cardType !== void 0 && condition.oneOf.includes(cardType);
	const actual = valueOf$1(condition, standing);
	const { operator, value } = condition;
	if (operator === "over") return actual > value;
	if (operator === "atLeast") return actual >= value;
	return operator === "under" ? actual < value : actual <= value;
}
function valueOf$1({ fact, withinDays }, standing) {
	const { member, moment, receipt } = standing;
	if (fact === "receipt") return receipt;
	if (fact === "referrals") return member.referrals ?? 0;
	if (fact === "memberDays") return moment.dayNumber - dayNumberOf(member.joined);
	const { spendMinor, purchaseCount } = member;
	const past = withinDays === void 0 ? {
		spendMinor,
		purchases: purchaseCount
	} : recent(member, moment, withinDays);
	const change = isWithin(standing, withinDays) ? standing.change : {
		spend: 0,
		purchases: 0
	};
	return fact === "spend" ? past.spendMinor + change.spend : past.purchases + change.purchases;
}
/** A return of a sale that the window no longer reaches changes nothing in it. */
function isWithin({ moment, change }, withinDays) {
	return withinDays === void 0 || moment.dayNumber - (change.dayNumber ?? moment.dayNumber) < withinDays;
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
/** Where this receipt, with the tiers granted by activities, brings the member: several up at once, valid from the next receipt. */
function tierStep({ compiled, context }, { netMinor }, granted) {
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
	const entered = highestEntered(tiers, standing);
	const given = Math.max(-1, ...granted.map((id) => tiers.findIndex((each) => each.id === id)));
	const reached = Math.max(current, entered, given);
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
	const { id } = tiers[reached];
	const byEntry = {
		rule: id,
		version,
		kind: "tier",
		amount: spend,
		unit: "minor",
		allocations: [],
		because: entryBecause(tiers[reached], standing)
	};
	return {
		change: {
			from: member.tier,
			to: id
		},
		effects: reached === entered ? [byEntry] : [],
		progress,
		messages: [{
			id: "tier.reached",
			args: { tier: id }
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
// evaluate/entitlements.ts
/**
* Gifts by what was given; all else that works in so many receipts by this one, if it gave something in it. What works in any
* number of receipts is not used up, and not told.
*/
function entitlementsUsed(run, lines) {
	const used = /* @__PURE__ */ new Map();
	for (const { candidate } of [
		...run.discounts,
		...run.donations,
		...run.accruals,
		...run.tellings
	]) {
		const entitlement = candidate?.entitlement;
		if (!entitlement || used.has(entitlement.id)) continue;
		const { id, kind, gift, uses = kind === "coupon" ? 1 : Infinity } = entitlement;
		if (gift) {
			const quantity = givenOf(id, lines);
			used.set(id, {
				id,
				quantity,
				closed: quantity === gift.quantity
			});
		} else if (uses !== Infinity) used.set(id, {
			id,
			quantity: 1e3,
			closed: uses === 1
		});
	}
	return [...used.values()];
}
// evaluate/explain.ts
/** Every computed result with its reason, in the order of phases. */
function saleEffects(run) {
	const { version } = run.plan.compiled.filled;
	const effects = [];
	for (const { kind, rule, candidate, lines, amounts, totalMinor } of run.discounts) {
		const because = candidate === null ? [] : becauseOf$2(run, candidate);
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
	if (run.donations.length > 0) effects.push(...donationEffects(run));
	for (const { candidate, wallet, points, lines, linePoints } of run.accruals) effects.push({
		rule: candidate.rule.id,
		version,
		kind: "accrual",
		amount: points,
		unit: wallet.id,
		allocations: allocationsOf(run, lines, linePoints),
		because: becauseOf$2(run, candidate)
	});
	for (const { candidate, costMinor } of run.tellings) if (candidate.rule.give.kind === "privilege") effects.push({
		rule: candidate.rule.id,
		version,
		kind: "privilege",
		amount: costMinor,
		unit: "minor",
		allocations: [],
		because: becauseOf$2(run, candidate)
	});
	return effects;
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
// evaluate/phases/set-aside.ts
/** Takes the units of a gift, or of a free good, out of the lines that are sold. */
function setAside(run, candidate) {
	const wanted = wantedBy(run, candidate);
	const lines = takeScanned(run, wanted);
	let missing = wanted.quantity;
	for (const index of lines) missing -= run.lines[index].quantity;
	const { good } = wanted;
	if (good !== null && missing > 0 && (lines.length === 0 || wanted.fills) && !good.byWeight && !good.marked) {
		const origin = {
			fact: {
				...good,
				id: wanted.label.id,
				quantity: missing
			},
			from: [],
			unitPriceMinor: good.unitPriceMinor,
			place: run.plan.lines.length
		};
		lines.push(addLine(run, wanted, origin, missing, lines.length));
		missing = 0;
	}
	return {
		candidate,
		lines,
		quantity: wanted.quantity - missing
	};
}
function wantedBy(run, { rule, entitlement }) {
	const { give, id } = rule;
	if (give.kind === "freeGood") {
		const { sku, units, from } = give;
		const good = from === "extra" ? run.plan.context.facts.goods?.find((each) => each.sku === sku) ?? null : null;
		return {
			sku,
			quantity: units * 1e3,
			good,
			fills: true,
			label: {
				id: `free:${id}`,
				gift: null,
				free: id
			}
		};
	}
	const { quantity, ...good } = entitlement.gift;
	const gift = entitlement.id;
	return {
		sku: good.sku,
		quantity,
		good,
		fills: false,
		label: {
			id: `gift:${gift}`,
			gift,
			free: null
		}
	};
}
/** Scanned units in the order of lines. What is not taken of them stays to be paid. */
function takeScanned(run, wanted) {
	const lines = [];
	let { quantity } = wanted;
	for (let place = 0; place < run.plan.lines.length && quantity > 0; place += 1) {
		const line = run.lines[place];
		if (line.fact.sku !== wanted.sku || line.quantity === 0) continue;
		const taken = Math.min(quantity, line.quantity);
		quantity -= taken;
		lines.push(addLine(run, wanted, line, taken, lines.length));
		setQuantity(run, line, line.quantity - taken);
	}
	return lines;
}
function setQuantity(run, line, quantity) {
	line.quantity = quantity;
	line.grossMinor = mulDiv(line.unitPriceMinor, quantity, 1e3, "halfUp");
	line.leftMinor = line.grossMinor;
	line.floorMinor = Math.max(unitsFloor(line, quantity), run.plan.context.facts.shop.lineFloorMinor ?? 0);
}
function addLine(run, { label }, { fact, from, unitPriceMinor, place }, quantity, ordinal) {
	const grossMinor = mulDiv(unitPriceMinor, quantity, 1e3, "halfUp");
	run.lines.push({
		id: ordinal === 0 ? label.id : `${label.id}:${ordinal + 1}`,
		fact,
		from,
		unitPriceMinor,
		place,
		gift: label.gift,
		free: label.free,
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
/** Units that are given and not sold: they count in nothing. */
function isGiven({ gift, free }) {
	return gift !== null || free !== null;
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
/** Fresh lines for a run: nothing taken off yet. */
function workLines({ lines, context }) {
	const shopFloorMinor = context.facts.shop.lineFloorMinor ?? 0;
	const fresh = [];
	for (let place = 0; place < lines.length; place += 1) fresh.push(workLine(lines[place], place, shopFloorMinor));
	return fresh;
}
/** The units of allowed gifts and free goods get lines of their own. */
function setGiftsAside(run) {
	for (const candidate of run.plan.phases[6]) if (candidate.failed === null && run.choice.get(candidate) !== false) run.gifts.push(setAside(run, candidate));
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
		free: null,
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
// evaluate/phases/limits.ts
/** How much more the rule may give to all, in what it gives: minor units, or smallest units of points. */
function budgetLeft(run, { rule }) {
	const budget = rule.limits?.budget;
	if (budget === void 0) return Infinity;
	let given = spentBy(run.plan.context.facts, rule.id)?.given ?? 0;
	for (const { candidate, totalMinor } of run.discounts) if (candidate?.rule === rule) given += totalMinor;
	return Math.max(0, budget - given);
}
function budgetSpent(run, { rule }) {
	const actual = spentBy(run.plan.context.facts, rule.id)?.given ?? 0;
	const because = [{
		fact: "promotion.given",
		operator: "under",
		expected: rule.limits.budget,
		actual
	}];
	return {
		rule: rule.id,
		reason: "limit.budget",
		because
	};
}
/** Amounts in their order, each as far as the budget goes. */
function withinBudget(run, candidate, amounts) {
	let left = budgetLeft(run, candidate);
	if (left === Infinity) return amounts;
	return amounts.map((amount) => {
		const given = Math.min(amount, left);
		left -= given;
		return given;
	});
}
/**
* The units of the lines that one receipt may have, dearest per unit left first, ties in the order of lines: split off where a
* line has more. A weighed line is one unit. In the order of lines.
*/
function upToLimit(run, candidate, lines) {
	const most = candidate.rule.limits?.receipt;
	if (most === void 0) return lines;
	const taken = /* @__PURE__ */ new Map();
	let left = most * 1e3;
	let units = 0;
	for (const line of dearestFirst(run, lines)) {
		const { quantity, fact } = run.lines[line];
		const counted = fact.byWeight ? 1e3 : quantity;
		units += counted;
		const fits = Math.min(left, counted);
		if (fits === 0 || fact.byWeight && fits < counted) continue;
		left -= fits;
		taken.set(line, splitOff(run, line, fact.byWeight ? quantity : fits));
	}
	if (units > most * 1e3) refuseOver(run, candidate, units);
	return lines.flatMap((line) => taken.get(line) ?? []);
}
/** Told beside what the rule gives. `units` in thousandths. */
function refuseOver(run, { rule }, units) {
	if (!run.telling) return;
	const because = [{
		fact: "receipt.units",
		operator: "atMost",
		expected: rule.limits.receipt,
		actual: units / 1e3
	}];
	run.refusals.push({
		rule: rule.id,
		reason: "limit.receipt",
		because
	});
}
/** By what is left per unit; equals stay in the order of lines. */
function dearestFirst(run, lines) {
	return lines.toSorted((a, b) => unitPrice(run, b) - unitPrice(run, a));
}
function unitPrice(run, line) {
	const { leftMinor, quantity } = run.lines[line];
	return leftMinor * 1e3 / quantity;
}
// evaluate/phases/apply.ts
/** Which candidates of a phase pass: thresholds read what is left when the phase begins, whatever its rules then take. */
function passing(run, phase) {
	const passed = [];
	let receiptMinor = -1;
	for (const candidate of run.plan.phases[phase]) {
		if (candidate.failed !== null || allowedTo(run, candidate) === false) continue;
		const { threshold } = candidate.rule;
		if (threshold !== null) {
			if (candidate.thresholdLines === null && receiptMinor < 0) receiptMinor = leftOn(run, null);
			const left = candidate.thresholdLines === null ? receiptMinor : leftOn(run, candidate.thresholdLines);
			run.thresholdReads.set(candidate, left);
			if (!reaches(left, threshold.operator, threshold.valueMinor)) {
				miss(run, candidate, "basket.threshold", thresholdBecause(run, candidate));
				continue;
			}
		}
		if (candidate.contentLines !== null && !containsEnough(run, candidate)) continue;
		passed.push(candidate);
	}
	return passed;
}
/** What the candidate may do. Mostly no group chose and no gift was undone, and then nothing is looked up. */
function allowedTo({ choice }, candidate) {
	return choice.size === 0 || (choice.get(candidate) ?? true);
}
/** Sum left, closed lines included, gift units not. */
function leftOn(run, lines) {
	let sum = 0;
	if (lines === null) for (const line of run.lines) sum += isGiven(line) ? 0 : line.leftMinor;
	else for (const index of withSplits(run, lines)) sum += run.lines[index].leftMinor;
	return sum;
}
/** Units of the goods that must be in the basket, gift units apart. */
function containsEnough(run, candidate) {
	const because = contentBecause(run, candidate);
	if (because.actual >= because.expected) return true;
	miss(run, candidate, "goods.notContained", because);
	return false;
}
/** Units that were set aside for a gift are bought after all where it is not due. */
function miss(run, candidate, reason, because) {
	const { id, phase } = candidate.rule;
	if (phase === 6) run.undone.push(candidate);
	if (run.telling) run.refusals.push({
		rule: id,
		reason,
		because: [because]
	});
}
/** Lines (left out: the candidate's) that its group leaves it, that no flag and no earlier rule closed, with something left. */
function openLines(run, candidate, bit, among = candidate.lines) {
	const allowed = allowedTo(run, candidate);
	const only = typeof allowed === "object" ? allowed : null;
	const lines = withSplits(run, among);
	for (let at = 0; at < lines.length; at += 1) if (!isOpen(run.lines[lines[at]], bit, only)) return lines.filter((index) => isOpen(run.lines[index], bit, only));
	return lines;
}
function isOpen({ closed, leftMinor, place }, bit, only) {
	return (closed & bit) === 0 && leftMinor > 0 && (only === null || only.has(place));
}
/** Takes the amounts off the lines and lets the rule close its lines for the later ones. All amounts zero: nothing happened. */
function discount(run, candidate, kind, lines, amounts) {
	const taken = takeOff(run, lines, withinBudget(run, candidate, amounts));
	if (taken.totalMinor === 0) {
		explainNothing$1(run, candidate, kind, lines, amounts);
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
function explainNothing$1(run, candidate, kind, lines, amounts) {
	if (!run.telling) return;
	const { rule } = candidate;
	if (amounts.some((amount) => amount > 0)) run.refusals.push(budgetSpent(run, candidate));
	else if (lines.length === 0) run.refusals.push(explainClosed(run, candidate, closes.discounts));
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
		const lines = upToLimit(run, candidate, openLines(run, candidate, closes.discounts));
		if (give.kind === "fixedPrice") discount(run, candidate, "fixedPrice", lines, lines.map((index) => downTo(run, index, give.priceMinor)));
		else discount(run, candidate, "discount", lines, lines.map((index) => Math.min(run.lines[index].fact.hostDiscountMinor ?? 0, roomOf(run, index))));
	}
}
function downTo(run, index, priceMinor) {
	const { quantity, leftMinor } = run.lines[index];
	const wanted = leftMinor - mulDiv(priceMinor, quantity, 1e3, "halfUp");
	return Math.max(0, Math.min(wanted, roomOf(run, index)));
}
// evaluate/phases/ladder.ts
/** The highest step that the lines reach, by their thousandths or by what is left of them; where it is none, the first is told. */
function reachedStep(run, candidate, lines, { by, steps }) {
	let actual = 0;
	for (const index of lines) actual += by === "quantity" ? run.lines[index].quantity : run.lines[index].leftMinor;
	const step = steps.findLast(({ from }) => from <= actual);
	if (step || !run.telling) return step;
	const { id: rule } = candidate.rule;
	if (lines.length === 0) run.refusals.push(explainClosed(run, candidate, closes.discounts));
	else {
		const because = [{
			fact: by === "quantity" ? "lines.quantity" : "lines.leftMinor",
			operator: "atLeast",
			expected: steps[0].from,
			actual
		}];
		run.refusals.push({
			rule,
			reason: by === "quantity" ? "goods.tooFew" : "basket.threshold",
			because
		});
	}
}
// evaluate/phases/off-sum.ts
/** An amount computed once on the sum of the lines, spread over them by what is left, no line below its floor. */
function offSum(run, candidate, lines, amountOf) {
	const weights = lines.slice();
	let sum = 0;
	let floored = false;
	for (let at = 0; at < lines.length; at += 1) {
		const { leftMinor, floorMinor } = run.lines[lines[at]];
		weights[at] = leftMinor;
		sum += leftMinor;
		if (floorMinor > 0) floored = true;
	}
	const rooms = floored ? lines.map((index) => roomOf(run, index)) : weights;
	const amount = amountOf(sum);
	const within = Math.min(amount, budgetLeft(run, candidate));
	if (amount > 0 && within === 0) {
		if (run.telling) run.refusals.push(budgetSpent(run, candidate));
		return;
	}
	discount(run, candidate, "discount", lines, allocate(within, weights, rooms));
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
		const open = openLines(run, candidate, closes.discounts);
		if (give.kind === "lineLadder") {
			const step = reachedStep(run, candidate, open, give);
			if (step) offSum(run, candidate, upToLimit(run, candidate, open), (sum) => percentOf(sum, step));
			continue;
		}
		const lines = upToLimit(run, candidate, open);
		if (give.kind === "linePercent") offSum(run, candidate, lines, (sum) => percentOf(sum, give));
		else if (give.kind === "lineAmount") discount(run, candidate, "discount", lines, lines.map((index) => {
			const { quantity } = run.lines[index];
			return Math.min(mulDiv(give.amountMinor, quantity, 1e3, "halfUp"), roomOf(run, index));
		}));
	}
}
// evaluate/select.ts
/** The rules that concern this basket, each with the lines its goods match. */
function selectRules({ index, host }, context, lines) {
	const { bySku, byBrand, byCategory, byTag, byPartner } = index;
	const matched = /* @__PURE__ */ new Map();
	const shelved = /* @__PURE__ */ new Map();
	for (let at = 0; at < lines.length; at += 1) {
		const { fact } = lines[at];
		const { sku, brand, categories, tags, partner } = fact;
		if (bySku) collect(matched, shelved, bySku.get(sku), fact, context, at);
		if (byBrand && brand !== void 0) collect(matched, shelved, byBrand.get(brand), fact, context, at);
		if (byCategory && categories) for (const category of categories) collect(matched, shelved, byCategory.get(category), fact, context, at);
		if (byTag && tags) for (const tag of tags) collect(matched, shelved, byTag.get(tag), fact, context, at);
		if (byPartner && partner !== void 0) collect(matched, shelved, byPartner.get(partner), fact, context, at);
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
	const all = linesThat(null, lines, context);
	for (const rule of index.always) {
		const at = rule.goods === null ? all : linesThat(rule.goods, lines, context);
		if (at.length > 0) found(rule, at);
	}
	for (const rule of unlockedRules(index, context)) if (!candidates.some((each) => each.rule === rule)) found(rule, linesThat(rule.goods, lines, context));
	const hosted = linesThat(isHosted, lines, context);
	if (hosted.length > 0) found(host, hosted);
	return candidates;
}
/** What a code or an entitlement opens is told of even where the basket has none of its goods. */
function unlockedRules({ byCode, byPromotion }, { codes, unlocked, withheld }) {
	if (codes.length === 0 && unlocked.size === 0 && withheld.size === 0) return nothingUnlocked;
	const rules = /* @__PURE__ */ new Set();
	for (const code of codes) for (const rule of byCode.get(code) ?? []) if (rule.give.kind !== "gift") rules.add(rule);
	for (const promotion of [...unlocked.keys(), ...withheld.keys()]) {
		const rule = byPromotion.get(promotion);
		if (rule?.entitled) rules.add(rule);
	}
	return rules;
}
var nothingUnlocked = /* @__PURE__ */ new Set();
function isHosted({ hostDiscountMinor }) {
	return hostDiscountMinor !== void 0 && hostDiscountMinor > 0;
}
/** A promotion as this basket finds it, whether it concerns it or not; of a gift without any entitlement. */
function candidateOf(rule, context, lines) {
	return toCandidate(rule, context, lines, linesThat(rule.goods, lines, context), context.unlocked.get(rule.id) ?? null);
}
/** A gift that is to be rung now. */
function giftCandidate(rule, context, lines, gift) {
	return toCandidate(rule, context, lines, [], gift);
}
function byOrder(a, b) {
	return a.rule.order - b.rule.order;
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
function collect(matched, shelved, shelf, fact, { favourites }, at) {
	if (shelf === void 0) return;
	if (shelf.plain.length > 0) add$2(shelved, shelf, at);
	for (const rule of shelf.tested) if (rule.goods(fact, favourites)) add$2(matched, rule, at);
}
/** Two of the line's categories may lead to the same rule, or be the same. */
function add$2(into, key, at) {
	const found = into.get(key);
	if (found === void 0) into.set(key, [at]);
	else if (found[found.length - 1] !== at) found.push(at);
}
function toCandidate(rule, context, lines, matched, entitlement) {
	const goods = rule.threshold?.goods ?? null;
	const content = rule.contains;
	const unmet = firstFailure(rule.conditions, context);
	const needsLines = rule.give.kind !== "gift" && matched.length === 0;
	return {
		rule,
		lines: matched,
		thresholdLines: goods === null ? null : linesThat(goods, lines, context),
		contentLines: content === null ? null : linesThat(content.goods, lines, context),
		entitlement,
		failed: unmet ?? (needsLines ? noGoods(rule) : null)
	};
}
function firstFailure(conditions, context) {
	for (const condition of conditions) if (!condition.holds(context)) return told(condition, context);
	return null;
}
/** A right that is there and may not be used now is not missing. */
function told(failed, { withheld }) {
	const reason = failed.reason === "entitlement.missing" ? withheld.get(failed.expected) : void 0;
	if (reason === void 0) return failed;
	return {
		fact: "rights",
		operator: "isNot",
		expected: reason,
		actual: () => reason,
		reason: `entitlement.${reason}`,
		holds: () => false
	};
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
function linesThat(goods, lines, { favourites }) {
	const matching = [];
	for (let at = 0; at < lines.length; at += 1) if (goods === null || goods(lines[at].fact, favourites)) matching.push(at);
	return matching;
}
// evaluate/phases/bundle-picks.ts
/**
* A unit for each part: the first of its choices that leaves one for every part after it. Null where the parts can't all be filled.
* Mostly the first choices will do, and nothing else is looked at.
*/
function pickForAll(choices) {
	const picks = /* @__PURE__ */ new Map();
	let at = 0;
	for (; at < choices.length; at += 1) {
		const pick = choices[at].find((each) => hasUnit(each, picks));
		if (!pick) break;
		take(pick, picks);
	}
	return at === choices.length ? picks : pickWithCare(choices);
}
function pickWithCare(choices) {
	if (!canFill(choices, /* @__PURE__ */ new Map())) return null;
	const picks = /* @__PURE__ */ new Map();
	for (const [at, own] of choices.entries()) {
		const rest = choices.slice(at + 1);
		take(own.find((each) => hasUnit(each, picks) && canFill(rest, taken(each, picks))), picks);
	}
	return picks;
}
/** By augmenting paths: a part takes a unit that is free, or one whose part finds another. */
function canFill(choices, picks) {
	const holders = /* @__PURE__ */ new Map();
	const find = (part, seen) => {
		for (const stock of choices[part]) {
			if (seen.has(stock)) continue;
			seen.add(stock);
			const held = holders.get(stock) ?? [];
			const free = stock.units - (picks.get(stock) ?? 0) - held.length;
			const moved = free > 0 ? -1 : held.findIndex((other) => find(other, seen));
			if (free <= 0 && moved === -1) continue;
			if (moved !== -1) held.splice(moved, 1);
			holders.set(stock, [...held, part]);
			return true;
		}
		return false;
	};
	return choices.every((_, part) => find(part, /* @__PURE__ */ new Set()));
}
function hasUnit(stock, picks) {
	return stock.units > (picks.get(stock) ?? 0);
}
function taken(stock, picks) {
	const more = new Map(picks);
	take(stock, more);
	return more;
}
function take(stock, picks) {
	picks.set(stock, (picks.get(stock) ?? 0) + 1);
}
// evaluate/phases/sets.ts
/** Every `outOf` units make a set, the dearest together, so that the order of scans decides nothing. */
function cheapestSets(run, lines, { outOf, free, rateBp }) {
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
			const times = size / outOf;
			sets.push({
				times,
				members,
				gives: {
					cheaperUnits: Math.min(free, outOf) * times,
					rateBp
				}
			});
			members = [];
			size = 0;
		}
	}
	return sets;
}
/**
* One unit of each part, the dearest first, parts with the fewest goods choosing first, none so that another part would go without;
* as long as a bundle costs less.
*/
function bundleSets(run, lines, parts, priceMinor) {
	const { favourites } = run.plan.context;
	const open = stockOf(run, dearestFirst(run, lines));
	const matching = parts.map((part) => open.filter(({ line }) => part(run.lines[line].fact, favourites))).toSorted((a, b) => a.length - b.length);
	const sets = [];
	for (;;) {
		const picks = pickForAll(matching);
		if (!picks) return sets;
		const times = timesOf(picks);
		const members = takeTimes(picks, times);
		if (members.reduce((sum, { line, units }) => sum + units * unitPrice(run, line), 0) <= priceMinor * times) return sets;
		sets.push({
			times,
			members,
			gives: { priceMinor }
		});
	}
}
/**
* So many bought units, the dearest first, with up to so many given ones, the cheapest first, as long as a full number is bought
* and one can be given. The given units stand last in their set. Lines on both sides are one stock.
*/
function buyGetSets(run, bought, given, { buy, get }) {
	const stocks = /* @__PURE__ */ new Map();
	for (const stock of stockOf(run, [.../* @__PURE__ */ new Set([...bought, ...given])])) stocks.set(stock.line, stock);
	const toBuy = dearestFirst(run, bought).map((line) => stocks.get(line));
	const toGive = cheapestFirst(run, given).map((line) => stocks.get(line));
	const sets = [];
	for (;;) {
		const paid = pickUnits(toBuy, /* @__PURE__ */ new Map(), buy);
		const free = pickUnits(toGive, paid, get.units);
		const units = unitsOfPicks(free);
		if (unitsOfPicks(paid) < buy || units === 0) return sets;
		const picks = new Map(paid);
		for (const [stock, wanted] of free) picks.set(stock, (picks.get(stock) ?? 0) + wanted);
		const times = timesOf(picks);
		takeTimes(picks, times);
		const members = [...paid, ...free].map(([{ line }, wanted]) => ({
			line,
			units: wanted * times
		}));
		sets.push({
			times,
			members,
			gives: {
				cheaperUnits: units * times,
				rateBp: get.rateBp
			}
		});
	}
}
/** Up to so many units off the stocks in their order, beside those that are picked already. */
function pickUnits(stocks, picked, units) {
	const picks = /* @__PURE__ */ new Map();
	let left = units;
	for (const stock of stocks) {
		const taken = Math.min(left, stock.units - (picked.get(stock) ?? 0));
		if (taken <= 0) continue;
		left -= taken;
		picks.set(stock, taken);
	}
	return picks;
}
function unitsOfPicks(picks) {
	let units = 0;
	for (const each of picks.values()) units += each;
	return units;
}
/** How often the same units can be picked. */
function timesOf(picks) {
	let times = Infinity;
	for (const [{ units }, wanted] of picks) times = Math.min(times, Math.floor(units / wanted));
	return times;
}
function takeTimes(picks, times) {
	return [...picks].map(([stock, wanted]) => {
		stock.units -= wanted * times;
		return {
			line: stock.line,
			units: wanted * times
		};
	});
}
/** The first `most` sets, counting those that stand as one. */
function firstSets(sets, most) {
	let left = most;
	return sets.flatMap((set) => {
		const times = Math.min(set.times, left);
		left -= times;
		if (times === 0) return [];
		return times === set.times ? [set] : [fewer(set, times)];
	});
}
function fewer({ members, gives, times }, kept) {
	const part = (whole) => whole / times * kept;
	return {
		times: kept,
		members: members.map(({ line, units }) => ({
			line,
			units: part(units)
		})),
		gives: "priceMinor" in gives ? gives : {
			...gives,
			cheaperUnits: part(gives.cheaperUnits)
		}
	};
}
function cheapestFirst(run, lines) {
	return lines.toSorted((a, b) => unitPrice(run, a) - unitPrice(run, b));
}
function stockOf(run, lines) {
	return lines.map((line) => ({
		line,
		units: unitsOf(run, line)
	}));
}
function unitsOf(run, line) {
	return Math.floor(run.lines[line].quantity / 1e3);
}
// evaluate/phases/4-multi-buy.ts
/** The cheapest of so many free, and goods that cost less together. What is given is spread over all units of the set, by price left. */
function multiBuy(run) {
	for (const candidate of passing(run, 4)) {
		const sets = setsOf(run, candidate);
		const most = candidate.rule.limits?.receipt ?? Infinity;
		const times = sets.reduce((sum, set) => sum + set.times, 0);
		if (times > most) refuseOver(run, candidate, times * 1e3);
		const units = giveSets(run, candidate, times > most ? firstSets(sets, most) : sets);
		if (units.length > 0 && isSplit(candidate)) run.bundles.set(candidate, [...units]);
	}
}
function setsOf(run, candidate) {
	const { give, parts } = candidate.rule;
	const lines = countable(run, candidate, candidate.lines);
	if (give.kind === "cheapestFree") return cheapestSets(run, lines, give);
	if (give.kind === "bundlePrice") return bundleSets(run, lines, parts, give.priceMinor);
	if (give.kind !== "buyGet") return [];
	return buyGetSets(run, lines, countable(run, candidate, linesThat(parts[0], run.plan.lines, run.plan.context)), give);
}
/** The money of its bundles belongs to several partners. */
function isSplit({ rule: { give } }) {
	return give.kind === "bundlePrice" && give.split !== void 0;
}
/** Open lines that are counted by units. */
function countable(run, candidate, among) {
	return openLines(run, candidate, closes.discounts, among).filter((index) => !run.lines[index].fact.byWeight);
}
/** Answers the units of the sets, where they came to something. */
function giveSets(run, candidate, sets) {
	if (sets.length === 0) {
		if (run.telling) run.refusals.push({
			rule: candidate.rule.id,
			reason: "goods.tooFew",
			because: []
		});
		return [];
	}
	let budget = budgetLeft(run, candidate);
	if (budget === 0 && run.telling) run.refusals.push(budgetSpent(run, candidate));
	const lines = [];
	const amounts = [];
	for (const set of sets) {
		if (budget === 0) break;
		const units = set.members.map((member) => splitOff(run, member.line, member.units * 1e3));
		const parts = partsOf$1(run, set, units, budget);
		for (const part of parts) budget -= part;
		lines.push(...units);
		amounts.push(...parts);
	}
	const before = run.discounts.length;
	if (lines.length > 0) discount(run, candidate, "discount", lines, amounts);
	return run.discounts.length > before ? lines : [];
}
/**
* Equal sets cost the same: what one takes off is spread over its units once. What doesn't divide by them (bundles cost their
* price to the kopeck), and the rest of a budget, is spread over all.
*/
function partsOf$1(run, set, units, budget) {
	const { times } = set;
	const weights = units.map((index) => run.lines[index].leftMinor);
	const rooms = units.map((index) => roomOf(run, index));
	const due = worthOf$1(set, weights);
	const amount = Math.min(due, budget);
	const one = Math.floor(due / times);
	const whole = one === 0 ? 0 : Math.min(times, Math.floor(amount / one));
	const parts = allocate(one, weights, rooms.map((room) => Math.floor(room / times))).map((part) => part * whole);
	if (amount === whole * one) return parts;
	const left = rooms.map((room, at) => room - parts[at]);
	const rest = allocate(amount - whole * one, weights, left);
	return parts.map((part, at) => part + rest[at]);
}
/** What equal sets take off: each a rate of its cheaper units, which are its last ones, or all what is left above their price. */
function worthOf$1({ members, gives, times }, weights) {
	if ("priceMinor" in gives) return Math.max(0, weights.reduce((sum, weight) => sum + weight, 0) - gives.priceMinor * times);
	const { rateBp } = gives;
	let whole = 0;
	let units = gives.cheaperUnits;
	let at = members.length - 1;
	for (; units > 0 && units >= members[at].units; at -= 1) {
		whole += weights[at];
		units -= members[at].units;
	}
	if (units === 0) return mulDiv(whole, rateBp, 1e4 * times, "halfUp") * times;
	const among = members[at].units;
	const sum = BigInt(whole) * BigInt(among) + BigInt(weights[at]) * BigInt(units);
	const by = BigInt(among) * BigInt(1e4 * times);
	return Number((sum * BigInt(rateBp) * 2n + by) / (by * 2n)) * times;
}
// evaluate/phases/5-basket-discounts.ts
/** A percentage or an amount off the sum of the matching lines, the same for all or by a step that they reach. */
function basketDiscounts(run) {
	for (const candidate of passing(run, 5)) {
		const { give } = candidate.rule;
		const lines = openLines(run, candidate, closes.discounts);
		if (give.kind === "basketPercent") offSum(run, candidate, lines, (sum) => percentOf(sum, give));
		else if (give.kind === "basketAmount") offSum(run, candidate, lines, () => give.amountMinor);
		else if (give.kind === "basketLadder") {
			const step = reachedStep(run, candidate, lines, give);
			if (step) offSum(run, candidate, lines, (sum) => "rateBp" in step ? percentOf(sum, step) : step.amountMinor);
		}
	}
}
// evaluate/phases/6-gifts.ts
/** The units set aside in phase 1 go for nothing, unless they turn out not to be due. Gifts know no floor. */
function gifts(run) {
	passing(run, 6);
	if (run.undone.length > 0) return;
	for (const units of run.gifts) {
		if (units.lines.length === 0) {
			if (run.telling) run.refusals.push(notAtHand(run, units));
			continue;
		}
		const { candidate, lines } = units;
		const amounts = lines.map((index) => run.lines[index].leftMinor);
		if (amounts.reduce((sum, amount) => sum + amount, 0) > budgetLeft(run, candidate)) undo$1(run, candidate);
		else run.discounts.push({
			kind: "gift",
			rule: candidate.rule.id,
			candidate,
			...takeOff(run, lines, amounts)
		});
	}
}
/** Half a gift is none: where the budget has less than all of it left, its units are bought. */
function undo$1(run, candidate) {
	run.undone.push(candidate);
	if (run.telling) run.refusals.push(budgetSpent(run, candidate));
}
/** Nothing was scanned, and nothing could be added: for the good has to be weighed or read, or the till doesn't know it. */
function notAtHand(run, { candidate }) {
	const { id, give } = candidate.rule;
	if (give.kind !== "freeGood") return scanNeeded(id, candidate.entitlement.gift.sku);
	const { sku, from } = give;
	const isKnown = run.plan.context.facts.goods?.some((good) => good.sku === sku) ?? false;
	return from === "basket" || isKnown ? scanNeeded(id, sku) : {
		rule: id,
		reason: "good.unknown",
		because: []
	};
}
function scanNeeded(rule, expected) {
	return {
		rule,
		reason: "gift.scanNeeded",
		because: [{
			fact: "lines",
			operator: "includes",
			expected,
			actual: null
		}]
	};
}
// evaluate/phases/payable.ts
function payableBy(run, wallet) {
	const { payable, redemption, goodsCaps } = wallet;
	const { favourites } = run.plan.context;
	const lines = [];
	const weights = [];
	const rooms = [];
	let baseMinor = 0;
	let roomMinor = 0;
	for (const index of everyLine(run)) {
		const { closed, leftMinor, fact } = run.lines[index];
		if ((closed & closes.redemption) !== 0 || leftMinor === 0) continue;
		if (payable !== null && !payable(fact, favourites)) continue;
		let room = roomOf(run, index);
		if (redemption.lineCapBp !== void 0) room = Math.min(room, mulDiv(leftMinor, redemption.lineCapBp, 1e4, "down"));
		lines.push(index);
		weights.push(leftMinor);
		rooms.push(room);
		baseMinor += leftMinor;
		roomMinor += room;
	}
	const caps = goodsCaps.length === 0 ? [] : capsOf(run, wallet, lines, weights);
	for (const cap of caps) {
		const free = sumAt(rooms, cap.at);
		roomMinor -= free - Math.min(free, cap.mostMinor);
	}
	return {
		lines,
		weights,
		rooms,
		caps,
		baseMinor,
		roomMinor
	};
}
/** The first cap whose goods a line is of governs it. */
function capsOf(run, { goodsCaps }, lines, weights) {
	const groups = goodsCaps.map(() => []);
	const { favourites } = run.plan.context;
	lines.forEach((index, at) => {
		const governs = goodsCaps.findIndex(({ goods }) => goods(run.lines[index].fact, favourites));
		groups[governs]?.push(at);
	});
	return groups.map((at, index) => ({
		at,
		mostMinor: mulDiv(sumAt(weights, at), goodsCaps[index].capBp, 1e4, "down")
	}));
}
/**
* Spreads an amount that fits by what is left of each line. Lines of a cap that would get more than it together get exactly it,
* spread the same way, and what did not fit is spread over the others anew.
*/
function spread(amountMinor, { weights, rooms, caps }) {
	if (caps.length === 0) return allocate(amountMinor, weights, rooms);
	const open = weights.slice();
	const full = weights.map(() => 0);
	let left = amountMinor;
	let loose = caps;
	for (;;) {
		const parts = allocate(left, open, rooms);
		const over = loose.filter(({ at, mostMinor }) => sumAt(parts, at) > mostMinor);
		if (over.length === 0) return parts.map((part, at) => part + full[at]);
		loose = loose.filter((cap) => !over.includes(cap));
		for (const { at, mostMinor } of over) {
			const within = allocate(mostMinor, at.map((each) => open[each]), at.map((each) => rooms[each]));
			at.forEach((each, index) => {
				full[each] = within[index];
				open[each] = 0;
			});
			left -= mostMinor;
		}
	}
}
function sumAt(values, places) {
	let sum = 0;
	for (const at of places) sum += values[at];
	return sum;
}
// evaluate/phases/7-redemption.ts
/**
* Points pay for lines that keep redemption: at most the cap on the sum left of them, never a line below its floor, in whole
* steps, wallets in the programme's order. What could be spent is offered whether it is wished or not; points that are worth
* nothing never are.
*/
function redemption(run) {
	const { compiled, purses, context } = run.plan;
	const wishes = context.facts.redeem ?? [];
	if (run.telling) {
		for (const purse of purses) if (purse.wallet.worthMinor > 0) run.offers.push(offer(run, purse));
	}
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
	const { points, because } = limitOf(run, purse, payableBy(run, purse.wallet));
	return {
		wallet: purse.wallet.id,
		points,
		amountMinor: worthOf(points, purse.wallet),
		limitedBy: [...because]
	};
}
function redeem(run, purse, wishedPoints) {
	const { wallet } = purse;
	const payable = payableBy(run, wallet);
	const limit = limitOf(run, purse, payable);
	const points = Math.min(limit.points, wholeSteps(wishedPoints, wallet));
	if (run.telling && (points === 0 || wishedPoints !== Infinity && points < wishedPoints)) run.refusals.push({
		rule: wallet.id,
		reason: points === 0 ? limit.reason : "redemption.limited",
		because: limit.because
	});
	if (points === 0) return;
	const amountMinor = worthOf(points, wallet);
	const paid = takeOff(run, payable.lines, spread(amountMinor, payable));
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
function limitOf(run, purse, payable) {
	const refused = refusal$1(run, purse.wallet);
	if (refused) return refused;
	const useless = pointless(purse, payable);
	if (useless) return useless;
	const { wallet, availablePoints } = purse;
	const { baseMinor, roomMinor } = payable;
	const capMinor = mulDiv(baseMinor, wallet.redemption.capBp, 1e4, "down");
	const payablePoints = mulDiv(Math.min(capMinor, roomMinor), wallet.unitsPerPoint, wallet.worthMinor, "down");
	const most = Math.min(availablePoints, payablePoints);
	const points = wholeSteps(most, wallet);
	const because = [];
	if (availablePoints === most) because.push({
		fact: "wallet.points",
		operator: "atMost",
		expected: availablePoints,
		actual: payablePoints
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
/** Points that are worth nothing pay for nothing, and those for certain goods not for others. */
function pointless({ wallet, availablePoints }, { lines }) {
	const { worthMinor, payable, redemption: rules } = wallet;
	let because;
	if (worthMinor === 0) because = {
		fact: "wallet.worthMinor",
		operator: "over",
		expected: 0,
		actual: 0
	};
	else if (payable !== null && lines.length === 0) because = {
		fact: "lines",
		operator: "match",
		expected: rules.goods,
		actual: 0
	};
	else return null;
	return {
		points: 0,
		because: [because],
		reason: availablePoints === 0 ? "redemption.noPoints" : worthMinor === 0 ? "redemption.nothing" : "redemption.goods"
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
	for (const index of everyLine(run)) {
		const { closed, leftMinor } = run.lines[index];
		total += leftMinor;
		if ((closed & closes.discounts) !== 0 || leftMinor === 0) continue;
		lines.push(index);
		room += roomOf(run, index);
	}
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
// evaluate/phases/8-donations.ts
/** The total is rounded, then the shop gives its shares of it to causes, then the member their own on top. */
function roundingAndDonations(run) {
	const passed = passing(run, 8);
	rounding(run);
	for (const candidate of passed) if (candidate.rule.give.kind === "donation") donate(run, candidate, candidate.rule.give);
	const { donation } = run.plan.context.facts;
	if (donation) donateOwn(run, donation);
}
/** A share of the rule's lines, rounded down once, out of the shop's pocket: no price changes. */
function donate(run, candidate, { cause, rateBp, base }) {
	const over = causeOver(run, cause);
	if (over) return refuse(run, candidate.rule.id, "cause.over", [over]);
	const allowed = allowedTo(run, candidate);
	const lines = withSplits(run, candidate.lines).filter((index) => typeof allowed !== "object" || allowed.has(run.lines[index].place));
	const weights = lines.map((index) => baseOf(run.lines[index], base));
	const due = mulDiv(weights.reduce((total, weight) => total + weight, 0), rateBp, 1e4, "down");
	if (due === 0) return refuse(run, candidate.rule.id, "amount.nothing", []);
	const amountMinor = Math.min(due, budgetLeft(run, candidate));
	if (amountMinor === 0) {
		if (run.telling) run.refusals.push(budgetSpent(run, candidate));
		return;
	}
	const amounts = share(amountMinor, weights);
	const because = run.telling ? becauseOf$2(run, candidate) : [];
	run.donations.push({
		candidate,
		cause,
		amountMinor,
		lines,
		amounts,
		because
	});
	const { closes } = candidate.rule;
	if (closes !== 0) for (const index of lines) run.lines[index].closed |= closes;
}
/** What is paid for it, its full price, or that less its cost: nothing where the cost is not known. */
function baseOf({ leftMinor, grossMinor, quantity, fact }, base) {
	if (base === "paid") return leftMinor;
	if (base === "gross") return grossMinor;
	if (fact.costMinor === void 0) return 0;
	return Math.max(0, grossMinor - mulDiv(fact.costMinor, quantity, 1e3, "halfUp"));
}
/** So much, or what is missing to the next whole so much of what is to be paid. */
function donateOwn(run, wish) {
	const { cause } = wish;
	if (!run.plan.compiled.causes.has(cause)) return refuse(run, cause, "cause.unknown", []);
	const over = causeOver(run, cause);
	if (over) return refuse(run, cause, "cause.over", [over]);
	if ("amountMinor" in wish) return give(run, cause, wish.amountMinor, []);
	let netMinor = 0;
	for (const { leftMinor } of run.lines) netMinor += leftMinor;
	const { roundUpToMinor } = wish;
	const because = {
		fact: "receipt.netMinor",
		operator: "wholeSteps",
		expected: roundUpToMinor,
		actual: netMinor
	};
	const missing = (roundUpToMinor - netMinor % roundUpToMinor) % roundUpToMinor;
	if (missing === 0) return refuse(run, cause, "donation.nothing", [because]);
	give(run, cause, missing, [because]);
}
function give(run, cause, amountMinor, because) {
	run.donations.push({
		candidate: null,
		cause,
		amountMinor,
		lines: [],
		amounts: [],
		because
	});
}
/** What of the cause's schedule does not hold. */
function causeOver({ plan }, cause) {
	for (const condition of plan.compiled.causes.get(cause) ?? []) if (!condition.holds(plan.context)) return toBecause(condition, plan.context);
	return null;
}
function refuse(run, rule, reason, because) {
	if (run.telling) run.refusals.push({
		rule,
		reason,
		because
	});
}
// evaluate/phases/9-accrual.ts
/** What multipliers speak of. */
var multiplied = /* @__PURE__ */ new Set(["pointsRate", "pointsPer"]);
/** Points for what was paid: all rates first, then multipliers of what they gave, then fixed numbers. Each rule rounds down alone. */
function accrual(run) {
	for (const candidate of passing(run, 9)) {
		const { give } = candidate.rule;
		if (!("wallet" in give)) continue;
		const wallet = run.plan.compiled.wallets.find((each) => each.id === give.wallet);
		if (!wallet) continue;
		const over = walletOver(run, wallet);
		if (over) {
			if (run.telling) run.refusals.push({
				rule: candidate.rule.id,
				reason: "schedule.over",
				because: [over]
			});
		} else accrueBy(run, candidate, wallet, accruingLines(run, candidate), give);
	}
}
/** Where all points of a wallet end on one day, none are granted that could not be used by then. */
function walletOver({ plan }, { lifetime, activationDays }) {
	if (lifetime.kind !== "date") return null;
	const { facts, moment } = plan.context;
	if (moment.dayNumber + activationDays <= dayNumberOf(lifetime.day)) return null;
	return {
		fact: "moment",
		operator: "before",
		expected: startOfLocalDay(dayNumberOf(lifetime.day) + 1, facts.shop.zone.offsets),
		actual: facts.moment
	};
}
function accrueBy(run, candidate, wallet, lines, give) {
	switch (give.kind) {
		case "pointsRate": return accrueRate(run, candidate, wallet, lines, give);
		case "pointsPer": {
			const points = (sumMinor) => Math.floor(sumMinor / give.perMinor) * give.points;
			return accrue(run, candidate, wallet, lines, basesOf(run, lines, give.base), points);
		}
		case "pointsMultiplier": return accrueSurplus(run, candidate, wallet, lines, give.factorBp);
		case "pointsFixed": return accrue(run, candidate, wallet, lines, netOf(run, lines), () => give.points);
		case "pointsPerUnit": {
			const paid = lines.filter((index) => run.lines[index].leftMinor > 0);
			const quantities = paid.map((index) => run.lines[index].quantity);
			const points = (thousandths) => Math.floor(thousandths / 1e3) * give.points;
			return accrue(run, candidate, wallet, paid, quantities, points);
		}
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
	accrue(run, candidate, wallet, lines, basesOf(run, lines, give.base), (sumMinor) => pointsOf(sumMinor, give.rateBp, wallet));
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
	const due = sum === 0 ? 0 : pointsFor(sum);
	const points = Math.min(due, budgetLeft(run, candidate));
	if (points === 0) {
		if (due > 0 && run.telling) run.refusals.push(budgetSpent(run, candidate));
		else explainNothing(run, candidate, lines);
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
/** Lines paid for wholly with points stay: a rate on what they cost before may still give. */
function accruingLines(run, candidate) {
	const allowed = allowedTo(run, candidate);
	const only = typeof allowed === "object" ? allowed : null;
	return withSplits(run, candidate.lines).filter((index) => {
		const line = run.lines[index];
		return (line.closed & closes.accrual) === 0 && (only === null || only.has(line.place));
	});
}
function basesOf(run, lines, base) {
	const weights = netOf(run, lines);
	if (base === "beforeRedemption") lines.forEach((index, at) => {
		weights[at] += run.lines[index].redeemedMinor;
	});
	return weights;
}
function netOf(run, lines) {
	return lines.map((index) => run.lines[index].leftMinor);
}
/** What the rates gave of this wallet so far, by line. */
function ratePoints(run, wallet) {
	const points = run.lines.map(() => 0);
	for (const { wallet: earned, candidate, lines, linePoints } of run.accruals) if (earned === wallet && multiplied.has(candidate.rule.give.kind)) lines.forEach((line, at) => {
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
// evaluate/phases/10-tellings.ts
/** Privileges that are not money, and words: nothing of the receipt changes, but who is at the counter must hear of them. */
function tellings(run) {
	for (const candidate of passing(run, 10)) {
		const { give } = candidate.rule;
		if (give.kind !== "privilege" && give.kind !== "message") continue;
		const costMinor = give.kind === "privilege" ? give.costMinor : 0;
		if (costMinor <= budgetLeft(run, candidate)) run.tellings.push({
			candidate,
			costMinor
		});
		else if (run.telling) run.refusals.push(budgetSpent(run, candidate));
	}
}
/** What rules add without being asked is told: free goods in lines of their own, privileges, words. */
function toldByRules({ gifts, tellings: told, discounts, lines }) {
	if (gifts.length === 0 && told.length === 0) return [];
	const messages = [];
	for (const { rule, candidate, lines: given } of discounts) {
		const { give } = candidate?.rule ?? {};
		if (give?.kind !== "freeGood") continue;
		for (const index of given) {
			const { from, quantity } = lines[index];
			if (from.length === 0) messages.push({
				id: "gift.added",
				args: {
					rule,
					sku: give.sku,
					quantity
				}
			});
		}
	}
	for (const { candidate } of told) {
		const { id: rule, give } = candidate.rule;
		messages.push({
			id: give.kind === "message" ? "programme.message" : "privilege.given",
			args: { rule }
		});
	}
	return messages;
}
// evaluate/run.ts
var phases = [
	setGiftsAside,
	fixedPrices,
	lineDiscounts,
	multiBuy,
	basketDiscounts,
	gifts,
	redemption,
	roundingAndDonations,
	accrual,
	tellings
];
/**
* One pass through the phases. Where a gift turns out not to be due, its units were bought after all, and the pass is made
* again without it. `telling: false` leaves out what only explains.
*/
function runPhases(plan, choice, telling) {
	const told = [];
	let chosen = choice;
	for (;;) {
		const run = openRun(plan, chosen, telling, told);
		for (const phase of phases) {
			phase(run);
			if (run.undone.length > 0) break;
		}
		if (run.undone.length === 0) return run;
		const undone = run.undone;
		const isNew = (refusal) => !told.includes(refusal);
		told.push(...run.refusals.filter((each) => isNew(each) && undone.some(({ rule }) => rule.id === each.rule)));
		chosen = new Map([...chosen, ...undone.map((candidate) => [candidate, false])]);
	}
}
function openRun(plan, choice, telling, told) {
	return {
		plan,
		choice,
		telling,
		lines: workLines(plan),
		gifts: [],
		splits: /* @__PURE__ */ new Map(),
		discounts: [],
		redemptions: [],
		accruals: [],
		donations: [],
		bundles: /* @__PURE__ */ new Map(),
		tellings: [],
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
	if (choosing.length === 0) return chosen;
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
	for (const trial of effective) if (!best || valueOf(trial.run) > valueOf(best.run)) best = trial;
	if (!best) return;
	for (const candidate of best.candidates) chosen.choice.set(candidate, true);
	const refused = new Set(chosen.refusals.map(({ rule }) => rule));
	for (const { rule } of members) {
		if (rule === best.rule || refused.has(rule.id)) continue;
		const run = effective.find((trial) => trial.rule === rule)?.run;
		chosen.refusals.push(lost(group, rule, best, run));
	}
}
/** Gifts have lines of their own, and what is told has none, so they contend with nobody about one. */
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
		const isApart = touchesNoLine(trial.rule);
		for (const candidate of trial.candidates) chosen.choice.set(candidate, isApart || won.size > 0 && won);
		if (isApart || won.size > 0) continue;
		const winner = winners.get(touched(trial)[0]);
		chosen.refusals.push(lost(group, trial.rule, winner, trial.run));
	}
}
function touchesNoLine({ give, phase }) {
	return phase === 10 || give.kind === "gift" || give.kind === "freeGood";
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
	const [expected, actual] = [toMinor(valueOf(winner.run)), toMinor(valueOf(run))];
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
	const { discounts, donations, accruals, tellings } = run;
	return discounts.some(isOurs) || donations.some(isOurs) || accruals.some(isOurs) || tellings.some(isOurs);
}
function touched({ run, candidates }) {
	const lines = /* @__PURE__ */ new Set();
	for (const { candidate, lines: changed } of [
		...run.discounts,
		...run.donations,
		...run.accruals
	]) if (candidate && candidates.includes(candidate)) {
		for (const line of changed) if (!isGiven(run.lines[line])) lines.add(run.lines[line].place);
	}
	return [...lines];
}
/** In hundredths of a minor unit, so that a hundredth of a point still counts whole. */
function valueOf(run) {
	let value = 0;
	for (const { totalMinor } of run.discounts) value += totalMinor * 100;
	for (const { points, wallet } of run.accruals) value += worth(points, wallet);
	return value;
}
/** The same by line of the basket, units split off it included, gifts not. */
function valuesByLine(run) {
	const values = run.plan.lines.map(() => 0);
	const add = (index, value) => {
		const line = run.lines[index];
		if (!isGiven(line)) values[line.place] += value;
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
/**
* The last word of every evaluation: sums agree, nothing is negative. A violation is a bug of the engine, never of the data.
* `unallocated`: points earned by no line.
*/
function assertSale({ lines, totals, movements, donations = [], settlements = [] }, unallocated) {
	let redeemed = 0;
	let earned = unallocated;
	for (const line of lines) {
		assertLine(line);
		for (const { points } of line.redeemed) redeemed += points;
		for (const { points } of line.earned) earned += points;
	}
	const { grossMinor, discountMinor, redeemedMinor, netMinor } = totals;
	assert(grossMinor - discountMinor - redeemedMinor === netMinor, "totals do not add up");
	assert(redeemed === sumOf$1(totals.redeemed), "redeemed points of lines do not add up");
	assert(earned === sumOf$1(totals.earned), "earned points of lines do not add up");
	assert(redeemed === sumOf$1(movements.filter(({ kind }) => kind === "redeem")), "lots do not cover the redemption");
	assert(earned === sumOf$1(movements.filter(({ kind }) => kind === "accrue")), "lots do not hold what was earned");
	assert(movements.every(({ points }) => points > 0), "an empty movement");
	assertDonations(donations, totals);
	for (const settlement of settlements) assertSettlement(settlement);
}
/** The member's donations are what is paid beyond the goods; the shop's are allocated to the lines they are a share of. */
function assertDonations(donations, totals) {
	let own = 0;
	for (const { by, amountMinor, lines } of donations) {
		if (by === "member") own += amountMinor;
		assert(amountMinor > 0, "an empty donation");
		assert(amountsOf(lines) === (by === "member" ? 0 : amountMinor), "a donation is not what its lines give");
	}
	assert((totals.donatedMinor ?? 0) === own, "the member’s donations do not add up");
}
function assertSettlement({ from, to, amountMinor, lines }) {
	assert(from !== to && amountMinor > 0, "a settlement of nothing or with oneself");
	assert(amountsOf(lines) <= amountMinor, "a settlement is less than its lines come to");
}
function assertLine({ id, grossMinor, discounts, discountMinor, redeemed, redeemedMinor, netMinor, positions }) {
	let discounted = 0;
	for (const { amountMinor } of discounts) discounted += amountMinor;
	let paid = 0;
	for (const { amountMinor } of redeemed) paid += amountMinor;
	let printed = 0;
	for (const position of positions) printed += position.netMinor;
	if (netMinor < 0 || discountMinor < 0 || redeemedMinor < 0) throw broken(`line ${id} is below zero`);
	if (discounted !== discountMinor || paid !== redeemedMinor || printed !== netMinor) throw broken(`line ${id}: parts do not sum`);
	if (grossMinor - discountMinor - redeemedMinor !== netMinor) throw broken(`line ${id} does not add up`);
}
function sumOf$1(parts) {
	let sum = 0;
	for (const { points } of parts) sum += points;
	return sum;
}
function amountsOf(parts) {
	let sum = 0;
	for (const { amountMinor } of parts) sum += amountMinor;
	return sum;
}
function assert(holds, violated) {
	if (!holds) throw broken(violated);
}
function broken(violated) {
	return /* @__PURE__ */ new Error(`engine invariant: ${violated}`);
}
// evaluate/limited.ts
/** What every promotion with limits gave, in the order of rules: minor units, or smallest units of points. */
function givenByLimited(run) {
	const given = /* @__PURE__ */ new Map();
	const add = (candidate, amount) => {
		if (candidate === null || candidate.rule.limits === null) return;
		given.set(candidate.rule, (given.get(candidate.rule) ?? 0) + amount);
	};
	for (const { candidate, totalMinor } of run.discounts) add(candidate, totalMinor);
	for (const { candidate, amountMinor } of run.donations) add(candidate, amountMinor);
	for (const { candidate, points } of run.accruals) add(candidate, points);
	for (const { candidate, costMinor } of run.tellings) add(candidate, costMinor);
	return given.size < 2 ? given : new Map([...given].toSorted(([a], [b]) => a.order - b.order));
}
function toGiven(given) {
	return [...given].map(([rule, amount]) => ({
		promotion: rule.id,
		given: amount
	}));
}
/** New states of the uses of promotions that one member may have so often only. */
function promotionUses(run, given) {
	const { member, moment } = run.plan.context;
	if (member === null) return [];
	return [...given.keys()].filter(({ limits }) => limits?.member !== void 0 || limits?.day !== void 0).map(({ id }) => usedOnceMore(member.uses, id, dayOf(moment.dayNumber)));
}
// evaluate/positions.ts
/**
* Splits a line until every position is whole minor units × quantity, dearest first: 89.99 for three is 2 × 30.00 and 1 × 29.99.
* A weighed quantity stays one position where some price times it rounds to the sum, its own price first.
*/
function positionsOf(netMinor, quantity, unitPriceMinor) {
	if (!(quantity % 1e3 === 0)) {
		for (const price of [unitPriceMinor, mulDiv(netMinor, 1e3, quantity, "halfUp")]) if (mulDiv(price, quantity, 1e3, "halfUp") === netMinor) return [{
			quantity,
			unitNetMinor: price,
			netMinor
		}];
	}
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
	const totals = [];
	for (const { vatRateBp: rateBp, netMinor } of lines) {
		if (rateBp === void 0) continue;
		const known = totals.find((total) => total.rateBp === rateBp);
		if (known) known.grossMinor += netMinor;
		else totals.push({
			rateBp,
			grossMinor: netMinor,
			vatMinor: 0
		});
	}
	for (const total of totals) total.vatMinor = includedVat(total.grossMinor, total.rateBp);
	return totals.toSorted((a, b) => a.rateBp - b.rateBp);
}
function includedVat(grossMinor, rateBp) {
	return mulDiv(grossMinor, rateBp, 1e4 + rateBp, "halfUp");
}
// evaluate/lines.ts
/** The lines as the receipt tells them: in the order of scans, a gift's units after the line they were taken from. */
function outcomeLines(run) {
	const told = [];
	for (const line of run.lines) told.push(toLine(line));
	for (const [place, splits] of run.splits) for (const split of splits) told[split] = join(told[place], told[split]);
	for (const { rule, lines, amounts } of run.discounts) for (let at = 0; at < lines.length; at += 1) addDiscount(told[lines[at]], rule, amounts[at]);
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
	const { id, fact, from, quantity, unitPriceMinor, grossMinor, leftMinor, redeemedMinor, gift, free } = line;
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
	if (free !== null) told.free = free;
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
function addDiscount(line, rule, amountMinor) {
	const { discounts } = line;
	line.discountMinor += amountMinor;
	if (discounts.length === 0) line.discounts = [{
		rule,
		amountMinor
	}];
	else {
		const last = discounts[discounts.length - 1];
		if (last.rule === rule) last.amountMinor += amountMinor;
		else discounts.push({
			rule,
			amountMinor
		});
	}
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
		netMinor: 0,
		redeemed: redeemedPoints(run),
		earned: earnedPoints(run),
		vat: vatTotals(lines)
	};
	for (const line of lines) {
		totals.grossMinor += line.grossMinor;
		totals.discountMinor += line.discountMinor;
		totals.redeemedMinor += line.redeemedMinor;
		totals.netMinor += line.netMinor;
	}
	const donatedMinor = donatedByMember(run);
	if (donatedMinor > 0) totals.donatedMinor = donatedMinor;
	return totals;
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
// evaluate/draw.ts
/** Those of a wallet that may be spent at the moment, in the order in which they are: soonest expiry first. */
function spendable(offered, wallet, instantMs) {
	const found = offered.filter(({ lot }) => lot.wallet === wallet && isSpendable(lot, instantMs));
	if (found.length > 1) found.sort(bySoonestExpiry$1);
	return found;
}
/** Takes up to `points` (smallest units) from what is offered, in its order. The parts sum to less where there is no more. */
function draw(offered, points) {
	const drawn = [];
	let left = points;
	for (const { lot, lease } of offered) {
		if (left === 0) break;
		const taken = Math.min(left, lot.points);
		left -= taken;
		drawn.push({
			lot,
			lease,
			points: taken
		});
	}
	return drawn;
}
function isSpendable({ points, activeFrom, expiresAt }, instantMs) {
	return points > 0 && Date.parse(activeFrom) <= instantMs && expiryMs$1(expiresAt) > instantMs;
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
	return draw(purse.funds, points).map(({ lot, lease, points: taken }) => {
		const movement = {
			kind: "redeem",
			wallet: purse.wallet.id,
			lot: lot.id,
			points: taken
		};
		return lease === null ? movement : {
			...movement,
			lease
		};
	});
}
/** Wallets whose lots live so long after the last purchase: this one moves them all, also those this till knows nothing of. */
function extensions({ compiled, context }) {
	const { facts, moment } = context;
	return compiled.extending.map(({ id, lifetime }) => {
		const { expiresAt } = lotDates(facts.moment, moment, 0, lifetime, facts.shop.zone.offsets);
		return {
			wallet: id,
			expiresAt
		};
	});
}
// evaluate/purses.ts
/**
* What the member may spend now, per wallet, soonest expiry first: the member's own lots; under leases theirs alone, and of
* the own ones what the floor limits allow.
*/
function readPurses({ wallets }, { member, facts, moment }) {
	if (member === null) return [];
	const { spending } = facts;
	const own = member.lots.map((lot) => ({
		lot,
		lease: null
	}));
	if (spending?.level !== "lease") return wallets.map((wallet) => purse(wallet, spendable(own, wallet.id, moment.instantMs)));
	const leased = spending.leases.flatMap(({ lease, lots }) => lots.map((lot) => ({
		lot,
		lease
	})));
	return wallets.map((wallet) => {
		const risked = spending.floor?.find((each) => each.wallet === wallet.id)?.points ?? 0;
		const atRisk = (risked === 0 ? [] : draw(spendable(own, wallet.id, moment.instantMs), risked)).map(({ lot, points }) => ({
			lot: {
				...lot,
				points
			},
			lease: null
		}));
		return purse(wallet, spendable([...leased, ...atRisk], wallet.id, moment.instantMs));
	});
}
function purse(wallet, funds) {
	return {
		wallet,
		funds,
		availablePoints: funds.reduce((sum, { lot }) => sum + lot.points, 0)
	};
}
// evaluate/settlements.ts
/**
* What the sale leaves owing between companies: for points that the partner's shop granted (also to others: `shares`), for points
* it took as money, and for other partners' parts of a bundle.
*/
function saleSettlements(run, partner, sale) {
	const { coalition, wallets } = run.plan.compiled;
	return [...coalition === null ? [] : wallets.flatMap((wallet) => forPoints(coalition, partner, wallet, sale)), ...bundleSettlements(run, partner)];
}
/** The operator keeps the worth of points from whoever grants them to whoever takes them. */
function forPoints({ operator, partners }, partner, wallet, sale) {
	const rates = partners.get(partner);
	if (!rates || partner === operator || wallet.worthMinor === 0) return [];
	const granted = grantedBy(wallet.id, sale);
	const worth = (points) => mulDiv(points * wallet.worthMinor, rates.earnBp, 1e4 * wallet.unitsPerPoint, "down");
	const paid = sale.lines.flatMap(({ id, redeemed }) => redeemed.filter((each) => each.wallet === wallet.id).map(({ amountMinor }) => ({
		line: id,
		amount: amountMinor
	})));
	return [...settle({
		from: partner,
		to: operator,
		reason: "accrual",
		rule: wallet.id
	}, worth(sum$2(granted)), granted), ...settle({
		from: operator,
		to: partner,
		reason: "redemption",
		rule: wallet.id
	}, mulDiv(sum$2(paid), rates.spendBp, 1e4, "down"), paid)];
}
function grantedBy(wallet, { lines, totals, shares = [] }) {
	const points = /* @__PURE__ */ new Map();
	const add = (line, more) => points.set(line, (points.get(line) ?? 0) + more);
	for (const line of lines) for (const each of line.earned) if (each.wallet === wallet) add(line.id, each.points);
	for (const each of shares) if (each.wallet === wallet) for (const part of each.lines) add(part.line, part.points);
	const weights = [...points].map(([line, amount]) => ({
		line,
		amount
	}));
	const ofNoLine = [...totals.earned, ...shares].filter((each) => each.wallet === wallet).reduce((total, each) => total + each.points, 0) - sum$2(weights);
	return ofNoLine === 0 ? weights : [...weights, {
		line: null,
		amount: ofNoLine
	}];
}
/** The shop took all the money of the bundle: the other partners get their shares of what its units were paid. */
function bundleSettlements(run, partner) {
	return [...run.bundles].flatMap(([{ rule }, units]) => {
		const { give } = rule;
		if (give.kind !== "bundlePrice" || !give.split) return [];
		const paid = allocationsOf(run, units, units.map((index) => run.lines[index].leftMinor));
		const parts = share(sum$2(paid), give.split.map(({ shareBp }) => shareBp));
		return give.split.flatMap((each, at) => each.partner === partner ? [] : settle({
			from: partner,
			to: each.partner,
			reason: "bundle",
			rule: rule.id
		}, parts[at], paid));
	});
}
function settle(owed, amountMinor, weights) {
	if (amountMinor === 0) return [];
	const parts = share(amountMinor, weights.map(({ amount }) => amount));
	const lines = weights.flatMap(({ line }, at) => line === null || parts[at] === 0 ? [] : [{
		line,
		amountMinor: parts[at]
	}]);
	return [{
		...owed,
		amountMinor,
		lines
	}];
}
function settlementEffects(run, settlements) {
	const { version } = run.plan.compiled.filled;
	const { partner } = run.plan.context.facts.shop;
	return settlements.map(({ rule, amountMinor, lines }) => ({
		rule,
		version,
		kind: "settlement",
		amount: amountMinor,
		unit: "minor",
		allocations: lines.map((part) => ({
			line: part.line,
			amount: part.amountMinor
		})),
		because: [{
			fact: "shop.partner",
			operator: "is",
			expected: partner,
			actual: partner
		}]
	}));
}
function sum$2(weights) {
	return weights.reduce((total, { amount }) => total + amount, 0);
}
// evaluate/wishes.ts
/** The gifts to ring now, in the order they were asked for; what can't be one is refused by its id. */
function giftWishes({ index }, context, lines) {
	const candidates = [];
	const refusals = [];
	for (const id of distinct(context.facts.gifts)) {
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
	const withheld = facts.rights && withheldReason(facts.rights, id);
	if (withheld) return refusal(id, `entitlement.${withheld}`, "rights", "isNot", withheld, withheld);
	if (isValidAt(gift, moment)) return gift;
	return gift.validUntil !== void 0 && Date.parse(gift.validUntil) <= moment.instantMs ? refusal(id, "schedule.over", "moment", "before", gift.validUntil, facts.moment) : refusal(id, "schedule.notYet", "moment", "atLeast", gift.validFrom, facts.moment);
}
/** Codes that open nothing: no promotion asks for them, and no coupon of the member has that id. */
function codeRefusals({ index }, { codes, facts }) {
	const refusals = [];
	for (const code of distinct(codes)) {
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
function distinct(ids = []) {
	return ids.length < 2 ? ids : [...new Set(ids)];
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
	const lines = joinScans(facts.lines);
	const context = unlockAtOnce(compiled, readContext(compiled, facts), lines);
	const wishes = giftWishes(compiled, context, lines);
	const candidates = selectRules(compiled, context, lines);
	candidates.push(...wishes.candidates);
	candidates.sort(byOrder);
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
	const { compiled, context } = run.plan;
	const lines = outcomeLines(run);
	const totals = saleTotals(run, lines);
	const movements = saleMovements(run, totals);
	const acted = actOn(run);
	if (acted) addLots(acted, lines, totals, movements, compiled, context.member);
	const step = tierStep(run.plan, totals, acted?.tiers ?? []);
	const closed = closedGoods(run.plan, lines);
	const moved = step !== null && step.change.from !== step.change.to;
	const issued = acted?.issued ?? [];
	const outcome = {
		kind: "sale",
		lines,
		totals,
		movements,
		entitlements: {
			used: entitlementsUsed(run, lines),
			...issued.length > 0 ? { issued } : {}
		},
		tier: moved ? step.change : null,
		effects: [
			...saleEffects(run),
			...acted?.effects ?? [],
			...step?.effects ?? []
		],
		rejections: [
			...saleRejections(run, refusals),
			...closed.rejections,
			...rejectionsOf(acted)
		],
		progress: [...step?.progress ?? [], ...acted?.progress ?? []],
		messages: [
			...step?.messages ?? [],
			...saleMessages(run, movements, lines),
			...toldByRules(run),
			...acted?.messages ?? []
		],
		redeemable: run.offers,
		...extrasOf(run, closed.refused, acted)
	};
	addMoney(run, outcome);
	assertSale(outcome, unallocated(acted));
	return outcome;
}
/** What causes and companies get, and the lots that the purchase keeps alive; a list that would be empty is left out. */
function addMoney(run, outcome) {
	const { compiled, context } = run.plan;
	if (run.donations.length > 0) {
		outcome.donations = saleDonations(run);
		outcome.messages.push(...donationThanks(run));
	}
	if (context.facts.shop.partner !== void 0) {
		const settlements = saleSettlements(run, context.facts.shop.partner, outcome);
		if (settlements.length > 0) outcome.settlements = settlements;
		outcome.effects.push(...settlementEffects(run, settlements));
	}
	if (compiled.extending.length > 0 && context.member !== null) outcome.extended = extensions(run.plan);
}
function rejectionsOf(acted) {
	return (acted?.refusals ?? []).map(({ rule, reason, because }) => ({
		rule,
		reason,
		because: [...because]
	}));
}
/** What only programmes beyond the simplest bring about; a list that would be empty is left out. */
function extrasOf(run, refused, acted) {
	const extras = {
		...acted ? broughtBy(acted) : {},
		...countedOf(run)
	};
	const limited = givenByLimited(run);
	if (limited.size > 0) extras.given = toGiven(limited);
	const uses = [...limited.size === 0 ? [] : promotionUses(run, limited), ...acted?.uses ?? []];
	if (uses.length > 0) extras.uses = uses;
	const privileges = privilegesOf(run);
	if (privileges.length > 0) extras.privileges = privileges;
	if (refused !== void 0 && refused.length > 0) extras.refused = refused;
	return extras;
}
/** What the member's account counts beside money, as far as the programme asks for it. */
function countedOf(run) {
	const { context, compiled } = run.plan;
	const { byDay, chosenAmong } = compiled.reacting;
	if (context.facts.member === null || !byDay && chosenAmong.size === 0) return {};
	const bought = boughtOf(chosenAmong, chosenAmong.size > 0 ? boughtLines(run) : []);
	return {
		...byDay ? { day: dayOf(context.moment.dayNumber) } : {},
		...bought.length > 0 ? { bought } : {}
	};
}
function privilegesOf({ tellings }) {
	return tellings.flatMap(({ candidate, costMinor }) => candidate.rule.give.kind === "privilege" ? [{
		rule: candidate.rule.id,
		costMinor
	}] : []);
}
// evaluate/explain-rule.ts
/**
* Why a promotion gives nothing on this sale, also one that the sale does not concern and whose refusal an Outcome leaves out.
* Null: it does give something, or would if it were asked for (a gift that waits), or the programme has no such promotion.
*/
function explain(compiled, facts, rule) {
	const { effects, rejections, messages } = evaluate(compiled, facts);
	if (effects.some((each) => each.rule === rule) || messages.some(({ args }) => args["rule"] === rule)) return null;
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
// extend.ts
/** Moves the wallet's lots that are alive at the moment to the new date, never to an earlier one. Changes them in place. */
function extendLots(lots, { wallet, expiresAt }, moment) {
	const until = Date.parse(expiresAt);
	const now = Date.parse(moment);
	for (const lot of lots) {
		if (lot.wallet !== wallet || lot.expiresAt === null) continue;
		const ends = Date.parse(lot.expiresAt);
		if (ends > now && ends < until) lot.expiresAt = expiresAt;
	}
}
// reverse/account.ts
/**
* What the return changes in the account. First what was spent goes back to its lots, last spent first, and pays off debt;
* then what was earned is taken: from the sale's own lot, then from others (soonest expiry first), then as debt, or let go
* where the wallet forgives. So a balance and a debt are never both above zero.
*/
function returnMovements({ filled }, { sale, facts }, reinstated, reinstatedBefore, clawedBack) {
	const { member } = facts;
	if (member === null) return [];
	const books = {
		lots: new Map(member.lots.map((lot) => [lot.id, { ...lot }])),
		debt: new Map(member.debt.map(({ wallet, points }) => [wallet, points])),
		movements: []
	};
	const spentLots = lotsOfSale(sale);
	const revivedUntil = endOfGrace(facts, filled.reinstateDays);
	for (const { wallet, points } of reinstated) {
		const before = reinstatedBefore.find((each) => each.wallet === wallet)?.points ?? 0;
		for (const back of spentLast(sale.outcome.movements, wallet, before, points)) reinstate(books, books.lots.get(back.lot) ?? {
			...spentLots.get(back.lot),
			points: 0
		}, back.points, facts.moment, revivedUntil);
	}
	for (const { wallet, points } of clawedBack) clawBack(books, filled, {
		wallet,
		points,
		own: accruedLots(sale.outcome.movements, wallet)
	}, facts);
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
/** What no lot covers is still named where it is forgiven: the account's true books may hold more than was known here. */
function clawBack(books, { wallets }, { wallet, points, own }, facts) {
	const forgives = wallets.find(({ id }) => id === wallet)?.debt === "forgive";
	const take = (lot, taken) => {
		const movement = {
			kind: "clawback",
			wallet,
			lot,
			points: taken
		};
		books.movements.push(forgives ? {
			...movement,
			forgive: true
		} : movement);
	};
	const nowMs = Date.parse(facts.moment);
	const others = [...books.lots.values()].filter((lot) => lot.wallet === wallet && !own.includes(lot.id) && expiryMs(lot) > nowMs);
	let left = points;
	for (const id of [...own, ...others.toSorted(bySoonestExpiry).map((lot) => lot.id)]) {
		const lot = books.lots.get(id);
		const taken = Math.min(left, lot?.points ?? 0);
		if (taken === 0) continue;
		lot.points -= taken;
		left -= taken;
		take(id, taken);
	}
	if (left === 0) return;
	if (forgives) take(own[0], left);
	else books.movements.push({
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
/** Every lot the sale could spend, with its own dates as the sale left them. */
function lotsOfSale({ facts, outcome }) {
	const { member, spending } = facts;
	const leased = spending?.level === "lease" ? spending.leases.flatMap(({ lots }) => lots) : [];
	const lots = new Map([...member?.lots ?? [], ...leased].map((lot) => [lot.id, { ...lot }]));
	for (const extension of outcome.extended ?? []) extendLots([...lots.values()], extension, facts.moment);
	return lots;
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
// reverse/rest.ts
/** The facts of the sale without what came back (thousandths by line of its outcome), paid with so many points. */
function restOf({ facts, outcome }, back, kept) {
	const gone = goneByScan(facts.lines, outcome.lines, back);
	const gifts = keptGifts(outcome.lines, back);
	return {
		...facts,
		lines: [...facts.lines.flatMap((line) => without(line, gone.get(line.id) ?? 0)), ...keptAdded(facts, outcome.lines, back)],
		gifts: (facts.gifts ?? []).filter((id) => (gifts.get(id) ?? 0) > 0),
		redeem: kept.map(({ wallet, points }) => ({
			wallet,
			points
		})),
		member: facts.member && withGifts(facts.member, gifts)
	};
}
/** Which scans a line's units are taken from: the last ones first, so that the line stays where it stood. */
function goneByScan(scans, lines, back) {
	const left = new Map(scans.map(({ id, quantity }) => [id, quantity]));
	const gone = /* @__PURE__ */ new Map();
	for (const { id, from } of lines) {
		let wanted = back.get(id) ?? 0;
		for (const scan of from.toReversed()) {
			const taken = Math.min(wanted, left.get(scan));
			wanted -= taken;
			left.set(scan, left.get(scan) - taken);
			gone.set(scan, (gone.get(scan) ?? 0) + taken);
		}
	}
	return gone;
}
function without(line, gone) {
	if (gone === 0) return [line];
	const quantity = line.quantity - gone;
	if (quantity === 0) return [];
	const { hostDiscountMinor } = line;
	if (hostDiscountMinor === void 0) return [{
		...line,
		quantity
	}];
	return [{
		...line,
		quantity,
		hostDiscountMinor: cumulativeShare(hostDiscountMinor, quantity, line.quantity)
	}];
}
/** What was added without a scan and stays is there to be paid for, where it turns out not to be due. */
function keptAdded({ member, goods = [] }, lines, back) {
	return lines.flatMap((line) => {
		const quantity = line.quantity - (back.get(line.id) ?? 0);
		if (line.from.length > 0 || quantity === 0) return [];
		const good = member?.entitlements.find(({ id }) => id === line.gift)?.gift ?? goods.find(({ sku }) => sku === line.sku);
		return good ? [{
			...good,
			id: line.id,
			quantity
		}] : [];
	});
}
/** Thousandths of each gift that stay with the buyer. */
function keptGifts(lines, back) {
	const kept = /* @__PURE__ */ new Map();
	for (const { id, gift, quantity } of lines) if (gift !== void 0) kept.set(gift, (kept.get(gift) ?? 0) + quantity - (back.get(id) ?? 0));
	return kept;
}
/** A gift is worth what was taken of it: what was left open must not take units that are paid for. */
function withGifts(member, kept) {
	return {
		...member,
		entitlements: member.entitlements.map((entitlement) => {
			const quantity = kept.get(entitlement.id);
			return entitlement.gift && quantity ? {
				...entitlement,
				gift: {
					...entitlement.gift,
					quantity
				}
			} : entitlement;
		})
	};
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
// reverse/anew.ts
/** Whether a promotion that asks for it applied to the sale, so that what stays with the buyer is to be computed anew. */
function isComputedAnew(compiled, { facts }) {
	const { recomputed } = compiled;
	return recomputed.size > 0 && evaluate(compiled, facts).effects.some(({ rule }) => recomputed.has(rule));
}
/**
* By sale line, what came back with the earlier returns and what comes back now. Lines are taken one by one, in the order of the
* returns, so that it makes no difference how they were put together: with each, what was paid less what is due for the rest is
* given back, as far as it was not yet.
*/
function backsAnew(compiled, { sale, returned, lines }) {
	const backs = {
		before: /* @__PURE__ */ new Map(),
		now: /* @__PURE__ */ new Map()
	};
	const quantities = /* @__PURE__ */ new Map();
	const given = {
		refundMinor: 0,
		reinstated: [],
		clawedBack: []
	};
	const take = ({ line, quantity }, into) => {
		quantities.set(line, (quantities.get(line) ?? 0) + quantity);
		const more = moreThan(given, dueBack(compiled, sale, quantities));
		add$1(given, more);
		const back = into.get(line) ?? {
			refundMinor: 0,
			reinstated: [],
			clawedBack: []
		};
		add$1(back, more);
		into.set(line, back);
	};
	for (const each of returned) take(each, backs.before);
	for (const each of lines) take(each, backs.now);
	return backs;
}
/** What has to be back once so much of each line is: never more money than was paid for it, never below zero. */
function dueBack(compiled, sale, quantities) {
	const { totals, lines } = sale.outcome;
	const rest = evaluate(compiled, restOf(sale, quantities, totals.redeemed.map(({ wallet, points }) => ({
		wallet,
		points: points - redeemedWith(lines, wallet, quantities)
	}))));
	const paidMinor = lines.reduce((sum, line) => sum + paidUpTo(line, quantities.get(line.id) ?? 0), 0);
	return {
		refundMinor: Math.min(paidMinor, Math.max(0, totals.netMinor - rest.totals.netMinor)),
		reinstated: less(totals.redeemed, rest.totals.redeemed),
		clawedBack: less(earnedOn(lines), earnedOn(rest.lines))
	};
}
function earnedOn(lines) {
	const sums = /* @__PURE__ */ new Map();
	for (const { earned } of lines) for (const { wallet, points } of earned) sums.set(wallet, (sums.get(wallet) ?? 0) + points);
	return [...sums].map(([wallet, points]) => ({
		wallet,
		points
	}));
}
/** The share of what was spent on the lines that are back. */
function redeemedWith(lines, wallet, quantities) {
	let sum = 0;
	for (const { id, redeemed, quantity } of lines) for (const each of redeemed) if (each.wallet === wallet) sum += cumulativeShare(each.points, quantities.get(id) ?? 0, quantity);
	return sum;
}
function less(points, others) {
	return points.map(({ wallet, points: whole }) => ({
		wallet,
		points: Math.max(0, whole - pointsIn(others, wallet))
	}));
}
/** What is due beyond what was given already. */
function moreThan(given, due) {
	return {
		refundMinor: Math.max(0, due.refundMinor - given.refundMinor),
		reinstated: less(due.reinstated, given.reinstated),
		clawedBack: less(due.clawedBack, given.clawedBack)
	};
}
function add$1(into, more) {
	into.refundMinor += more.refundMinor;
	for (const key of ["reinstated", "clawedBack"]) into[key] = more[key].map(({ wallet, points }) => ({
		wallet,
		points: points + pointsIn(into[key], wallet)
	})).filter(({ points }) => points > 0);
}
function pointsIn(list, wallet) {
	return list.find((each) => each.wallet === wallet)?.points ?? 0;
}
// reverse/backs.ts
/** The stored net of the units and their shares of points, or, where a promotion asks for it, what the rest computed anew leaves. */
function backsOf(compiled, input, parts, known) {
	const anew = isComputedAnew(compiled, input.sale) ? backsAnew(compiled, input) : null;
	const earlier = sumByLine(input.returned);
	return {
		lines: parts.map((part) => returnLine(part, known, anew?.now.get(part.line.id) ?? null)),
		before: input.sale.outcome.lines.map((line) => {
			const to = earlier.get(line.id) ?? 0;
			const { vatRateBp, redeemed } = line;
			const back = anew?.before.get(line.id);
			if (anew) return {
				vatRateBp,
				refundMinor: back?.refundMinor ?? 0,
				reinstated: back?.reinstated ?? []
			};
			return {
				vatRateBp,
				refundMinor: paidUpTo(line, to),
				reinstated: pointsOfPart(redeemed, {
					line,
					from: 0,
					to
				})
			};
		})
	};
}
function returnLine(part, known, anew) {
	const { id, sku, redeemed, earned, gift, vatRateBp } = part.line;
	const positions = positionsOfBack(part, anew);
	const line = {
		line: id,
		sku,
		quantity: part.to - part.from,
		refundMinor: sumOf(positions),
		positions,
		reinstated: known ? anew?.reinstated ?? pointsOfPart(redeemed, part) : [],
		clawedBack: known ? anew?.clawedBack ?? pointsOfPart(earned, part) : []
	};
	if (gift !== void 0) line.gift = gift;
	if (vatRateBp !== void 0) line.vatRateBp = vatRateBp;
	return line;
}
/** The printed positions as long as they come to the same; another refund is told at prices of its own. */
function positionsOfBack(part, anew) {
	const printed = positionsBack(part);
	if (anew === null || anew.refundMinor === sumOf(printed)) return printed;
	return positionsOf(anew.refundMinor, part.to - part.from, part.line.unitPriceMinor);
}
function sumOf(positions) {
	return positions.reduce((sum, { netMinor }) => sum + netMinor, 0);
}
// reverse/entitlements.ts
/** A gift returned may be taken again; what was used in a receipt of which nothing remains works once more. */
function reopened({ sale }, lines, whole) {
	const quantities = /* @__PURE__ */ new Map();
	for (const { gift, quantity } of lines) if (gift !== void 0) quantities.set(gift, (quantities.get(gift) ?? 0) + quantity);
	const gifts = new Set(sale.outcome.lines.map(({ gift }) => gift));
	const own = new Set(sale.outcome.entitlements.issued?.map(({ id }) => id));
	if (whole) {
		for (const { id, quantity } of sale.outcome.entitlements.used) if (!gifts.has(id) && !own.has(id)) quantities.set(id, quantity);
	}
	return [...quantities].map(([id, quantity]) => ({
		id,
		quantity
	}));
}
/** Uses of promotions with limits, once nothing of the sale remains; never on somebody else's card. */
function unused({ sale, facts }, whole) {
	const mine = facts.member === null || facts.member.id === sale.facts.member?.id;
	return whole && mine ? sale.outcome.given : void 0;
}
// reverse/money-back.ts
/**
* The shop's donations and what companies owe each other come back line by line, by cumulative difference. Points that stay,
* because their member is not at hand (`known` false), stay settled; the member's own donation comes back with the whole sale.
*/
function moneyBack({ filled }, { input, parts, whole }, known) {
	const sale = input.sale.outcome;
	const back = {
		donations: [],
		settlements: [],
		donatedMinor: 0,
		effects: []
	};
	const tell = (rule, kind, shares, amount) => {
		const allocations = parts.flatMap(({ line }, at) => shares[at] > 0 ? [{
			line: line.id,
			amount: shares[at]
		}] : []);
		const because = [{
			fact: "lines.returned",
			operator: "shareOf",
			expected: rule,
			actual: parts.length
		}];
		back.effects.push({
			rule,
			version: filled.version,
			kind,
			amount,
			unit: "minor",
			allocations,
			because
		});
	};
	for (const { cause, by, rule, amountMinor: given, lines } of sale.donations ?? []) {
		const shares = parts.map((part) => by === "shop" ? shareOf(lines, part) : 0);
		const amountMinor = by === "shop" ? sum$1(shares) : whole ? given : 0;
		if (amountMinor === 0) continue;
		if (by === "member") back.donatedMinor += amountMinor;
		add(back.donations, {
			cause,
			by,
			amountMinor
		});
		tell(rule ?? cause, "donation", shares, amountMinor);
	}
	for (const { from, to, reason, rule, lines } of sale.settlements ?? []) {
		if (reason !== "bundle" && !known) continue;
		const shares = parts.map((part) => shareOf(lines, part));
		const amountMinor = sum$1(shares);
		if (amountMinor === 0) continue;
		back.settlements.push({
			from: to,
			to: from,
			reason,
			rule,
			amountMinor
		});
		tell(rule, "settlement", shares, amountMinor);
	}
	return back;
}
/** The part's share of what the line was allocated, half up. */
function shareOf(allocated, { line, from, to }) {
	const whole = allocated.find((each) => each.line === line.id)?.amountMinor ?? 0;
	return cumulativeShare(whole, to, line.quantity) - cumulativeShare(whole, from, line.quantity);
}
/** One cause's donations of one purse come back as one. */
function add(donations, donation) {
	const same = donations.find(({ cause, by }) => cause === donation.cause && by === donation.by);
	if (same) same.amountMinor += donation.amountMinor;
	else donations.push(donation);
}
function sum$1(values) {
	return values.reduce((total, value) => total + value, 0);
}
// reverse/sold.ts
function backOf(input, parts, whole) {
	return {
		input,
		parts,
		before: sumByLine(input.returned),
		whole
	};
}
/** What was bought (not given) of these goods. */
function soldLines({ input: { sale } }, goods) {
	const favourites = new Set(sale.facts.member?.favourites);
	const facts = new Map(sale.facts.lines.map((line) => [line.id, line]));
	return sale.outcome.lines.filter(({ id, gift, free }) => {
		const fact = facts.get(id);
		return gift === void 0 && free === void 0 && fact !== void 0 && (goods === null || goods(fact, favourites));
	});
}
/** Some of these lines come back now, and none did before. */
function firstBack({ parts, before }, lines) {
	return anyBack({ parts }, lines) && !lines.some((line) => (before.get(line) ?? 0) > 0);
}
function anyBack({ parts }, lines) {
	return parts.some(({ line }) => lines.includes(line.id));
}
/** Goods that an activity names undo it as soon as any of them comes back; one that names none is undone with the whole sale. */
function isUndone(back, { goods }) {
	if (goods === null) return back.whole;
	return anyBack(back, soldLines(back, goods).map(({ id }) => id));
}
// reverse/tier.ts
/**
* A tier whose entry the return undoes is lost at once: its entry held before and does not after; so is one that an activity of
* this very sale gave, with what the activity was for. The member falls to the highest lower tier whose entry still holds, and
* never below the one they had before this very sale: its return can't undo what it did not do.
*/
function tierLost({ filled: { tiers }, reacting }, back, refund) {
	const { sale, facts, lines } = back.input;
	const { member } = facts;
	const current = tiers.findIndex(({ id }) => id === member?.tier);
	const had = tiers.findIndex(({ id }) => id === sale.facts.member?.tier);
	if (member === null || current < 1 || current <= had) return null;
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
			purchases,
			dayNumber: parseMoment(sale.facts.moment).dayNumber
		},
		receipt: remaining - refund.nowMinor
	};
	const tier = tiers[current];
	const byEntry = entryHolds(tier, before);
	const given = reacting.activities.find((each) => sale.outcome.tier?.to === tier.id && each.give.some((grant) => grant.kind === "tier" && grant.tier === tier.id) && isUndone(back, each));
	if (byEntry ? entryHolds(tier, after) : !given) return null;
	const lower = Math.max(0, had, highestEntered(tiers.slice(0, current), after));
	const because = byEntry ? entryBecause(tier, after) : [{
		fact: "lines.returned",
		operator: "shareOf",
		expected: given.id,
		actual: lines.length
	}];
	return {
		change: {
			from: tier.id,
			to: tiers[lower].id
		},
		because
	};
}
// reverse/counts.ts
/** The parts of others' shares that come back, by cumulative difference over each line. */
function sharesBack({ wallets }, { input, parts }) {
	return (input.sale.outcome.shares ?? []).flatMap(({ rule, member, wallet, lot, lines }) => {
		let points = 0;
		for (const { line, points: whole } of lines) for (const { line: sold, from, to } of parts) if (sold.id === line) points += cumulativeShare(whole, to, sold.quantity) - cumulativeShare(whole, from, sold.quantity);
		if (points === 0) return [];
		const forgive = wallets.find(({ id }) => id === wallet)?.debt === "forgive";
		return [{
			rule,
			member,
			wallet,
			lot,
			points,
			...forgive ? { forgive: true } : {}
		}];
	});
}
function shareEffects({ filled }, { input }, shares) {
	return shares.map(({ rule, wallet, points }) => ({
		rule,
		version: filled.version,
		kind: "share",
		amount: points,
		unit: wallet,
		allocations: [],
		because: [{
			fact: "lines.returned",
			operator: "shareOf",
			expected: rule,
			actual: input.lines.length
		}]
	}));
}
/** Challenges go down by what of the sale comes back; what they gave for a goal stays. */
function countersBack({ reacting }, back) {
	const { sale, facts } = back.input;
	return reacting.challenges.flatMap((challenge) => {
		const ofSale = sale.outcome.counters?.find((each) => each.challenge === challenge.id);
		const now = facts.member?.counters?.find((each) => each.challenge === challenge.id);
		const { earlier, amount } = amountsBack(challenge, back);
		if (!ofSale || !now) return [];
		const before = sale.facts.member?.counters?.find((each) => each.challenge === challenge.id);
		const asLeft = {
			...ofSale,
			count: Math.max(0, ofSale.count - earlier)
		};
		if (back.whole && isSame(now, asLeft) && ofSale.reached === (before?.reached ?? 0)) {
			const was = before ?? {
				...now,
				count: 0
			};
			return amount === 0 && isSame(now, was) ? [] : [was];
		}
		return amount === 0 ? [] : [{
			...now,
			count: Math.max(0, now.count - amount)
		}];
	});
}
function isSame(a, b) {
	return a.count === b.count && a.since === b.since && a.last === b.last && a.reached === b.reached;
}
/** What earlier returns took back of what the sale counted, and what this one does. */
function amountsBack({ counts, streak, goods }, back) {
	if (counts === "times" || streak !== null) return {
		earlier: 0,
		amount: back.whole ? 1 : 0
	};
	const lines = soldLines(back, goods);
	let [sold, before, after, paid, paidBefore] = [
		0,
		0,
		0,
		0,
		0
	];
	for (const line of lines) {
		const part = back.parts.find((each) => each.line === line);
		const from = back.before.get(line.id) ?? 0;
		sold += line.quantity;
		before += from;
		after += part?.to ?? from;
		paidBefore += paidUpTo(line, from);
		if (part) paid += paidUpTo(line, part.to) - paidUpTo(line, part.from);
	}
	if (counts === "spendMinor") return {
		earlier: paidBefore,
		amount: paid
	};
	const unitsLeft = (gone) => Math.floor((sold - gone) / 1e3);
	return {
		earlier: unitsLeft(0) - unitsLeft(before),
		amount: unitsLeft(before) - unitsLeft(after)
	};
}
/** Activities with limits get their use back with a whole return. */
function activitiesUnused({ reacting }, { input, whole }) {
	if (!whole) return [];
	return (input.sale.outcome.uses ?? []).filter(({ rule }) => reacting.activities.some(({ id }) => id === rule)).map(({ rule }) => ({
		promotion: rule,
		given: 0
	}));
}
/** Units that come back of goods that gifts are chosen among. */
function boughtBack({ reacting }, back) {
	if (back.input.sale.outcome.bought === void 0) return [];
	const units = /* @__PURE__ */ new Map();
	for (const line of soldLines(back, null)) {
		const part = back.parts.find((each) => each.line === line);
		if (part && reacting.chosenAmong.has(line.sku)) units.set(line.sku, (units.get(line.sku) ?? 0) + part.to - part.from);
	}
	return [...units].map(([sku, quantity]) => ({
		sku,
		quantity
	}));
}
// reverse/rights.ts
/** Rights that the sale opened and that end with what comes back: all of them told once, or as long as something of them is left. */
function revokedBy(back) {
	const { sale, facts } = back.input;
	const open = new Set(facts.member?.entitlements.map(({ id }) => id));
	return (sale.outcome.entitlements.issued ?? []).filter(({ id, openedBy }) => {
		const lines = openedBy?.lines ?? [];
		return firstBack(back, lines) || open.has(id) && anyBack(back, lines);
	}).map(({ id }) => id);
}
/** What was left of the rights: uses, or thousandths of a good. */
function revokedEffects({ filled }, { input }, revoked) {
	return (input.facts.member?.entitlements ?? []).filter(({ id }) => revoked.includes(id)).map(({ openedBy, gift, uses }) => ({
		rule: openedBy.rule,
		version: filled.version,
		kind: "entitlement",
		amount: gift?.quantity ?? uses ?? 1,
		unit: gift ? "thousandths" : "times",
		allocations: [],
		because: [{
			fact: "lines.returned",
			operator: "includes",
			expected: openedBy.lines,
			actual: input.lines.length
		}]
	}));
}
/** Terms that the sale gave and that end. */
function endedBy({ reacting }, back) {
	const { sale } = back.input;
	return (sale.outcome.terms ?? []).filter(({ by }) => {
		const giver = reacting.activities.find(({ id: rule, give }) => give.some((_, n) => grantId({
			by: sale.facts.receipt,
			rule
		}, n) === by));
		return giver !== void 0 && isUndone(back, giver);
	}).map(({ by }) => by);
}
/** A sale that is wholly undone was none of the purchases that a term counts, as long as the term is not over. */
function termsBack({ input, whole }) {
	const { sale, facts } = input;
	if (!whole) return [];
	const soldMs = Date.parse(sale.facts.moment);
	const nowMs = Date.parse(facts.moment);
	return (sale.facts.member?.terms ?? []).flatMap((term) => {
		const { from, until, purchases } = term;
		const endMs = until === void 0 ? Infinity : Date.parse(until);
		return purchases !== void 0 && (from === void 0 || Date.parse(from) <= soldMs) && endMs > soldMs && endMs > nowMs ? [{
			...term,
			purchases: 1
		}] : [];
	});
}
// reverse/undo.ts
/** What the sale brought beside money and points, and the return takes back. Others' shares come back even where the member is not at hand. */
function undo(compiled, back, known) {
	const shares = sharesBack(compiled, back);
	const promotions = unused(back.input, back.whole) ?? [];
	const others = listed("shares", shares);
	const effects = shareEffects(compiled, back, shares);
	if (!known) return {
		revoked: [],
		extras: {
			...others,
			...listed("unused", promotions)
		},
		effects
	};
	const revoked = revokedBy(back);
	const uses = [...promotions, ...activitiesUnused(compiled, back)];
	const { facts, outcome } = back.input.sale;
	const counts = outcome.day !== void 0 || uses.length > 0;
	return {
		revoked,
		extras: {
			...others,
			...listed("ended", endedBy(compiled, back)),
			...listed("counters", countersBack(compiled, back)),
			...listed("unused", uses),
			...counts ? { day: facts.moment.slice(0, 10) } : {},
			...listed("bought", boughtBack(compiled, back)),
			...listed("terms", termsBack(back))
		},
		effects: [...effects, ...revokedEffects(compiled, back, revoked)]
	};
}
/** A list that would be empty is left out. */
function listed(key, list) {
	return list.length === 0 ? {} : { [key]: list };
}
// reverse/vat.ts
/** VAT per rate by cumulative difference, so that the returns of a sale sum to the VAT of the sale. */
function returnVat(before, now) {
	const already = byRate(before);
	return [...byRate(now)].toSorted(([a], [b]) => a - b).map(([rateBp, grossMinor]) => {
		const earlier = already.get(rateBp) ?? 0;
		return {
			rateBp,
			grossMinor,
			vatMinor: includedVat(earlier + grossMinor, rateBp) - includedVat(earlier, rateBp)
		};
	});
}
function byRate(refunds) {
	const sums = /* @__PURE__ */ new Map();
	for (const { vatRateBp, refundMinor } of refunds) if (vatRateBp !== void 0) sums.set(vatRateBp, (sums.get(vatRateBp) ?? 0) + refundMinor);
	return sums;
}
// reverse/reverse.ts
/**
* Undoes a part of a sale: the stored net of its units is refunded and nothing else recalculated. Points move only where the
* sale's member is at hand. Throws ReturnRefused for more than was sold, otherwise only on a bug.
*/
function reverse(compiled, input) {
	const { sale, facts } = input;
	const parts = partsOf(input);
	const known = facts.member !== null && facts.member.id === sale.facts.member?.id;
	const { lines, before } = backsOf(compiled, input, parts, known);
	const wallets = compiled.wallets.map(({ id }) => id);
	const perWallet = (each) => sumByWallet(wallets, each.flat());
	const reinstated = perWallet(lines.map((line) => line.reinstated));
	const clawedBack = perWallet(lines.map((line) => line.clawedBack));
	const reinstatedBefore = perWallet(before.map((line) => line.reinstated));
	const movements = known ? returnMovements(compiled, input, reinstated, reinstatedBefore, clawedBack) : [];
	const refundMinor = sum(lines.map((line) => line.refundMinor));
	assertReturn(movements, reinstated, clawedBack);
	const beforeMinor = sum(before.map((line) => line.refundMinor));
	const whole = isWhole(input, parts);
	const refund = {
		beforeMinor,
		nowMinor: refundMinor,
		whole
	};
	const back = backOf(input, parts, whole);
	const lost = known ? tierLost(compiled, back, refund) : null;
	const undone = undo(compiled, back, known);
	const money = moneyBack(compiled, back, known);
	return {
		kind: "return",
		lines,
		totals: {
			refundMinor,
			...donatedTotal(money),
			reinstated,
			clawedBack,
			vat: returnVat(before, lines)
		},
		movements,
		entitlements: {
			reopened: reopened(input, lines, whole),
			...undone.revoked.length > 0 ? { revoked: undone.revoked } : {}
		},
		tier: lost?.change ?? null,
		...undone.extras,
		...money.donations.length === 0 ? {} : { donations: money.donations },
		...money.settlements.length === 0 ? {} : { settlements: money.settlements },
		effects: [
			...pointEffects(compiled, lines, "reinstatement", reinstated),
			...pointEffects(compiled, lines, "clawback", clawedBack),
			...undone.effects,
			...money.effects,
			...lost ? [tierEffect(compiled, lost, facts.member.spendMinor - refundMinor)] : []
		],
		rejections: known ? [] : strangerRejections(input),
		progress: known ? progressAfter(compiled, input, lost?.change.to ?? facts.member.tier, refundMinor) : [],
		messages: returnMessages(movements, lost?.change.from ?? null, lost?.change.to ?? null)
	};
}
function donatedTotal({ donatedMinor }) {
	return donatedMinor === 0 ? {} : { donatedMinor };
}
/** Whether nothing of the sale remains with the buyer after this. */
function isWhole({ sale, returned }, parts) {
	const before = sumByLine(returned);
	return sale.outcome.lines.every((line) => {
		return (parts.find((part) => part.line === line)?.to ?? before.get(line.id) ?? 0) === line.quantity;
	});
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
// react/dates.ts
/** Why a date of the member does not fall on this day with its offset. Null: it does, in a year that counts, and is old enough. */
function dateFalls({ event, context }, { date, offsetDays = 0, years }) {
	const refuse = (expected, actual) => ({
		reason: "event.noMatch",
		because: [{
			fact: "member.dates",
			operator: "is",
			expected,
			actual
		}]
	});
	if (event.name !== date) return refuse(date, event.name ?? null);
	const known = context.facts.member?.dates?.find(({ id }) => id === date);
	if (!known) return refuse(date, null);
	const { dayNumber } = context.moment;
	const returned = dayNumber - offsetDays;
	const year = Number(dayOf(returned).slice(0, 4));
	if (yearlyReturn(known, year) !== returned) return refuse(dayOf(returned).slice(5), monthDay(known));
	const age = known.year === void 0 ? event.value : year - known.year;
	if (years && (age === void 0 || !years.includes(age))) return refuse(years, age ?? null);
	const onFile = dayNumber - dayNumberOf(known.recorded);
	if (onFile < 30) return {
		reason: "audience.dateNew",
		because: [{
			fact: "member.dates",
			operator: "atLeast",
			expected: 30,
			actual: onFile
		}]
	};
	return null;
}
function monthDay({ month, day }) {
	return `${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
/** A date pays once in a calendar year, whatever it is changed to meanwhile. */
function paidThisYear({ context }, rule) {
	const used = context.facts.member?.uses?.find((each) => each.rule === rule);
	const year = dayOf(context.moment.dayNumber).slice(0, 4);
	if (used?.day.slice(0, 4) !== year) return null;
	return {
		reason: "limit.member",
		because: [{
			fact: "member.uses",
			operator: "under",
			expected: 1,
			actual: 1
		}]
	};
}
// react/scene.ts
/** `member`: as the event is to be understood, which is not always as it was told. */
function openScene(compiled, event, member = event.member) {
	const { id: receipt, moment, shop, channel = "shop", lists, goods } = event;
	const context = readContext(compiled, {
		receipt,
		moment,
		lines: [],
		shop,
		channel,
		till: receipt,
		cashier: null,
		member,
		...lists ? { lists } : {},
		...goods ? { goods } : {}
	});
	return {
		compiled,
		event,
		context,
		tier: context.tier,
		reactions: [],
		effects: [],
		rejections: []
	};
}
function sourceOf({ event, context }, rule) {
	const { id: by, moment, shop, goods = [] } = event;
	return {
		by,
		rule,
		moment,
		at: context.moment,
		offsets: shop.zone.offsets,
		goods,
		lines: []
	};
}
function memberOf({ context }) {
	const facts = context.facts.member;
	return {
		who: "member",
		member: facts.id,
		facts
	};
}
/** A reaction to be filled, not yet among those of the scene. */
function reactionOf(rule, { who, member }) {
	return {
		rule,
		who,
		member,
		movements: [],
		issued: [],
		terms: [],
		tier: null,
		counters: [],
		uses: [],
		donations: [],
		messages: []
	};
}
function reject({ rejections }, rule, { reason, because }) {
	rejections.push({
		rule,
		reason,
		because: [...because]
	});
}
function effectOf({ compiled }, rule, kind, amount, unit, because = []) {
	return {
		rule,
		version: compiled.filled.version,
		kind,
		amount,
		unit,
		allocations: [],
		because: [...because]
	};
}
// react/tier.ts
/** At least this tier; who is in it or above stays where they are. */
function tierAtLeast(scene, reaction, to, tier, because, effects) {
	if (to.facts === null) return {
		reason: "recipient.none",
		because: []
	};
	const { tiers } = scene.compiled.filled;
	const from = to.who === "member" ? scene.tier : to.facts.tier ?? tiers[0]?.id ?? null;
	const placeOf = (id) => tiers.findIndex((each) => each.id === id);
	if (placeOf(from) >= placeOf(tier)) return {
		reason: "tier.kept",
		because: [{
			fact: "member.tier",
			operator: "isNot",
			expected: tier,
			actual: from
		}]
	};
	moveTo(scene, reaction, to, tier);
	effects.push(effectOf(scene, tier, "tier", to.facts.spendMinor, "minor", because));
	return null;
}
function moveTo(scene, reaction, { who, facts }, tier) {
	reaction.tier = {
		from: facts.tier,
		to: tier
	};
	reaction.messages.push({
		id: "tier.reached",
		args: { tier }
	});
	if (who === "member") scene.tier = tier;
}
/** Into the highest tier whose entry holds by now, where it is above the member's own. Answers whether it was. */
function enterTiers(scene, to) {
	const { tiers } = scene.compiled.filled;
	if (to.facts === null) return false;
	const standing = standingOf(scene, to.facts);
	const current = to.who === "member" ? scene.tier : to.facts.tier;
	const reached = highestEntered(tiers, standing);
	if (reached <= Math.max(0, tiers.findIndex(({ id }) => id === current))) return false;
	const tier = tiers[reached];
	const reaction = reactionOf(tier.id, to);
	moveTo(scene, reaction, to, tier.id);
	scene.reactions.push(reaction);
	const because = entryBecause(tier, standing);
	scene.effects.push(effectOf(scene, tier.id, "tier", standing.member.spendMinor, "minor", because));
	return true;
}
/** As the member stands without any receipt. */
function standingOf({ context }, member) {
	return {
		member,
		moment: context.moment,
		change: {
			spend: 0,
			purchases: 0
		},
		receipt: 0
	};
}
// react/grant.ts
/** Fills the reaction with what is granted; `first` is the place from which grants are counted. */
function giveAll(scene, reaction, to, grants, because, first = 0) {
	const given = {
		gave: false,
		effects: [],
		refused: []
	};
	grants.forEach((grant, at) => {
		const refusal = giveOne(scene, reaction, to, grant, first + at, because, given.effects);
		if (refusal) given.refused.push(refusal);
		else given.gave = true;
	});
	return given;
}
function giveOne(scene, reaction, to, grant, n, because, effects) {
	const { rule, messages } = reaction;
	const source = sourceOf(scene, rule);
	const tell = (kind, amount, unit) => effects.push(effectOf(scene, rule, kind, amount, unit, because));
	const issue = (right) => {
		reaction.issued.push(right);
		messages.push({
			id: "entitlement.issued",
			args: { promotion: right.promotion }
		});
		if (right.gift) tell("entitlement", right.gift.quantity, "thousandths");
		else tell("entitlement", right.uses ?? 1, "times");
	};
	switch (grant.kind) {
		case "points": {
			const wallet = scene.compiled.wallets.find(({ id }) => id === grant.wallet);
			const lot = lotOf(source, grant, n, wallet, grant.points);
			if (isRefusal(lot)) return lot;
			const { id, points, activeFrom, expiresAt } = lot;
			reaction.movements.push({
				kind: "accrue",
				wallet: wallet.id,
				lot: id,
				points,
				activeFrom,
				expiresAt
			});
			tell(to.who === "member" ? "accrual" : "share", points, wallet.id);
			if (to.who !== "member") messages.push({
				id: "share.given",
				args: {
					wallet: wallet.id,
					points
				}
			});
			return null;
		}
		case "entitlement":
			issue(entitlementOf(source, grant, n));
			return null;
		case "gift": {
			const bought = new Map((to.facts?.bought ?? []).map(({ sku, quantity }) => [sku, quantity]));
			const gift = giftOf(source, grant, n, to.facts ?? {}, bought);
			if (isRefusal(gift)) return gift;
			issue(gift);
			return null;
		}
		case "segment":
			reaction.terms.push(termOf(source, grant, n));
			messages.push({
				id: "segment.granted",
				args: { segment: grant.segment }
			});
			tell("segment", 1, "times");
			return null;
		case "tier": return tierAtLeast(scene, reaction, to, grant.tier, because, effects);
		case "message":
			messages.push({
				id: "programme.message",
				args: {
					rule,
					grant: n
				}
			});
			return null;
		default: return {
			reason: "amount.nothing",
			because: []
		};
	}
}
// react/triggers.ts
/** Why the trigger is not this event. Null: it is. Asked of triggers of the event's own kind. */
function mismatch(scene, on) {
	const { name, value } = scene.event;
	switch (on.event) {
		case "purchase": return another("event", "is", "purchase", scene.event.kind);
		case "registered": return among("member.joinedBy", on.links, scene.context.facts.member?.joinedBy);
		case "date": return dateFalls(scene, on);
		case "calendar": return onDay(scene, on);
		case "tierReached":
		case "tierAtRisk":
		case "tierLost": return among("member.tier", on.tiers, name);
		case "pointsExpiring": return among("event", [on.wallet], name) ?? counts(value === on.inDays, "is", on.inDays, value);
		case "silence": return counts(value === on.days, "is", on.days, value);
		case "churnRisk": return counts(value !== void 0 && value > on.overBp, "over", on.overBp, value);
		default: return among("event", on.names, name);
	}
}
function among(fact, wanted, actual) {
	return wanted === void 0 || actual !== void 0 && wanted.includes(actual) ? null : another(fact, "oneOf", wanted, actual ?? null);
}
function counts(holds, operator, expected, actual) {
	return holds ? null : another("event", operator, expected, actual ?? null);
}
function another(fact, operator, expected, actual) {
	return {
		reason: "event.noMatch",
		because: [{
			fact,
			operator,
			expected,
			actual
		}]
	};
}
function onDay({ context, event }, { day }) {
	const year = Number(event.moment.slice(0, 4));
	return yearlyReturn({
		month: Number(day.slice(0, 2)),
		day: Number(day.slice(3, 5))
	}, year) === context.moment.dayNumber ? null : another("moment", "is", day, event.moment);
}
// react/activities.ts
/** Activities and challenges of the event's kind, in order of id. Answers whether there are any. */
function actOnEvent(scene) {
	const { eventActivities, eventChallenges } = scene.compiled.reacting;
	const { kind } = scene.event;
	const activities = eventActivities.filter(({ on }) => on.event === kind);
	const challenges = eventChallenges.filter(({ on }) => on.event === kind);
	for (const activity of activities) act(scene, activity);
	for (const challenge of challenges) count(scene, challenge);
	return activities.length + challenges.length > 0;
}
function act(scene, activity) {
	const { id: rule, on, limits, give } = activity;
	const to = recipientOf(scene, activity);
	const refused = mismatch(scene, on) ?? unmet(scene, activity) ?? ("reason" in to ? to : null) ?? (on.event === "date" ? paidThisYear(scene, rule) : null);
	if (refused || "reason" in to) {
		reject(scene, rule, refused);
		return;
	}
	const uses = to.facts?.uses ?? [];
	const { moment } = scene.context;
	const limited = limits && overLimit(limits, uses, rule, moment);
	if (limited) {
		reject(scene, rule, limited);
		return;
	}
	const reaction = reactionOf(rule, to);
	const given = giveAll(scene, reaction, to, give, becauseOf(scene, activity));
	for (const refusal of given.refused) reject(scene, rule, refusal);
	if (!given.gave) return;
	if (limits !== null || on.event === "date") reaction.uses.push(usedOnceMore(uses, rule, dayOf(moment.dayNumber)));
	scene.reactions.push(reaction);
	scene.effects.push(...given.effects);
}
function count(scene, challenge) {
	const { id: rule, on, give } = challenge;
	const to = memberOf(scene);
	const counter = to.facts.counters?.find((each) => each.challenge === rule);
	const refused = mismatch(scene, on) ?? unmet(scene, challenge) ?? once(challenge, counter?.reached ?? 0);
	if (refused) {
		reject(scene, rule, refused);
		return;
	}
	const step = counted(challenge, counter, scene.context.moment.dayNumber, 1);
	if (step === null) return;
	const { state, rounds } = step;
	const reaction = reactionOf(rule, to);
	reaction.counters.push(state);
	scene.reactions.push(reaction);
	if (rounds === 0) return;
	const because = becauseOf(scene, challenge);
	scene.effects.push(effectOf(scene, rule, "challenge", rounds, "times", because));
	reaction.messages.push({
		id: "challenge.reached",
		args: { challenge: rule }
	});
	const given = giveAll(scene, reaction, to, give, because);
	for (const refusal of given.refused) reject(scene, rule, refusal);
	scene.effects.push(...given.effects);
}
function once(challenge, reached) {
	if (!isDone(challenge, {
		challenge: challenge.id,
		count: 0,
		since: "",
		last: "",
		reached
	})) return null;
	return {
		reason: "limit.member",
		because: [{
			fact: "member.uses",
			operator: "under",
			expected: 1,
			actual: reached
		}]
	};
}
function unmet({ context }, { conditions }) {
	const failed = conditions.find((condition) => !condition.holds(context));
	return failed ? {
		reason: failed.reason,
		because: [toBecause(failed, context)]
	} : null;
}
function becauseOf({ event, context }, { conditions }) {
	return [{
		fact: "event",
		operator: "is",
		expected: event.kind,
		actual: event.name ?? event.kind
	}, ...conditions.map((condition) => toBecause(condition, context))];
}
function recipientOf(scene, { to }) {
	const { event } = scene;
	const { id, referrers = [], agent } = event.member;
	if (to.who === "member") return memberOf(scene);
	const member = to.who === "referrer" ? referrers[to.level - 1] : agent;
	if (member === void 0) return {
		reason: "recipient.none",
		because: [to.who === "referrer" ? {
			fact: "member.referrers",
			operator: "atLeast",
			expected: to.level,
			actual: referrers.length
		} : {
			fact: "member.agent",
			operator: "is",
			expected: true,
			actual: false
		}]
	};
	if (member === id) return {
		reason: "recipient.self",
		because: [{
			fact: "member.id",
			operator: "isNot",
			expected: id,
			actual: member
		}]
	};
	const facts = otherOf(scene, member);
	if (facts?.blocked) return {
		reason: "member.blocked",
		because: [{
			fact: "member.blocked",
			operator: "is",
			expected: false,
			actual: true
		}]
	};
	return {
		who: to.who,
		member,
		facts
	};
}
function otherOf({ event: { others = [] } }, member) {
	return others.find((each) => each.id === member) ?? null;
}
// react/exchange.ts
/** Something of the catalogue for points: all of it or nothing. */
function giveReward(scene) {
	const { name = "reward" } = scene.event;
	const reward = scene.compiled.programme.rewards?.find(({ id }) => id === name);
	const refusal = reward ? tryReward(scene, reward) : {
		reason: "reward.unknown",
		because: []
	};
	if (refusal) reject(scene, name, refusal);
}
function tryReward(scene, reward) {
	const { id: rule, wallet, points, give } = reward;
	const unmet = firstUnmet(scene, rewardConditions(reward, scene.compiled.filled));
	if (unmet) return unmet;
	const to = memberOf(scene);
	const reaction = reactionOf(rule, to);
	const unpaid = spend(scene, reaction, wallet, points);
	if (unpaid) return unpaid;
	const because = [{
		fact: "wallet.points",
		operator: "atLeast",
		expected: points,
		actual: points
	}];
	const { effects, refused } = giveAll(scene, reaction, to, give, because);
	if (refused[0]) return refused[0];
	scene.reactions.push(reaction);
	scene.effects.push(effectOf(scene, rule, "redemption", points, wallet, because), ...effects);
	return null;
}
/** Points of one wallet into another's or into a donation: as many whole steps as are asked for, or none. */
function convert(scene) {
	const { name = "conversion" } = scene.event;
	const conversion = scene.compiled.programme.conversions?.find(({ id }) => id === name);
	const refusal = conversion ? tryConversion(scene, conversion) : {
		reason: "reward.unknown",
		because: []
	};
	if (refusal) reject(scene, name, refusal);
}
function tryConversion(scene, { id: rule, from, to: into }) {
	const steps = scene.event.value ?? 1;
	if (steps < 1) return {
		reason: "amount.nothing",
		because: []
	};
	const reaction = reactionOf(rule, memberOf(scene));
	const points = from.points * steps;
	const refused = spend(scene, reaction, from.wallet, points) ?? turnInto(scene, reaction, into, steps);
	if (refused) return refused;
	const because = [{
		fact: "wallet.points",
		operator: "wholeSteps",
		expected: from.points,
		actual: points
	}];
	scene.reactions.push(reaction);
	const [kind, amount, unit] = "wallet" in into ? [
		"accrual",
		into.points * steps,
		into.wallet
	] : [
		"donation",
		into.amountMinor * steps,
		"minor"
	];
	scene.effects.push(effectOf(scene, rule, "redemption", points, from.wallet, because), effectOf(scene, rule, kind, amount, unit, because));
	return null;
}
function turnInto(scene, reaction, into, steps) {
	const { rule } = reaction;
	if ("wallet" in into) {
		const lot = lotOf(sourceOf(scene, rule), {}, 0, walletOf(scene, into.wallet), into.points * steps);
		if (isRefusal(lot)) return lot;
		const { id, wallet, points, activeFrom, expiresAt } = lot;
		reaction.movements.push({
			kind: "accrue",
			wallet,
			lot: id,
			points,
			activeFrom,
			expiresAt
		});
		return null;
	}
	const cause = scene.compiled.programme.causes?.find(({ id }) => id === into.cause);
	if (!cause) return {
		reason: "cause.unknown",
		because: []
	};
	if (cause.schedule && firstUnmet(scene, scheduleConditions(cause.schedule))) return {
		reason: "cause.over",
		because: []
	};
	const amountMinor = into.amountMinor * steps;
	reaction.donations.push({
		cause: cause.id,
		by: "member",
		amountMinor,
		rule,
		lines: []
	});
	reaction.messages.push({
		id: "donation.thanks",
		args: { cause: cause.id }
	});
	return null;
}
function walletOf({ compiled }, id) {
	return compiled.wallets.find((wallet) => wallet.id === id);
}
/** Takes so many points out of the member's lots, soonest expiry first, or refuses. */
function spend(scene, reaction, wallet, points) {
	const { minimumIdentification } = walletOf(scene, wallet).redemption;
	const unsure = firstUnmet(scene, [identified(minimumIdentification)]);
	if (unsure) return unsure;
	const purse = readPurses(scene.compiled, scene.context).find((each) => each.wallet.id === wallet);
	if (purse.availablePoints < points) return {
		reason: "redemption.noPoints",
		because: [{
			fact: "wallet.points",
			operator: "atLeast",
			expected: points,
			actual: purse.availablePoints
		}]
	};
	const drawn = draw(purse.funds, points);
	reaction.movements.push(...drawn.map(({ lot, points: taken }) => ({
		kind: "redeem",
		wallet,
		lot: lot.id,
		points: taken
	})));
	return null;
}
function firstUnmet({ context }, conditions) {
	const failed = conditions.find((condition) => !condition.holds(context));
	return failed ? {
		reason: failed.reason,
		because: [toBecause(failed, context)]
	} : null;
}
// react/registered.ts
/** Why the member did not join by the link they came with. Null: they did, or came with none. */
function linkRefusal(scene) {
	const { joinedBy } = scene.event.member;
	if (joinedBy === void 0) return null;
	const link = linkOf(scene, joinedBy);
	const refusal = link ? closed(scene, link) : {
		reason: "link.unknown",
		because: []
	};
	return refusal && {
		link: joinedBy,
		refusal
	};
}
function linkOf({ compiled }, id) {
	return compiled.programme.links?.find((each) => each.id === id);
}
function closed({ context, event }, { schedule, limit }) {
	const failed = schedule && scheduleConditions(schedule).find((condition) => !condition.holds(context));
	if (failed) return {
		reason: failed.reason,
		because: [toBecause(failed, context)]
	};
	const { joined = 0 } = event;
	if (limit === void 0 || joined < limit) return null;
	return {
		reason: "link.full",
		because: [{
			fact: "member.joinedBy",
			operator: "under",
			expected: limit,
			actual: joined
		}]
	};
}
/** The link's segment, without end, and its grants. */
function joinByLink(scene) {
	const { joinedBy } = scene.context.facts.member;
	const link = joinedBy === void 0 ? void 0 : linkOf(scene, joinedBy);
	if (!link) return;
	const { id: rule, segment, give = [] } = link;
	const to = memberOf(scene);
	const reaction = reactionOf(rule, to);
	const { id: by, moment } = scene.event;
	if (segment !== void 0) {
		reaction.terms.push({
			segment,
			from: moment,
			by: grantId({
				by,
				rule
			}, give.length)
		});
		reaction.messages.push({
			id: "segment.granted",
			args: { segment }
		});
	}
	const { effects, refused } = giveAll(scene, reaction, to, give, [{
		fact: "member.joinedBy",
		operator: "is",
		expected: rule,
		actual: rule
	}]);
	for (const refusal of refused) reject(scene, rule, refusal);
	scene.effects.push(...effects);
	if (reaction.terms.length + give.length > 0) scene.reactions.push(reaction);
}
/** The one who brought the member has brought one more, which may lift them at once. */
function countReferral(scene) {
	const { id, referrers = [] } = scene.event.member;
	const [member] = referrers;
	if (member === void 0 || member === id) return;
	const known = otherOf(scene, member);
	const to = {
		who: "referrer",
		member,
		facts: known && {
			...known,
			referrals: (known.referrals ?? 0) + 1
		}
	};
	const reaction = reactionOf("referral", to);
	reaction.referrals = 1;
	scene.reactions.push(reaction);
	enterTiers(scene, to);
}
// react/review.ts
/**
* Looks at the member's tier: up where an entry holds by now; else, once a period, whether its exit holds. The fall waits for
* the grace, and while that runs every review looks again.
*/
function review(scene) {
	const to = memberOf(scene);
	const { tiers } = scene.compiled.filled;
	const current = tiers.findIndex(({ id }) => id === scene.tier);
	const tier = tiers[current];
	if (enterTiers(scene, to)) {
		clearRisk(scene, scene.reactions.at(-1));
		return;
	}
	const { atRiskSince, reviewed } = scene.event;
	const today = dayOf(scene.context.moment.dayNumber);
	if (!tier?.exit || current < 1) return keep(scene, tier?.id ?? "review", []);
	if (atRiskSince === void 0 && reviewed !== void 0 && samePeriod(tier.review ?? "day", reviewed, today)) return keep(scene, tier.id, [{
		fact: "moment",
		operator: "isNot",
		expected: reviewed,
		actual: today
	}]);
	const standing = standingOf(scene, to.facts);
	const because = conditionsBecause(tier.exit, standing);
	const reaction = reactionOf(tier.id, to);
	reaction.reviewed = today;
	scene.reactions.push(reaction);
	if (!conditionsHold(tier.exit, standing)) {
		clearRisk(scene, reaction);
		return keep(scene, tier.id, because);
	}
	const waited = scene.context.moment.dayNumber - dayNumberOf(atRiskSince ?? today);
	const grace = tier.graceDays ?? 0;
	if (waited < grace) {
		if (atRiskSince === void 0) reaction.atRiskSince = today;
		reject(scene, tier.id, {
			reason: "tier.grace",
			because: [{
				fact: "member.days",
				operator: "atLeast",
				expected: grace,
				actual: waited
			}]
		});
		return;
	}
	fall(scene, reaction, tiers, current, because);
}
/** To the highest lower tier whose exit does not hold and whose entry holds, else the first. */
function fall(scene, reaction, tiers, current, because) {
	const member = memberOf(scene).facts;
	const standing = standingOf(scene, member);
	const stays = (each) => entryHolds(each, standing) && !(each.exit !== void 0 && conditionsHold(each.exit, standing));
	const lower = Math.max(0, tiers.slice(0, current).findLastIndex(stays));
	const [from, to] = [tiers[current].id, tiers[lower].id];
	reaction.tier = {
		from,
		to
	};
	reaction.messages.push({
		id: "tier.lost",
		args: {
			from,
			to
		}
	});
	clearRisk(scene, reaction);
	scene.effects.push(effectOf(scene, from, "tier", member.spendMinor, "minor", because));
}
function clearRisk({ event }, reaction) {
	if (event.atRiskSince !== void 0) reaction.atRiskSince = null;
}
function keep(scene, rule, because) {
	reject(scene, rule, {
		reason: "tier.kept",
		because
	});
}
function samePeriod(period, a, b) {
	if (period === "day") return a === b;
	if (a.slice(0, 4) !== b.slice(0, 4)) return false;
	if (period === "year") return true;
	if (period === "month") return a.slice(5, 7) === b.slice(5, 7);
	return quarterOf(a) === quarterOf(b);
}
function quarterOf(day) {
	return Math.floor((Number(day.slice(5, 7)) - 1) / 3);
}
// react/react.ts
/** What the event brings to whom. Pure; what is refused has its reason. Throws only on a bug. */
function react(compiled, event) {
	const scene = openScene(compiled, event);
	const { kind } = event;
	if (event.member.blocked) refuseBlocked(scene);
	else if (kind === "reward") giveReward(scene);
	else if (kind === "conversion") convert(scene);
	else if (kind === "review") review(scene);
	else if (kind === "registered") return register(scene);
	else if (!actOnEvent(scene)) nobodyCares(scene);
	return outcomeOf(scene);
}
function outcomeOf({ reactions, effects, rejections }) {
	return {
		kind: "reaction",
		reactions,
		effects,
		rejections
	};
}
/** A link that is over or full brought nobody: what asks for it does not apply. */
function register(told) {
	const refused = linkRefusal(told);
	const { joinedBy: _, ...without } = told.event.member;
	const scene = refused ? openScene(told.compiled, told.event, without) : told;
	if (refused) reject(scene, refused.link, refused.refusal);
	joinByLink(scene);
	countReferral(scene);
	actOnEvent(scene);
	enterTiers(scene, memberOf(scene));
	if (scene.reactions.length + scene.rejections.length === 0) nobodyCares(scene);
	return outcomeOf(scene);
}
function refuseBlocked(scene) {
	const { kind, name } = scene.event;
	reject(scene, name ?? kind, {
		reason: "member.blocked",
		because: [{
			fact: "member.blocked",
			operator: "is",
			expected: false,
			actual: true
		}]
	});
}
/** Nothing in the programme waits for such an event. */
function nobodyCares(scene) {
	const { kind, name } = scene.event;
	reject(scene, name ?? kind, {
		reason: "event.noMatch",
		because: [{
			fact: "event",
			operator: "is",
			expected: null,
			actual: kind
		}]
	});
}
// engine-entry.ts
/**
* All that a released engine exports: frozen as one module under engines/, with nothing outside it. A change that alters
* any outcome takes the next semantics number.
*/
var semantics = 1;
export { compile, evaluate, explain, react, reverse, semantics };
