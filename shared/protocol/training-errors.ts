import { entry } from './error-entry.ts';

/** Why practice can't begin. */
export const trainingErrors = {
  'training.saleOpen': entry(
    'Открыт чек: учёба его не тронет, но начать её сейчас нельзя.',
    'A receipt is open: training would not touch it, and can not begin now.',
    'Продайте, отложите или отмените чек и начните снова.',
    'Sell, park or cancel the receipt, then begin again.',
  ),
  'training.noShop': entry(
    'На этой кассе ещё нет товаров и программы магазина: учиться не на чем.',
    'This till has no goods and no programme of its shop yet: there is nothing to practise on.',
    'Зарегистрируйте кассу на хабе и дождитесь данных, или учитесь на демонстрации: npm start.',
    'Enrol the till at the hub and wait for its data, or practise on the demo: npm start.',
  ),
};
