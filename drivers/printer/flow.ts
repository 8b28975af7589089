export const flowControls = ['none', 'rtscts', 'xonxoff'] as const;
/** How a printer on a serial line says that its buffer is full. With `none` it then loses bytes, and neither end can know. */
export type FlowControl = (typeof flowControls)[number];
