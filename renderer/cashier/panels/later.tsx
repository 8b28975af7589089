import { useEffect, useState } from 'preact/hooks';
import type { ComponentType } from 'preact';

/** A panel whose code comes when it is first opened: what few look at does not keep the page from starting. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>) {
  return function Later(props: P) {
    const [loaded, setLoaded] = useState<{ Body: ComponentType<P> }>();
    useEffect(() => {
      let isOver = false;
      void load().then((Body) => isOver || setLoaded({ Body }));
      return () => {
        isOver = true;
      };
    }, []);
    return loaded ? <loaded.Body {...props} /> : null;
  };
}
