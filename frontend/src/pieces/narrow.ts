// Whether the window is narrow: the same edge as in the styles, for what a style alone cannot change.
import { MediaQuery } from 'svelte/reactivity';

export const narrow = new MediaQuery('max-width: 1120px');
