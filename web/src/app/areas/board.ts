// A screen on a wall loads this and nothing of the desk.
export { BoardArea } from './BoardArea';
