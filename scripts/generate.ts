// Makes src/generated/, which is not in git: before each test, and before each build.
import './generate-sift.ts';
import './generate-validators.ts';
