import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';

/** A part most tills never show: its code comes when it first stands on the screen. */
export function lazily(load: () => Promise<ComponentType>): ComponentType {
  const loaded = signal<{ View: ComponentType } | null>(null);
  return function Lazily() {
    useEffect(() => {
      if (!loaded.peek()) void load().then((View) => (loaded.value = { View }));
    }, []);
    const View = loaded.value?.View;
    return View ? <View /> : null;
  };
}
