// The scenes of pictures that show one screen in each of its states, by name.
import { doorScenes } from './doors';
import { phoneScenes } from './phone';
import type { Staged } from './scene';
import { sentScenes } from './sent';
import { teamScenes } from './team';

export const staged: Record<string, Staged> = { ...doorScenes, ...phoneScenes, ...sentScenes, ...teamScenes };
