import { mount } from 'svelte';
import App from './App.svelte';
import { openDoor } from './bridge';
import { followAppearance } from './ui/appearance';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
followAppearance();
mount(App, { target, props: { door: await openDoor() } });
