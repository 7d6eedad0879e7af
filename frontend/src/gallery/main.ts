import { mount } from 'svelte';
import Gallery from './Gallery.svelte';

// ?theme=dark&density=compact shows the other looks.
for (const [name, value] of new URLSearchParams(location.search)) document.documentElement.dataset[name] = value;
const target = document.getElementById('app');
if (target) mount(Gallery, { target });
