// Every component test sees the real style sheets: a test of focus or size without them proves nothing.
import '../styles/index.css';
import '../../pieces/styles/index.css';
