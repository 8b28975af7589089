import type { ReadonlySignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { customerWindowTexts } from '../../shared/i18n/customer-window.ts';
import { formatCurrency, formatMoney, formatPoints, formatQuantity } from '../../shared/i18n/format.ts';
import { fill } from '../../shared/i18n/page.ts';
import { trainingTexts } from '../../shared/i18n/training.ts';
import type { CustomerView, PointsView } from '../../shared/protocol/customer.ts';

type Shown = { view: ReadonlySignal<CustomerView | null>; isLost: ReadonlySignal<boolean> };

export function CustomerScreen({ view, isLost }: Shown) {
  const shown = view.value;
  if (!shown) return null;
  const texts = customerWindowTexts[shown.locale];
  return (
    <main class={`customer ${shown.training ? 'customer-in-training' : ''}`}>
      {shown.training && <p class="customer-training">{trainingTexts[shown.locale].customer}</p>}
      {isLost.value && (
        <p class="customer-lost" role="status">
          {texts.lost}
        </p>
      )}
      <Phase view={shown} />
    </main>
  );
}

function Phase({ view }: { view: CustomerView }) {
  const texts = customerWindowTexts[view.locale];
  if (view.phase === 'closed') return <Greeting title={texts.closed} hint={texts.closedHint} shop={view.shop} />;
  if (view.phase === 'welcome') return <Greeting title={texts.welcome} hint={texts.welcomeHint} shop={view.shop} />;
  if (view.phase === 'done' && view.done) return <Done view={view} done={view.done} />;
  return (
    <>
      <Receipt view={view} />
      <aside class="customer-side">
        <Total view={view} />
        {view.gifts.map(({ id, name, quantity }) => (
          <p key={id} class="customer-gift">
            <span>{texts.gift}</span>
            <b>
              {name[view.locale]}
              {quantity !== piece && ` × ${formatQuantity(quantity, view.locale)}`}
            </b>
          </p>
        ))}
        <Member view={view} />
      </aside>
    </>
  );
}

function Greeting({ title, hint, shop }: { title: string; hint: string; shop: string }) {
  return (
    <section class="customer-greeting">
      <p class="customer-shop">{shop}</p>
      <h1>{title}</h1>
      <p>{hint}</p>
    </section>
  );
}

const piece = 1000;

function Receipt({ view: { lines, locale } }: { view: CustomerView }) {
  const texts = customerWindowTexts[locale];
  const list = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' }), [lines]);
  return (
    <section class="customer-receipt" aria-label={texts.receipt}>
      <ol ref={list}>
        {lines.map(({ id, name, quantity, byWeight, grossMinor, netMinor, gift, why }) => (
          <li key={id} class="customer-line">
            <span class="customer-name">
              {name[locale]}
              {(byWeight || quantity !== piece) && (
                <span class="customer-count">
                  {' × '}
                  {formatQuantity(quantity, locale)}
                  {byWeight && ` ${texts.kilogram}`}
                </span>
              )}
            </span>
            <span class="customer-sum">{formatMoney(netMinor, locale)}</span>
            {gift && <span class="tag tag-accent">{texts.giftLine}</span>}
            {!gift && netMinor < grossMinor && (
              <>
                <span class="customer-why">{why.map((each) => each[locale]).join(', ')}</span>
                <s>{formatMoney(grossMinor, locale)}</s>
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Total({ view }: { view: CustomerView }) {
  const { totals, locale, currency } = view;
  const texts = customerWindowTexts[locale];
  const parts = [
    { name: texts.discounts, sign: '−', minor: totals.discountMinor },
    { name: texts.withPoints, sign: '−', minor: totals.redeemedMinor },
    { name: texts.donation, sign: '+', minor: totals.donatedMinor },
  ];
  return (
    <section class="customer-total">
      <h1>{texts.toPay}</h1>
      <p class="customer-to-pay" aria-live="polite">
        {formatCurrency(totals.leftMinor, currency, locale)}
      </p>
      {parts
        .filter(({ minor }) => minor !== 0)
        .map(({ name, sign, minor }) => (
          <p key={name} class="customer-part">
            <span>{name}</span>
            <span>
              {sign}
              {formatMoney(minor, locale)}
            </span>
          </p>
        ))}
    </section>
  );
}

function Member({ view: { member, locale, currency } }: { view: CustomerView }) {
  if (!member) return null;
  const texts = customerWindowTexts[locale];
  const { name, tier, toEarn, progress } = member;
  return (
    <section class="customer-member">
      <p class="customer-person">
        {name} {tier && <span class="tag tag-accent">{tier[locale]}</span>}
      </p>
      <Earned label={texts.toEarn} points={toEarn} locale={locale} />
      {progress && (
        <p>
          {fill(texts.toTier, {
            tier: progress.tier[locale],
            amount: formatCurrency(progress.leftMinor, currency, locale),
          })}
        </p>
      )}
    </section>
  );
}

type EarnedProps = { label: string; points: readonly PointsView[]; locale: CustomerView['locale'] };

function Earned({ label, points, locale }: EarnedProps) {
  return points.map((each) => (
    <p key={each.wallet[locale]} class="customer-earned">
      <span>{label}</span>
      <b>
        +{formatPoints(each.points, each.scale, locale)} <small>{each.wallet[locale]}</small>
      </b>
    </p>
  ));
}

function Done({ view: { locale, currency }, done }: { view: CustomerView; done: NonNullable<CustomerView['done']> }) {
  const texts = customerWindowTexts[locale];
  const { changeMinor, dueMinor, earned } = done;
  return (
    <section class="customer-greeting">
      <p class="customer-shop">{changeMinor > 0 ? texts.change : texts.paid}</p>
      <p class="customer-change">{formatCurrency(changeMinor > 0 ? changeMinor : dueMinor, currency, locale)}</p>
      <Earned label={texts.earned} points={earned} locale={locale} />
      <h1>{texts.thanks}</h1>
    </section>
  );
}
