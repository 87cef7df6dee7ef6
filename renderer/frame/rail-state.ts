import { create } from 'zustand';

/** Whether the rail shows. */
export const railStore = create<{ readonly isOpen: boolean }>(() => ({ isOpen: true }));
