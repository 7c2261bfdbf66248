export { FindPage } from './FindPage';
export { readSearch } from './search';
