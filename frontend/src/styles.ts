// All style sheets, for component tests: a test of focus or size without them proves nothing.
// The window itself links them in index.html, so that they are there before the first paint.
import './ui/styles/index.css';
import './pieces/styles/index.css';
