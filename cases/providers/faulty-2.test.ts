import { catchPart } from './catch.ts';

catchPart(1, 2);
