import { catchPart } from './catch.ts';

catchPart(0, 2);
