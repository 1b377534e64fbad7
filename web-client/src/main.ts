import '@fontsource-variable/atkinson-hyperlegible-next';
import './styles/index.css';
import './views/app';
