import type { SaleReceiptData } from '../../shared/receipt/data.ts';
import { sampleSale } from './samples.ts';

/** The sample sale in shops whose goods are named in other letters, and in one whose names fit no line. */

type Names = { shop: string; address: string; cashier: string; goods: string[]; currency: string; message: string };

/** The same sums under other names; the goods in their order. */
function renamed({ shop, address, cashier, goods, currency, message }: Names): SaleReceiptData {
  const sale = sampleSale('ru');
  return {
    ...sale,
    shop: { name: shop, address, taxId: sale.shop.taxId! },
    cashier,
    currency,
    lines: sale.lines.map((line, index) => ({ ...line, name: goods[index]! })),
    messages: [message],
  };
}

export function kazakhSale(): SaleReceiptData {
  return renamed({
    shop: 'Дүкен «Үміт»',
    address: 'Өскемен қ., Қабанбай батыр көш., 12',
    cashier: 'Әсел Нұрланқызы',
    goods: ['Сүт 3,2 %, 930 мл', 'Ірімшік «Қазақстан»', 'Бөлке нан, 400 г', 'Мысыққа арналған жем, 85 г'],
    currency: 'KZT',
    message: 'Сатып алғаныңызға рақмет! Келіп тұрыңыз.',
  });
}

export function belarusianSale(): SaleReceiptData {
  return renamed({
    shop: 'Крама «Ўцеха»',
    address: 'г. Мінск, пр. Пераможцаў, 12',
    cashier: 'Алеся Вяршыніна',
    goods: [
      'Малако «Заўсёды смачна» 3,2 %',
      'Сыр «Белавежскі» вагавы',
      'Хлеб «Нарачанскі», 400 г',
      'Корм для катоў, 85 г',
    ],
    currency: 'BYN',
    message: 'Дзякуй за пакупку! Чакаем вас ізноў.',
  });
}

export function longNames(): SaleReceiptData {
  return renamed({
    shop: 'Торгово-производственное объединение «Верхнеуральские молочные реки»',
    address: '455000, Челябинская область, Магнитогорск, проспект Карла Маркса, дом 164/2, помещение 17',
    cashier: 'Константинопольская-Преображенская А. В.',
    goods: [
      'Молоко питьевое пастеризованное отборное «Верхнеуральские молочные реки» с массовой долей жира от 3,4 до 4,5 %, 930 мл',
      'Сыр полутвёрдый «Российский молодой» 45 % весовой',
      'Сверхвысокоскоростнообжаренный хлеб, 400 г',
      'Корм консервированный полнорационный для взрослых кошек «Мурка» с ягнёнком и тыквой в соусе, 85 г',
    ],
    currency: 'RUB',
    message: 'Следите за новостями: https://example.test/verhneuralskie-molochnye-reki/akcii/2026',
  });
}
