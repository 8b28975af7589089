import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import type { CustomerView } from '../../shared/protocol/customer.ts';
import { pageTransport } from '../bridge/page-transport.ts';
import { openingTheme } from '../theme/opening.ts';
import '../theme/tokens.css';
import '../theme/base.css';
import './customer.css';
import { CustomerScreen } from './screen.tsx';

/** The screen that the customer looks at: it shows what the till tells, and asks for nothing. */
const view = signal<CustomerView | null>(null);
const isLost = signal(false);
const againMs = 1000;

function follow(): void {
  pageTransport('/customer')({
    opened: () => (isLost.value = false),
    message: (data) => (view.value = data as CustomerView),
    closed() {
      isLost.value = true;
      setTimeout(follow, againMs);
    },
  });
}

follow();
document.documentElement.dataset['theme'] = openingTheme();
effect(() => {
  document.documentElement.lang = view.value?.locale ?? 'ru';
});
const page = document.getElementById('page');
if (!page) throw new Error('the page has no place to draw in');
render(<CustomerScreen view={view} isLost={isLost} />, page);
